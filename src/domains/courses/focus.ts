import { dayCounter } from '#core/time/days.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'

/** A stretch of time, in instants; without an end it goes on. */
export interface Span {
  from: string
  to: string | null
}

/** The spans with the one that goes on ended at `at`, or where it began if the clock was set back since. */
export const ended = (spans: readonly Span[], at: string): Span[] =>
  spans.map(({ from, to }) => ({ from, to: to ?? (at > from ? at : from) }))

/** Whole seconds of the spans that have ended. */
export function focusSecondsOf(spans: readonly Span[]): number {
  const ms = spans.reduce((sum, { from, to }) => sum + (to === null ? 0 : Date.parse(to) - Date.parse(from)), 0)
  return Math.floor(ms / 1000)
}

/** The user's days, as `userZone` tells of them. */
interface Days {
  timezone: string
  dayStartsAt: string
}

/**
 * Milliseconds of each of the person's days that ended spans take, whatever day they began on: a span over midnight counts on both
 * sides of it, and an hour that the clocks skip or repeat as long as it really took.
 */
export function focusByDay({ timezone, dayStartsAt }: Days): (spans: readonly Span[]) => Map<string, number> {
  const numberOf = dayCounter(timezone, dayStartsAt)
  return (spans) => {
    const days = new Map<string, number>()
    for (const { from, to } of spans) {
      if (to === null) continue
      const end = Date.parse(to)
      let [start, day] = [Date.parse(from), dayOf(from, timezone, dayStartsAt)]
      while (numberOf(start) < numberOf(end)) {
        const next = addDays(day, 1)
        const midnight = Date.parse(startOfDay(next, timezone, dayStartsAt))
        days.set(day, (days.get(day) ?? 0) + midnight - start)
        start = midnight
        day = next
      }
      days.set(day, (days.get(day) ?? 0) + end - start)
    }
    return days
  }
}
