import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { nextAfter, occurrences } from './expand.ts'
import { parseRule } from './rrule.ts'

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const DAY_MS = 86_400_000

const numbers = (min: number, max: number, maxLength = 3) =>
  fc
    .uniqueArray(
      fc.integer({ min, max }).filter((n) => n !== 0),
      { minLength: 1, maxLength },
    )
    .map((list) => list.join())
const weekdays = fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1, maxLength: 4 }).map((list) => list.join())
const nthWeekdays = fc.array(fc.tuple(fc.constantFrom('', '1', '2', '-1', '5'), fc.constantFrom(...DAYS)), {
  minLength: 1,
  maxLength: 3,
})
const maybe = (name: string, value: fc.Arbitrary<string | number>) =>
  fc.option(value, { freq: 2 }).map((it) => (it === null ? [] : [`${name}=${it}`]))

/** Rules of every frequency with parts RFC 5545 allows for it. */
const rules = fc
  .constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'MONTHLY', 'YEARLY', 'HOURLY')
  .chain((freq) => {
    const dated = freq === 'MONTHLY' || freq === 'YEARLY'
    const parts = [
      maybe('INTERVAL', fc.integer({ min: 2, max: 5 })),
      maybe('BYMONTH', numbers(1, 12)),
      maybe('BYDAY', dated ? nthWeekdays.map((list) => list.map((it) => it.join('')).join()) : weekdays),
      freq === 'WEEKLY' ? fc.constant([]) : maybe('BYMONTHDAY', fc.oneof(numbers(27, 31), numbers(-31, 31))),
      freq === 'YEARLY' ? maybe('BYYEARDAY', numbers(-366, 366)) : fc.constant([]),
      maybe('BYHOUR', numbers(1, 23)),
      maybe('BYMINUTE', numbers(1, 59, 2)),
      maybe('BYSETPOS', numbers(-3, 3, 2)),
      maybe('WKST', fc.constantFrom('MO', 'SU', 'TH')),
      maybe('COUNT', fc.integer({ min: 1, max: 30 })),
    ]
    return fc.tuple(...parts).map((list) => [`FREQ=${freq}`, ...list.flat()].join(';'))
  })
  .filter(isAccepted)

const starts = fc
  .tuple(
    fc.integer({ min: Date.UTC(1999, 0) / DAY_MS, max: Date.UTC(2030, 0) / DAY_MS }),
    fc.integer({ min: 0, max: 1439 }),
  )
  .map(([day, minute]) => new Date(day * DAY_MS + minute * 60_000).toISOString().slice(0, 16))

test('expansion agrees with a slow one that looks at every day', () => {
  fc.assert(
    fc.property(rules, starts, (rrule, start) => {
      const years = /YEARLY/.test(rrule) ? 5 : /HOURLY/.test(rrule) ? 0.1 : 1.5
      const to = new Date(Date.parse(`${start}Z`) + years * 365 * DAY_MS).toISOString().slice(0, 10)
      assert.deepEqual(occurrences({ rrule }, start, { to }), everyDay(rrule, start, to), `${rrule} from ${start}`)
    }),
    { numRuns: 400 },
  )
})

test('beginning in the middle gives the same as beginning at the start', () => {
  fc.assert(
    fc.property(rules, starts, fc.integer({ min: 0, max: 3000 }), (rrule, start, hours) => {
      const from = new Date(Date.parse(`${start}Z`) + hours * 3_600_000).toISOString().slice(0, 16)
      const all = occurrences({ rrule }, start, { limit: 3200 })
      const later = all.filter((local) => local >= from).slice(0, 10)
      if (all.length === 3200 && later.length < 10) return
      assert.deepEqual(occurrences({ rrule }, start, { from, limit: 10 }), later, `${rrule} from ${start} at ${from}`)
      assert.equal(
        nextAfter({ rrule }, start, from),
        later.find((local) => local > from) ?? nextAfter({ rrule }, start, later.at(-1) ?? from),
      )
    }),
    { numRuns: 300 },
  )
})

/**
 * Left out is where the library departs from RFC 5545: beside BYYEARDAY, BYDAY and BYMONTHDAY are limits (table note 2),
 * and a list such as 5MO,MO means every Monday.
 */
const rulesTheLibraryReads = rules.filter((rrule) => {
  const days = /BYDAY=([^;]+)/.exec(rrule)?.[1]?.split(',') ?? []
  return !rrule.includes('BYYEARDAY') && new Set(days.map((day) => day.length > 2)).size < 2
})

test('with SKIP=OMIT expansion agrees with rrule-temporal, an expander of RFC 5545', () => {
  fc.assert(
    fc.property(rulesTheLibraryReads, starts, (rrule, start) => {
      const ours = occurrences({ rrule: `${rrule};RSCALE=GREGORIAN;SKIP=OMIT` }, start, { limit: 12 })
      const dtstart = `DTSTART:${start.replace(/[-:]/g, '')}00Z\nRRULE:${rrule}`
      // A rule whose rhythm never meets its own parts is searched to the library's limit; the slow expander covers it.
      if (ours.length === 0) return
      const theirs: string[] = []
      new RRuleTemporal({ rruleString: dtstart, maxIterations: 200_000 }).all((date) => {
        theirs.push(date.toPlainDateTime().toString().slice(0, 16))
        return theirs.length < ours.length
      })
      assert.deepEqual(ours, theirs.slice(0, ours.length), `${rrule} from ${start}`)
    }),
    { numRuns: 300 },
  )
})

