import { invalid } from '#core/errors.ts'
import { formatLocal, parseLocal } from '#core/time/civil.ts'
import { occurrences } from '#core/time/expand.ts'
import { canonicalRule, formatRule, parseRule } from '#core/time/rrule.ts'
import { localOf, resolveLocal } from '#core/time/zones.ts'
import { bounds, type Timing } from './expansion.ts'
import type { BlockStart } from './schedule.schema.ts'
import type { BlockRecurrence } from './schedule.tables.ts'

/**
 * Where a start stands on the wall clock, to the second. An instant is kept in the owner's zone, so that a series stays at its
 * hour when the clocks change; in UTC only where that zone shows the same time twice.
 */
export function wallOf(start: BlockStart, home: string): { startLocal: string; zone: string | null } {
  if ('local' in start) return { startLocal: start.local, zone: start.zone }
  const startLocal = localOf(start.at, home)
  const isExact = Math.abs(Date.parse(resolveLocal(startLocal, home)) - Date.parse(start.at)) < 1000
  return isExact ? { startLocal, zone: home } : { startLocal: localOf(start.at, 'UTC'), zone: 'UTC' }
}

/** A start on the clock of the series that it belongs to. */
export function wallWithin(start: BlockStart, zone: string): string {
  if ('at' in start) return localOf(start.at, zone)
  if (start.zone === null || start.zone === zone || start.local.length === 10) return start.local
  return localOf(resolveLocal(start.local, start.zone), zone)
}

/** What is stored of a timing: the rule in its one spelling, UNTIL on the block's own clock, and the bounds of it all. */
export function settled(timing: Timing, home: string) {
  const { recurrence, zone } = timing
  if (recurrence === null) return { ...timing, ...bounds(timing) }
  const rrule = canonicalRule(recurrence.rrule, zone ?? home)
  const whole = { ...timing, recurrence: { ...recurrence, rrule } }
  if (occurrences({ rrule }, timing.startLocal, { limit: 1 }).length === 0)
    throw invalid('recurrence', 'This rule gives nothing from the start on. Check its UNTIL and the start.')
  return { ...whole, ...bounds(whole) }
}

/** The rule cut in two before an occurrence: the part that stays, and the part that begins with it. */
export function splitRule(
  recurrence: BlockRecurrence,
  startLocal: string,
  occurrence: string,
): { before: BlockRecurrence; after: BlockRecurrence } {
  const rule = parseRule(recurrence.rrule)
  const gone = rule.count === null ? 0 : occurrences({ rrule: recurrence.rrule }, startLocal, { to: occurrence }).length
  const last = formatLocal(parseLocal(occurrence) - 1)
  const until = occurrence.length === 10 ? last.slice(0, 10) : last
  const count = rule.count === null ? null : Math.max(1, rule.count - gone)
  return {
    before: { ...recurrence, rrule: formatRule({ ...rule, count: null, until }) },
    after: { ...recurrence, rrule: formatRule({ ...rule, count }) },
  }
}
