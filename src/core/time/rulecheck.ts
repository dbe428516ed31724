import { invalid } from '#core/errors.ts'
import { DAY_SECONDS, dayNumber } from './civil.ts'
import { periodIndex, periodSet, planOf } from './periods.ts'
import type { ParsedRule } from './rrule.ts'

/** Most occurrences that a rule may have in one day: one every quarter of an hour. */
const MAX_PER_DAY = 96

/** Most moments of one period that BYSETPOS may pick from: each occurrence costs the building of that whole set. */
const MAX_SET = 1000
const PERIOD_DAYS = { HOURLY: 1, DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 } as const

/** Refuses parts that RFC 5545 §3.3.10 does not allow together, rules that run away, and rules that never happen. */
export function checkRule(rule: ParsedRule): void {
  if (rule.count !== null && rule.until !== null) refuse('A rule ends with COUNT or with UNTIL, not both.')
  checkCombination(rule)
  const perDay = (rule.byHour.length || (rule.freq === 'HOURLY' ? 24 : 1)) * (rule.byMinute.length || 1)
  if (rule.bySetPos.length > 0 && perDay * PERIOD_DAYS[rule.freq] > MAX_SET)
    refuse('BYSETPOS picks from too many times: name fewer hours.')
  if (perDay > MAX_PER_DAY) refuse(`A rule may happen at most ${MAX_PER_DAY} times a day.`)
  if (!everHappens(rule))
    refuse('No date fits this rule, so it would never happen. Change its months, days or positions.')
}

function checkCombination(rule: ParsedRule): void {
  const { freq, byDay } = rule
  const numbered = byDay.some(({ nth }) => nth !== 0)
  if (rule.byWeekNo.length > 0 && freq !== 'YEARLY') refuse('BYWEEKNO is only allowed with FREQ=YEARLY.')
  if (rule.byYearDay.length > 0 && freq !== 'YEARLY' && freq !== 'HOURLY') {
    refuse('BYYEARDAY is only allowed with FREQ=YEARLY or FREQ=HOURLY.')
  }
  if (rule.byMonthDay.length > 0 && freq === 'WEEKLY') refuse('BYMONTHDAY is not allowed with FREQ=WEEKLY.')
  if (numbered && freq !== 'MONTHLY' && freq !== 'YEARLY')
    refuse('A numbered weekday such as 1MO needs FREQ=MONTHLY or FREQ=YEARLY.')
  const byDate = rule.byWeekNo.length + rule.byYearDay.length + (rule.byMonth.length > 0 ? 0 : rule.byMonthDay.length)
  if (numbered && freq === 'YEARLY' && byDate > 0) {
    refuse('A numbered weekday such as 1MO cannot be combined with BYWEEKNO, BYYEARDAY, or BYMONTHDAY without BYMONTH.')
  }
  const otherParts = [rule.byMonth, rule.byWeekNo, rule.byYearDay, rule.byMonthDay, byDay, rule.byHour, rule.byMinute]
  if (rule.bySetPos.length > 0 && otherParts.every((list) => list.length === 0)) {
    refuse('BYSETPOS picks from a set: it needs another part such as BYDAY.')
  }
}

/**
 * Walks the 28 years that hold every pairing of weekday and date once. A day that only short-month clamping would
 * supply does not count: 30 February is a mistake, not the end of February.
 */
function everHappens(rule: ParsedRule): boolean {
  // The days of an hourly rule are those of the same daily one; its hours cannot empty a day.
  const freq = rule.freq === 'HOURLY' ? 'DAILY' : rule.freq
  const start = dayNumber(2000, 1, 1) * DAY_SECONDS
  const probe: ParsedRule = {
    ...rule,
    freq,
    interval: 1,
    count: null,
    until: null,
    skip: 'omit',
    byHour: rule.freq === 'HOURLY' ? [] : rule.byHour,
  }
  const plan = planOf(probe, start)
  const last = periodIndex(plan, dayNumber(2028, 1, 1) * DAY_SECONDS - 1)
  for (let index = periodIndex(plan, start); index <= last; index++) if (periodSet(plan, index).length > 0) return true
  return false
}

function refuse(message: string): never {
  throw invalid('recurrence.rrule', message)
}
