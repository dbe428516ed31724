import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDay } from '#core/time/civil.ts'
import { addDays } from '#core/time/zones.ts'
import { type Course, type Entry, judge, periodEnd } from './judge.ts'
import { recentShare, statsOf } from './stats.ts'
import { streaksOf } from './streaks.ts'
import { remember, type Schedule } from './terms.ts'

/** A Monday. */
const START = '2027-03-01'
const DAILY: Schedule = { kind: 'times_per', times: 1, days: 1 }
const THREE_A_WEEK: Schedule = { kind: 'times_per', times: 3, days: 7 }

const course = (schedule: Schedule, more: Partial<Course> = {}): Course => ({
  schedule,
  target: null,
  offDays: [],
  offDates: [],
  pauses: [],
  pastTerms: [],
  startDate: START,
  ...more,
})

/** From the first day on: x done, s skipped, m said to be missed, anything else silent. A space is nothing. */
function entries(pattern: string, start = START): Entry[] {
  const states = { x: 'done', s: 'skipped', m: 'missed' } as const
  return [...pattern.replaceAll(' ', '')].flatMap((mark, at): Entry[] =>
    mark in states ? [{ date: addDays(start, at), state: states[mark as keyof typeof states], amount: null }] : [],
  )
}

/** Current and longest streak on the last day of the pattern. */
function streaks(of: Course, pattern: string): [current: number, longest: number] {
  const today = addDays(START, pattern.replaceAll(' ', '').length - 1)
  const judged = judge(of, entries(pattern), START, periodEnd(of, today))
  const { current, longest } = streaksOf(judged, parseDay(today))
  return [current, longest]
}

test('a daily streak breaks on a missed day, not on the present one, and skips are neutral', () => {
  const daily = course(DAILY)
  assert.deepEqual(streaks(daily, 'xxx'), [3, 3])
  assert.deepEqual(streaks(daily, 'xxx.'), [3, 3], 'today is still pending')
  assert.deepEqual(streaks(daily, 'xxxm'), [0, 3], 'today is said to be missed')
  assert.deepEqual(streaks(daily, 'xxx..'), [0, 3])
  assert.deepEqual(streaks(daily, 'xxx.xx'), [2, 3])
  assert.deepEqual(streaks(daily, 'xxsxss.'), [3, 3])
})

test('a daily streak is what counting back by hand gives', () => {
  const marks = fc.array(fc.constantFrom('x', 's', '.', 'm'), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(marks, (marks) => {
      let expected = 0
      for (let at = marks.length - 1; at >= 0; at--) {
        if (marks[at] === 'x') expected++
        else if (marks[at] === 'm' || (marks[at] === '.' && at < marks.length - 1)) break
      }
      assert.equal(streaks(course(DAILY), marks.join(''))[0], expected)
    }),
  )
})

test('off days and pauses are neutral, also when something was done on them', () => {
  assert.deepEqual(streaks(course(DAILY, { offDays: ['sa', 'su'] }), 'xxxxx.. x'), [6, 6])
  assert.deepEqual(streaks(course(DAILY, { offDays: ['sa', 'su'] }), 'xxxxxx. x'), [6, 6])
  assert.deepEqual(streaks(course(DAILY, { offDates: [addDays(START, 2)] }), 'xx.xx'), [4, 4])
  const pauses = [{ from: addDays(START, 2), to: addDays(START, 20) }]
  assert.deepEqual(streaks(course(DAILY, { pauses }), `xx${'.'.repeat(19)}xx`), [4, 4])
})

test('chosen weekdays and rules ask for their days alone', () => {
  const some = course({ kind: 'weekdays', weekdays: ['mo', 'we', 'fr'] })
  assert.deepEqual(streaks(some, 'x.x.x.. x.'), [4, 4])
  assert.deepEqual(streaks(some, 'x.x.... x.'), [1, 2])
  assert.deepEqual(streaks(some, 'xxx.x.. x.'), [4, 4], 'a Tuesday beside the schedule does not count')
  const rule = course({ kind: 'rrule', rrule: 'FREQ=DAILY;INTERVAL=3' })
  assert.deepEqual(streaks(rule, 'x..x..x..'), [3, 3])
  assert.deepEqual(streaks(rule, 'x..x.....x'), [1, 2])
  const ended = course({ kind: 'rrule', rrule: 'FREQ=DAILY;COUNT=3' })
  assert.deepEqual(streaks(ended, 'xxx......'), [3, 3], 'a rule that has ended asks for nothing')
})

test('"three a week" counts weeks from Monday, and the present one breaks nothing', () => {
  const weekly = course(THREE_A_WEEK)
  assert.deepEqual(streaks(weekly, 'x.x..x. .xxx...'), [2, 2])
  assert.deepEqual(streaks(weekly, 'x.x..x. .xx'), [1, 1])
  assert.deepEqual(streaks(weekly, 'x.x..x. .xx.... x'), [0, 1])
  assert.deepEqual(streaks(weekly, 'xxxxxxx xxx'), [2, 2], 'more than three are no second week')
})

