import { DAY_SECONDS, formatDay, formatLocal, parseLocal } from './civil.ts'
import { alignUp, nextPeriod, type Plan, periodIndex, periodSet, planOf } from './periods.ts'
import { canonicalRule, parseRule, untilSeconds } from './rrule.ts'

/** A recurrence as stored: RRULE text without DTSTART, and days (or single local times) that are left out. */
export interface Rule {
  rrule: string
  skipDates?: readonly string[]
}

/**
 * Occurrences on the wall clock, in order, without any zone: resolve them afterwards (`resolveLocal`).
 * - `start` is the first moment the rule may produce and gives what the rule leaves open (weekday, date, time). It is
 *   an occurrence only when the rule matches it. A day gives days, `YYYY-MM-DDTHH:mm` gives local times.
 * - `from` is inclusive, `to` exclusive; a day stands for its 00:00. At most `limit` results (10,000 unless told).
 * - COUNT counts from `start`, left-out dates included, as RFC 5545 says of EXDATE.
 * - "The 31st" of a shorter month is its last day, 29 February of a common year the 28th (unless SKIP=OMIT).
 * - The list ends early when the rule finds no date in {@link SEARCH_DAYS} examined days, or after the year 2999.
 */
export function occurrences(rule: Rule, start: string, opts: { from?: string; to?: string; limit?: number }): string[] {
  const to = opts.to === undefined ? Number.POSITIVE_INFINITY : parseLocal(opts.to)
  const limit = opts.limit ?? 10_000
  const found: string[] = []
  for (const moment of kept(rule, start, opts.from === undefined ? undefined : parseLocal(opts.from))) {
    if (moment >= to || found.length >= limit) break
    found.push(written(moment, start))
  }
  return found
}

/** The first occurrence strictly later than `after`, or null when the rule has ended. Far jumps cost no more than near ones. */
export function nextAfter(rule: Rule, start: string, after: string): string | null {
  for (const moment of kept(rule, start, parseLocal(after) + 1)) return written(moment, start)
  return null
}

/**
 * The next date of a rule that counts from the day the last one was done: every 3 days, done on the 5th, is the 8th.
 * Give `completed` as a day for a day, or as that day with the usual time of day for a local time. UNTIL holds; COUNT
 * does not, because one completion does not know how many came before it.
 */
export function nextFromCompletion(rule: Rule, completed: string): string | null {
  const parsed = parseRule(rule.rrule)
  const plan = planOf({ ...parsed, count: null }, parseLocal(completed))
  for (const moment of keptOf(plan, rule, completed, parseLocal(completed) + 1)) return written(moment, completed)
  return null
}

/** The rule on the wall clock of `zone`: an UNTIL in UTC, as RFC 5545 writes it beside a zone, is that moment there. */
export function localRule<R extends Rule>(rule: R, zone: string): R {
  return rule.rrule.includes('Z') && /UNTIL=\d{8}T\d{6}Z/.test(rule.rrule)
    ? { ...rule, rrule: canonicalRule(rule.rrule, zone) }
    : rule
}

/** Days looked at without a find before a search gives up: the rarest dates lie some 20,000 apart. */
export const SEARCH_DAYS = 60_000

const LAST_MOMENT = parseLocal('2999-12-31T23:59:59')

function kept(rule: Rule, start: string, from: number | undefined): Iterable<number> {
  return keptOf(planOf(parseRule(rule.rrule), parseLocal(start)), rule, start, from)
}

/** Drops left-out dates, and for a rule over days the further times of a day. */
function* keptOf(plan: Plan, rule: Rule, start: string, from = plan.start): Generator<number> {
  const skipped = rule.skipDates && rule.skipDates.length > 0 ? new Set(rule.skipDates) : null
  const wholeDays = start.length === 10
  let last = Number.NEGATIVE_INFINITY
  // From the beginning of a day, or its second time would stand for a day that was already given.
  const begin = wholeDays ? Math.ceil(from / DAY_SECONDS) * DAY_SECONDS : from
  for (const moment of walk(plan, begin)) {
    const value = wholeDays ? moment - (((moment % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS) : moment
    if (value === last) continue
    last = value
    if (skipped && (skipped.has(formatDay(Math.floor(moment / DAY_SECONDS))) || skipped.has(formatLocal(moment))))
      continue
    yield value
  }
}

/** Every moment of the rule from `from` on. Without COUNT the walk begins in the period of `from`, however far that is. */
function* walk(plan: Plan, from: number): Generator<number> {
  const { count } = plan.rule
  const until = Math.min(untilSeconds(plan.rule), LAST_MOMENT)
  if (from > until) return
  let index = count === null ? Math.max(plan.first, alignUp(plan, periodIndex(plan, from))) : plan.first
  let seen = 0
  for (let budget = SEARCH_DAYS; budget > 0; budget -= plan.cost) {
    for (const moment of periodSet(plan, index)) {
      if (moment > until || seen === count) return
      if (moment < plan.start) continue
      seen++
      budget = SEARCH_DAYS
      if (moment >= from) yield moment
    }
    index = nextPeriod(plan, index)
  }
}

function written(moment: number, start: string): string {
  return start.length === 10 ? formatDay(Math.floor(moment / DAY_SECONDS)) : formatLocal(moment)
}
