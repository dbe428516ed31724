import { Temporal } from 'temporal-polyfill'
import { DAY_SECONDS, parseLocal } from './civil.ts'

const DAY_MS = DAY_SECONDS * 1000
const WEEK_MS = 7 * DAY_MS

/**
 * Counts the person's days of many instants: the number (days since 1970-01-01) of what `dayOf` names, a hundred times faster.
 * Epochs are milliseconds; best in the order of time. Rests on one fact of the zone database: no zone leaves its offset and
 * returns to it within a week.
 */
export function dayCounter(zone: string, dayStartsAt = '00:00'): (epoch: number) => number {
  const startsAfter = parseLocal(`1970-01-01T${dayStartsAt}`) * 1000
  const offsetAt = offsetsOf(zone)
  let [week, offset]: [number, number | null] = [Number.NaN, null]
  return (epoch) => {
    const its = Math.floor(epoch / WEEK_MS)
    if (its !== week) [week, offset] = [its, constantOffset(offsetAt, its)]
    return Math.floor((epoch + (offset ?? offsetAt(epoch)) - startsAfter) / DAY_MS)
  }
}

/** Of a whole week of UTC; null in one in which the clocks change. */
function constantOffset(offsetAt: Offsets, week: number): number | null {
  const [first, next] = [offsetAt(week * WEEK_MS), offsetAt((week + 1) * WEEK_MS)]
  return first === next ? first : null
}

type Offsets = (epoch: number) => number
const known = new Map<string, Offsets>()

/** Milliseconds that the wall clock is ahead of UTC, remembered where weeks meet. */
function offsetsOf(zone: string): Offsets {
  const old = known.get(zone)
  if (old) return old
  const boundaries = new Map<number, number>()
  const offsets: Offsets = (epoch) => {
    if (epoch % WEEK_MS !== 0) return wallOffset(epoch, zone)
    const there = boundaries.get(epoch)
    if (there !== undefined) return there
    const offset = wallOffset(epoch, zone)
    boundaries.set(epoch, offset)
    return offset
  }
  // Zones are names of the database, but a client could still make us learn all of them.
  if (known.size >= 200) known.clear()
  known.set(zone, offsets)
  return offsets
}

const wallOffset = (epoch: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(epoch)).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
