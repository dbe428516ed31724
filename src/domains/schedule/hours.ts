import { addDays } from '#core/time/zones.ts'
import { joined, type Stretch } from './stretches.ts'
import { epochOf } from './walls.ts'

const WEEKDAYS = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'] as const

/** Times of a wall clock, `HH:mm`; a `to` that is not later means on the next day. */
export interface Hours {
  from: string
  to: string
  /** Every day unless told. */
  weekdays?: readonly string[]
}

/** When these hours are, on the days `first` to `last` (YYYY-MM-DD, both inclusive) in a zone; in order and disjoint. */
export function hoursBetween(hours: readonly Hours[], first: string, last: string, zone: string): Stretch[] {
  const found: Stretch[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
    for (const { from, to, weekdays } of hours) {
      if (weekdays && !weekdays.includes(weekday)) continue
      const end = to > from ? day : addDays(day, 1)
      const one = { from: epochOf(`${day}T${from}`, zone), to: epochOf(`${end}T${to}`, zone) }
      if (one.from < one.to) found.push(one)
    }
  }
  return joined(found)
}