test('a week that pauses shorten asks for its share, each skip for one less, and an empty one is neutral', () => {
  const pause = (from: number, to: number) => [{ from: addDays(START, from), to: addDays(START, to) }]
  const share = course(THREE_A_WEEK, { pauses: pause(9, 13) })
  assert.deepEqual(streaks(share, 'xxx.... x...... .'), [2, 2], 'of two days one is asked')
  assert.deepEqual(streaks(share, 'xxx.... ....... .'), [0, 1])
  const away = course(THREE_A_WEEK, { pauses: pause(7, 13) })
  assert.deepEqual(streaks(away, 'xxx.... ....... xxx'), [2, 2])
  assert.deepEqual(streaks(course(THREE_A_WEEK), 'xxx.... xxs.... .'), [2, 2])
  assert.deepEqual(streaks(course(THREE_A_WEEK), 'xxx.... sss.... xxx'), [2, 2])
})

test('a week cut short by the beginning is left out unless it was met', () => {
  const late = course(THREE_A_WEEK, { startDate: addDays(START, 5) })
  assert.deepEqual(
    streaks(late, '.....x. xxx'),
    [1, 1].map(() => 2),
    'one of the two days that were left',
  )
  assert.deepEqual(streaks(late, '....... xxx'), [1, 1])
})

test('other periods count from the start date', () => {
  const ten = course({ kind: 'times_per', times: 2, days: 10 })
  assert.deepEqual(streaks(ten, 'x........x xx'), [2, 2])
  assert.deepEqual(streaks(ten, 'x......... xx'), [1, 1])
})

test('each day is judged by the schedule that held on it', () => {
  const weekly = course({ kind: 'weekdays', weekdays: ['mo'] })
  const changed = addDays(START, 10)
  const pastTerms = remember(weekly, { schedule: DAILY, target: null, offDays: [] }, changed)
  const both = course(DAILY, { pastTerms })
  assert.deepEqual(streaks(both, 'x...... x..xx'), [4, 4])
  assert.deepEqual(streaks(course(DAILY), 'x...... x..xx'), [2, 2])
})

test('a week that new terms broke off counts only when it had its whole number by then', () => {
  const weekly = course(THREE_A_WEEK)
  const twice: Schedule = { kind: 'times_per', times: 2, days: 7 }
  const pastTerms = remember(weekly, { schedule: twice, target: null, offDays: [] }, addDays(START, 10))
  const changed = course(twice, { pastTerms })
  assert.deepEqual(streaks(changed, 'xxx.... xx..... xx'), [2, 2])
  assert.deepEqual(streaks(changed, 'xxx.... xxx.... xx'), [3, 3])
})

test('terms changed twice on one day, or changed back, leave no trace of what never held', () => {
  const terms = { target: null, offDays: [] }
  const begun = { ...course(DAILY), startDate: START }
  const once = remember(begun, { ...terms, schedule: THREE_A_WEEK }, '2027-04-01')
  assert.deepEqual(once, [{ until: '2027-04-01', schedule: DAILY, ...terms }])
  const twice = { ...begun, schedule: THREE_A_WEEK, pastTerms: once }
  assert.deepEqual(remember(twice, { ...terms, schedule: { kind: 'weekdays', weekdays: ['mo'] } }, '2027-04-01'), once)
  assert.deepEqual(remember(twice, { ...terms, schedule: DAILY }, '2027-04-01'), [])
  assert.deepEqual(remember(begun, { ...terms, schedule: THREE_A_WEEK }, START), [], 'nothing held before it began')
})

test('rates say how much of what was asked was done, without what is pending today', () => {
  const day = (at: number) => addDays(START, at)
  const rate = (of: Course, pattern: string) =>
    statsOf(of, entries(pattern), day(pattern.replaceAll(' ', '').length - 1)).completionRate
  assert.equal(rate(course(DAILY), 'xx.x.'), 75)
  assert.equal(rate(course(DAILY), 'xx.xx'), 80)
  assert.equal(rate(course(DAILY), '.'), 0)
  assert.ok(Math.abs(rate(course(THREE_A_WEEK), 'xxx.... xxx....') - 100) < 1e-9)
  assert.ok(Math.abs(rate(course(THREE_A_WEEK), 'xxx.... ....... .') - 50) < 1e-9)
  assert.equal(recentShare(course(DAILY), entries('xxxxx.....'), day(10)), 0.5)
  assert.equal(recentShare(course(DAILY), entries('x'.repeat(40)), day(39)), 1)
})

test('what was logged before the start date counts from the first log on', () => {
  const history = entries('xxxx.xx', '2027-02-20')
  const { longestStreak, total } = statsOf(course(DAILY), history, '2027-03-01')
  assert.deepEqual([longestStreak, total], [4, 6])
})
