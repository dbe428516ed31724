import { LRUCache } from 'lru-cache'
import { formatLocal, parseLocal } from '#core/time/civil.ts'
import { occurrences } from '#core/time/expand.ts'
import { parseRule } from '#core/time/rrule.ts'
import { addDays } from '#core/time/zones.ts'
import type { BlockRow, ExceptionRow, OccurrenceChanges } from './schedule.tables.ts'
import { epochOf } from './walls.ts'

/** What decides when a block happens. */
export type Timing = Pick<BlockRow, 'startLocal' | 'zone' | 'durationMinutes' | 'recurrence'>
export type Difference = Pick<ExceptionRow, 'occurrence' | 'cancelled' | 'startLocal' | 'changes'>

/** Instants in ms; `from` inclusive, `to` exclusive. */
export interface Span {
  from: number
  to: number
}

/** One occurrence; `key` is the local start that the rule gives it, whatever was made of it later. */
export interface Happening {
  key: string
  local: string
  start: number
  end: number
  changes: OccurrenceChanges
}

const DAY_MS = 86_400_000

/**
 * The occurrences of a block that overlap a span (half-open), with their differences applied; floating ones in the zone `home`.
 * At most `limit` are looked at. Two that the clocks push into one instant are one.
 */
export function happenings(
  block: Timing,
  differences: readonly Difference[],
  span: Span,
  { home, limit }: { home: string; limit: number },
): Happening[] {
  const zone = block.zone ?? home
  const own = new Map(differences.map((one) => [one.occurrence, one]))
  const keys = new Set(keysWithin(block, span, limit))
  for (const { occurrence, startLocal } of differences)
    if (startLocal !== null && !keys.has(occurrence) && isOccurrence(block, occurrence)) keys.add(occurrence)
  const found = new Map<number, Happening>()
  for (const key of keys) {
    const difference = own.get(key)
    if (difference?.cancelled) continue
    const one = happening(block, key, difference, zone)
    if (one.start < span.to && one.end > span.from && !found.has(one.start)) found.set(one.start, one)
  }
  return [...found.values()]
}

/** Whether the rule gives this local start. Left-out dates are none. */
export function isOccurrence(block: Timing, key: string): boolean {
  if (block.recurrence === null) return key === block.startLocal
  if ((key.length === 10) !== (block.startLocal.length === 10)) return false
  const [first] = occurrences(block.recurrence, block.startLocal, { from: key, limit: 1 })
  return first === key
}

/** One occurrence as it takes place. Whole days end where a day begins, 23 to 25 hours later. */
export function happening(block: Timing, key: string, difference: Difference | undefined, zone: string): Happening {
  const local = difference?.startLocal ?? key
  const changes = difference?.changes ?? {}
  const start = epochOf(local, zone)
  return {
    key,
    local,
    start,
    end: endOf(local, start, changes.durationMinutes ?? block.durationMinutes, zone),
    changes,
  }
}

/** Nothing of the block lies before the first or after the last instant; null when it never ends. Floating as if in UTC. */
export function bounds(block: Timing): { firstAt: string; lastAt: string | null } {
  const zone = block.zone ?? 'UTC'
  const firstAt = instant(epochOf(block.startLocal, zone))
  const last = lastKey(block)
  if (last === null) return { firstAt, lastAt: null }
  return { firstAt, lastAt: instant(endOf(last, epochOf(last, zone), block.durationMinutes, zone)) }
}

/** As ISO text. Nearly all instants of an answer are whole minutes of a few days, which need not be reckoned one by one. */
export function instant(ms: number): string {
  const minute = ms / MINUTE_MS
  if (!Number.isInteger(minute)) return new Date(ms).toISOString()
  const day = Math.floor(minute / 1440)
  const known = dayTexts.get(day) ?? new Date(day * DAY_MS).toISOString().slice(0, 11)
  dayTexts.set(day, known)
  return known + MINUTE_TEXTS[minute - day * 1440]
}

const MINUTE_MS = 60_000
const dayTexts = new LRUCache<number, string>({ max: 2_000 })
const MINUTE_TEXTS = Array.from({ length: 1440 }, (_, at) => new Date(at * MINUTE_MS).toISOString().slice(11))

function endOf(local: string, start: number, minutes: number, zone: string): number {
  if (local.length > 10) return start + minutes * 60_000
  return epochOf(addDays(local, Math.ceil(minutes / 1440)), zone)
}

/** A day more on both sides holds every zone's offset. */
function keysWithin(block: Timing, span: Span, limit: number): string[] {
  if (block.recurrence === null) return [block.startLocal]
  const back = block.durationMinutes * 60_000 + DAY_MS
  return occurrences(block.recurrence, block.startLocal, {
    from: wallText(Math.max(span.from - back, EARLIEST)),
    to: wallText(span.to + DAY_MS),
    limit,
  })
}

const EARLIEST = parseLocal('1800-01-01') * 1000
const wallText = (ms: number) => formatLocal(Math.floor(ms / 1000))

function lastKey({ recurrence, startLocal }: Timing): string | null {
  if (recurrence === null) return startLocal
  const { count, until } = parseRule(recurrence.rrule)
  if (count !== null) return occurrences({ rrule: recurrence.rrule }, startLocal, { limit: count }).at(-1) ?? startLocal
  if (until === null) return null
  const latest = until.replace('Z', '')
  if (startLocal.length === 10) return latest.slice(0, 10)
  return latest.length === 10 ? `${latest}T23:59` : latest
}
