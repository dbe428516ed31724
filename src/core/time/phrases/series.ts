import { formatDay, two } from '../civil.ts'
import { nextAfter, occurrences, type Rule } from '../expand.ts'
import { canonicalRule, formatRule, parseRule, WEEKDAYS } from '../rrule.ts'
import { addDays, addMonths, localOf, resolveLocal } from '../zones.ts'
import type { Combined, Now, Used } from './combine.ts'
import type { RepeatValue } from './pieces.ts'
import { resolveDay } from './resolve.ts'
import type { Rhythm } from './rhythm.ts'
import type { Pieces } from './scan.ts'

/** A recurrence with its first occurrence; null when no rule can say it (as "every February 30"). */
export function seriesOf(rhythm: Rhythm, clocks: readonly number[], pieces: Pieces, now: Now): Combined | null {
  const span = pieces.time?.value.durationMinutes ?? null
  const hours = span !== null && rhythm.rule.freq === 'HOURLY' ? hoursWithin(rhythm.rule, clocks[0] ?? 0, span) : null
  const times = hours ?? clocks
  const rule: RepeatValue = hours ? withinDays(rhythm.rule) : rhythm.rule
  const open = ruleText(rule, times, pieces.count?.value ?? null)
  if (open === null) return null
  const begin = beginOf(rhythm, pieces, now)
  const skipDates = skippedOf(pieces, now)
  const first = firstOf({ rrule: open, skipDates }, begin.day, times.length > 0 ? Math.min(...times) : null, now)
  if (first === null) return null
  const last = lastOf(pieces, rhythm)
  const until = last && resolveDay(last.value, now.stand)
  const end = endOf(pieces, first, until === null || until === undefined ? null : formatDay(until))
  const rrule = end === null ? open : canonicalRule(`${open};UNTIL=${end.replaceAll('-', '')}`)
  const local = first.length > 10 ? first : null
  return {
    date: first.slice(0, 10),
    local,
    at: local && resolveLocal(local, now.zone),
    startDate: null,
    durationMinutes: pieces.for?.value.minutes || (hours ? null : span),
    recurrence: { rrule, anchor: rule.anchor, skipDates },
    target: null,
    used: usedIn(pieces, rhythm, { rrule, end, times, begin }),
  }
}

/** The time of day as `HH:mm`. */
export function clockText(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** The canonical RRULE, with several times of day (minutes) written into it; null when no rule can say them. */
function ruleText(rule: RepeatValue, times: readonly number[], count: number | null): string | null {
  const timed =
    times.length > 1 ? withTimes(rule, times) : { rule, hours: [], minutes: rule.byMinute, positions: rule.bySetPos }
  if (!timed) return null
  const lists: [name: string, values: readonly (number | string)[]][] = [
    ['BYMONTH', timed.rule.byMonth],
    ['BYMONTHDAY', timed.rule.byMonthDay],
    ['BYDAY', timed.rule.byDay.map(({ weekday, nth }) => `${nth === 0 ? '' : nth}${WEEKDAYS[weekday]}`)],
    ['BYHOUR', timed.hours],
    ['BYMINUTE', timed.minutes],
    ['BYSETPOS', timed.positions],
  ]
  const parts = lists.filter(([, values]) => values.length > 0).map(([name, values]) => `;${name}=${values.join()}`)
  const end = count === null ? '' : `;COUNT=${count}`
  try {
    return canonicalRule(`FREQ=${timed.rule.freq};INTERVAL=${timed.rule.interval}${parts.join('')}${end}`)
  } catch {
    // The words made a rule that does not exist: then they are left as words.
    return null
  }
}

/**
 * Several times a day. Where hours and minutes do not pair freely (8:00 and 20:30), BYSETPOS picks the wanted ones
 * from all pairs of a day, which only a daily rule can do.
 */
function withTimes(rule: RepeatValue, times: readonly number[]) {
  const wanted = [...new Set(times)].sort((a, b) => a - b)
  const hours = [...new Set(wanted.map((time) => Math.floor(time / 60)))]
  const minutes = [...new Set(wanted.map((time) => time % 60))].sort((a, b) => a - b)
  // Positions that already choose days would choose among the times too.
  if (rule.freq === 'HOURLY' || rule.bySetPos.length > 0) return null
  if (hours.length * minutes.length === wanted.length) {
    return { rule, hours, minutes: minutes.join() === '0' ? [] : minutes, positions: [] }
  }
  const days = rule.freq === 'DAILY' || (rule.freq === 'WEEKLY' && rule.interval === 1 && rule.byDay.length > 0)
  if (!days) return null
  const pairs = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute))
  const positions = wanted.map((time) => pairs.indexOf(time) + 1)
  return { rule: { ...rule, freq: 'DAILY' as const }, hours, minutes, positions }
}