function isAccepted(rrule: string): boolean {
  try {
    parseRule(rrule)
    return true
  } catch {
    return false
  }
}

/** The rule read once more, by other means: no periods are computed, each day (and minute) is asked whether it belongs. */
function everyDay(rrule: string, start: string, to: string): string[] {
  const part = Object.fromEntries(rrule.split(';').map((it) => it.split('='))) as Record<string, string>
  const sets = new Map<number, string[]>()
  const times = timesOf(part, start)
  const first = periodOf(part, start)
  // From the beginning of the year, so that BYSETPOS sees whole periods.
  const begin = Date.UTC(Number(start.slice(0, 4)), 0, -7)
  for (let ms = begin; ms < Date.parse(to) + 366 * DAY_MS; ms += DAY_MS) {
    if (!dayBelongs(part, new Date(ms), new Date(`${start}Z`))) continue
    for (const time of times) {
      const local = `${new Date(ms).toISOString().slice(0, 10)}T${time}`
      const period = periodOf(part, local)
      if (period < first || (period - first) % Number(part.INTERVAL ?? 1) !== 0) continue
      const set = sets.get(period)
      if (set) set.push(local)
      else sets.set(period, [local])
    }
  }
  const positions = part.BYSETPOS?.split(',').map(Number)
  const picked = [...sets.values()].flatMap((set) =>
    set.filter((_, i) => !positions || positions.includes(i + 1) || positions.includes(i - set.length)),
  )
  return picked
    .filter((it) => it >= start)
    .slice(0, Number(part.COUNT ?? 1e9))
    .filter((it) => it < to)
}

function timesOf(part: Record<string, string>, start: string): string[] {
  const range = (n: number) => [...Array(n).keys()]
  const hours =
    part.BYHOUR?.split(',').map(Number) ?? (part.FREQ === 'HOURLY' ? range(24) : [Number(start.slice(11, 13))])
  const minutes = part.BYMINUTE?.split(',').map(Number) ?? [Number(start.slice(14, 16))]
  return range(1440)
    .filter((m) => hours.includes(Math.floor(m / 60)) && minutes.includes(m % 60))
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
}

function periodOf(part: Record<string, string>, local: string): number {
  const day = Date.parse(local.slice(0, 10)) / DAY_MS
  if (part.FREQ === 'HOURLY') return day * 24 + Number(local.slice(11, 13))
  if (part.FREQ === 'DAILY') return day
  if (part.FREQ === 'WEEKLY') return Math.floor((day + 3 - DAYS.indexOf(part.WKST ?? 'MO')) / 7)
  return part.FREQ === 'MONTHLY'
    ? Number(local.slice(0, 4)) * 12 + Number(local.slice(5, 7))
    : Number(local.slice(0, 4))
}

function dayBelongs(part: Record<string, string>, date: Date, start: Date): boolean {
  const [day, month] = [date.getUTCDate(), date.getUTCMonth() + 1]
  const length = new Date(Date.UTC(date.getUTCFullYear(), month, 0)).getUTCDate()
  const monthly = part.FREQ === 'MONTHLY' || part.FREQ === 'YEARLY'
  const open = !part.BYDAY && !part.BYMONTHDAY && !part.BYYEARDAY
  const months =
    part.BYMONTH?.split(',').map(Number) ?? (part.FREQ === 'YEARLY' && open ? [start.getUTCMonth() + 1] : null)
  if (months && !months.includes(month)) return false
  const dates = part.BYMONTHDAY?.split(',').map(Number) ?? (monthly && open ? [start.getUTCDate()] : null)
  const clamps = monthly && !part.BYDAY && !part.BYYEARDAY
  const asDate = (wanted: number) =>
    wanted === day || wanted === day - length - 1 || (clamps && wanted > length && day === length)
  if (dates && !dates.some(asDate)) return false
  if (
    part.BYYEARDAY &&
    !part.BYYEARDAY.split(',')
      .map(Number)
      .some((wanted) => isYearDay(wanted, date))
  )
    return false
  if (part.FREQ === 'WEEKLY' && !part.BYDAY) return date.getUTCDay() === start.getUTCDay()
  return (
    !part.BYDAY ||
    part.BYDAY.split(',').some((wanted) => isNthWeekday(wanted, date, part.FREQ === 'YEARLY' && !part.BYMONTH))
  )
}

function isYearDay(wanted: number, date: Date): boolean {
  const year = date.getUTCFullYear()
  const place = Math.round((date.getTime() - Date.UTC(year, 0, 0)) / DAY_MS)
  const length = Math.round((Date.UTC(year + 1, 0, 0) - Date.UTC(year, 0, 0)) / DAY_MS)
  return wanted === place || wanted === place - length - 1
}

/** Counts the same weekdays before or after this one within its month or year. */
function isNthWeekday(wanted: string, date: Date, ofYear: boolean): boolean {
  if (DAYS[(date.getUTCDay() + 6) % 7] !== wanted.slice(-2)) return false
  const nth = Number(wanted.slice(0, -2))
  if (nth === 0) return true
  const same = (other: Date) =>
    date.getUTCFullYear() === other.getUTCFullYear() && (ofYear || date.getUTCMonth() === other.getUTCMonth())
  let place = 0
  for (let other = date; same(other); other = new Date(other.getTime() - Math.sign(nth) * 7 * DAY_MS)) place++
  return place === Math.abs(nth)
}
