import { Temporal } from 'temporal-polyfill'
import { DAY_SECONDS, parseLocal } from './civil.ts'

const DAY_MS = DAY_SECONDS * 1000
const WEEK_MS = 7 * DAY_MS

/**
 * Counts the person's days of many instants: the number (days since 1970-01-01) of what `dayOf` names, a hundred times faster.
 * Epochs are milliseconds. Rests on one fact of the zone database: no zone leaves its offset and returns to it within a week.
 */
export function dayCounter(zone: string, dayStartsAt = '00:00'): (epoch: number) => number {
  const startsAfter = parseLocal(`1970-01-01T${dayStartsAt}`) * 1000
  const offsets = offsetsOf(zone)
  return (epoch) => Math.floor((epoch + offsets(epoch) - startsAfter) / DAY_MS)
}

type Offsets = (epoch: number) => number
const known = new Map<string, Offsets>()

/** Milliseconds that the wall clock is ahead of UTC, remembered for each week of UTC. */
function offsetsOf(zone: string): Offsets {
  const old = known.get(zone)
  if (old) return old
  const boundaries = new Map<number, number>()
  const at = (week: number) => {
    const there = boundaries.get(week)
    if (there !== undefined) return there
    const offset = offsetAt(week * WEEK_MS, zone)
    boundaries.set(week, offset)
    return offset
  }
  const offsets: Offsets = (epoch) => {
    const week = Math.floor(epoch / WEEK_MS)
    const offset = at(week)
    return at(week + 1) === offset ? offset : offsetAt(epoch, zone)
  }
  // Zones are names of the database, but a client could still make us learn all of them.
  if (known.size >= 200) known.clear()
  known.set(zone, offsets)
  return offsets
}

const offsetAt = (epoch: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(epoch)).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