/** "every 2 hours from 9am to 5pm": those hours of each day. */
function hoursWithin(rule: RepeatValue, start: number, length: number): number[] {
  const step = rule.byMinute.length > 0 ? 60 / rule.byMinute.length : rule.interval * 60
  const times = []
  for (let passed = 0; passed <= length && passed < 1440; passed += step) times.push((start + passed) % 1440)
  return times
}

function beginOf(rhythm: Rhythm, pieces: Pieces, now: Now): { day: string; said: 'start' | 'date' | null } {
  const start = pieces.start ? resolveDay(pieces.start.value, now.stand) : null
  if (start !== null) return { day: formatDay(start), said: 'start' }
  const date = pieces.date && !rhythm.fromDate ? resolveDay(pieces.date.value, now.stand) : null
  return date === null ? { day: formatDay(now.stand.today), said: null } : { day: formatDay(date), said: 'date' }
}

/**
 * The first occurrence from `begin` on: a day from today, a time later than now, an hourly rhythm one step from now.
 * The interval counts from there, so that "every other Tuesday" begins with the coming Tuesday.
 */
function firstOf(said: Rule, begin: string, time: number | null, now: Now): string | null {
  const parsed = parseRule(said.rrule)
  const rule = { ...said, rrule: formatRule({ ...parsed, interval: 1, count: null }) }
  if (time !== null) return nextAfter(rule, `${begin}T${clockText(time)}`, now.local)
  const later = begin > now.local.slice(0, 10)
  if (parsed.freq !== 'HOURLY') return occurrences(rule, begin, { limit: 1 })[0] ?? null
  if (later || parsed.byMinute.length > 0)
    return nextAfter(rule, later ? `${begin}T00:00` : `${begin}T00:00`, later ? begin : now.local)
  const next = new Date(Date.parse(now.instant) + parsed.interval * 3_600_000).toISOString()
  return localOf(next, now.zone).slice(0, 16)
}

/** What was said about the end. A date beside a beginning is one: "from June 1 to June 30 every day". */
function lastOf(pieces: Pieces, rhythm: Rhythm): Pieces['until'] | Pieces['date'] {
  return pieces.until ?? (pieces.start && !rhythm.fromDate ? pieces.date : undefined)
}

/** The dates that "except" left out; weekdays went into the rule. */
function skippedOf(pieces: Pieces, now: Now): string[] {
  const except = pieces.except?.value
  const dates = except && 'dates' in except ? except.dates : []
  return dates.flatMap((date) => resolveDay(date, now.stand) ?? []).map(formatDay)
}

/** The last day: as said, or a stretch ("for 2 weeks") counted from the first occurrence. A day before it is no end. */
function endOf(pieces: Pieces, first: string, until: string | null): string | null {
  if (pieces.count) return null
  const day = first.slice(0, 10)
  if (until !== null) return until >= day ? until : null
  const stretch = pieces.for?.value
  if (!stretch || stretch.minutes > 0) return null
  return stretch.days > 0 ? addDays(day, stretch.days - 1) : addDays(addMonths(day, stretch.months), -1)
}

/** The rule over days for the hours that {@link hoursWithin} lists. */
function withinDays(rule: RepeatValue): RepeatValue {
  return { ...rule, freq: rule.byDay.length > 0 ? 'WEEKLY' : 'DAILY', interval: 1, byMinute: [] }
}

interface Meaning {
  rrule: string
  end: string | null
  times: readonly number[]
  begin: { day: string; said: 'start' | 'date' | null }
}

function usedIn(pieces: Pieces, rhythm: Rhythm, meaning: Meaning): Used[] {
  const { rrule, end } = meaning
  const { day, said } = meaning.begin
  const time = meaning.times.map(clockText).join(', ')
  const ends = end !== null
  const stretch = pieces.for?.value.minutes === 0
  const last = lastOf(pieces, rhythm)
  const used = [
    as('recurrence', rrule, pieces.recurrence),
    as('recurrence', rrule, rhythm.fromTarget ? pieces.target : undefined),
    as(
      rhythm.fromDate ? 'recurrence' : 'date',
      rhythm.fromDate ? rrule : day,
      rhythm.fromDate || said === 'date' ? pieces.date : undefined,
    ),
    as('recurrence', rrule, pieces.anchor),
    as('recurrence', rrule, pieces.except),
    as('start', day, said === 'start' ? pieces.start : undefined),
    as('until', end ?? '', ends ? last : undefined),
    as('until', end ?? '', ends && stretch && !last ? pieces.for : undefined),
    as('duration', String(pieces.for?.value.minutes), pieces.for && !stretch ? pieces.for : undefined),
    as('count', String(pieces.count?.value), pieces.count),
    as('time', time, time === '' ? undefined : pieces.time),
    as('time', time, time === '' ? undefined : pieces.part),
  ]
  return used.filter((it) => it !== null)
}

function as(kind: Used['as'], value: string, piece: { from: number; to: number } | undefined): Used | null {
  return piece ? { from: piece.from, to: piece.to, as: kind, value } : null
}
