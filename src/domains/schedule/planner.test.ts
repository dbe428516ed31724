import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type PlanInput, type PlanItem, plan } from './planner.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const START = Date.parse('2037-03-02T00:00:00Z')

/** Minutes after the start of the plan. */
const at = (minutes: number) => START + minutes * MINUTE
const item = (id: string, minutes: number, more: Partial<PlanItem> = {}): PlanItem => ({
  id,
  minutes,
  priority: 3,
  deadline: null,
  earliest: null,
  energy: null,
  after: [],
  ...more,
})
const input = (items: PlanItem[], more: Partial<PlanInput> = {}): PlanInput => ({
  items,
  from: START,
  to: START + 7 * DAY,
  free: [0, 1, 2].map((day) => ({ from: at(day * 1440 + 540), to: at(day * 1440 + 1020) })),
  best: [0, 1, 2].map((day) => ({ from: at(day * 1440 + 540), to: at(day * 1440 + 720) })),
  minChunk: 25,
  maxChunk: 90,
  breakMinutes: 10,
  ...more,
})
/** `a 9:00-10:30`, with the day before it from the second day on. */
const told = (given: PlanInput) =>
  plan(given).placed.map(({ id, from, to }) => {
    const day = Math.floor((from - START) / DAY)
    const time = (ms: number) => new Date(ms).toISOString().slice(11, 16)
    return `${id} ${day === 0 ? '' : `+${day} `}${time(from)}-${time(to)}`
  })

test('long work is cut into pieces with breaks between, and never into one that is too short', () => {
  assert.deepEqual(told(input([item('a', 100), item('b', 10)])), ['a 09:00-10:15', 'a 10:25-10:50', 'b 11:00-11:10'])
})

test('an earlier deadline comes first, a step of priority counts as a day, and what has passed is the most urgent', () => {
  const items = [
    item('none', 30, { priority: 1 }),
    item('late', 30, { priority: 4, deadline: START - DAY }),
    item('soon', 30, { priority: 4, deadline: at(1020) }),
    item('important', 30, { priority: 1, deadline: at(2 * 1440 + 600) }),
  ]
  assert.deepEqual(
    told(input(items)).map((one) => one.split(' ')[0]),
    ['late', 'important', 'soon', 'none'],
  )
})

test('deep work takes the best hours and leaves the others to light work', () => {
  const items = [item('light', 60, { energy: 'light', deadline: at(1020) }), item('deep', 60, { energy: 'deep' })]
  assert.deepEqual(told(input(items)), ['deep 09:00-10:00', 'light 12:00-13:00'])
})

test('deep work takes other hours when its deadline leaves it too few of the best', () => {
  assert.deepEqual(told(input([item('deep', 240, { energy: 'deep', deadline: at(1020) })])), [
    'deep 09:00-10:30',
    'deep 10:40-12:00',
    'deep 12:10-13:20',
  ])
})

test('what another waits for comes first, early enough for the other’s deadline', () => {
  const items = [
    item('report', 60, { deadline: at(1020), after: ['research'] }),
    item('research', 60, { priority: 4, energy: 'light' }),
    item('other', 60, { deadline: at(1440 + 1020) }),
  ]
  assert.deepEqual(told(input(items, { free: [{ from: at(540), to: at(800) }] })), [
    'research 09:00-10:00',
    'report 10:10-11:10',
    'other 11:20-12:20',
  ])
})

test('what does not fit is named with its reason and what is missing', () => {
  const free = [
    { from: at(540), to: at(560) },
    { from: at(600), to: at(620) },
    { from: at(1440 + 540), to: at(1440 + 600) },
  ]
  const reason = (one: Partial<PlanItem>, minutes = 40, others: PlanItem[] = []) =>
    plan(input([item('x', minutes, one), ...others], { free })).unplaced.find(({ id }) => id === 'x')
  const told = (code: string, missingMinutes: number, waitsFor: string | null = null) => ({
    id: 'x',
    code,
    missingMinutes,
    waitsFor,
  })
  assert.deepEqual(reason({ deadline: at(1000) }), told('fragmented', 40))
  assert.deepEqual(reason({ deadline: at(1000) }, 60), told('deadline', 60))
  assert.deepEqual(reason({}, 200), told('no_time', 140))
  assert.deepEqual(reason({ earliest: START + 8 * DAY }), told('not_yet', 40))
  assert.deepEqual(reason({ after: ['gone'] }), told('dependency', 40, 'gone'))
  assert.deepEqual(reason({ after: ['y'] }, 40, [item('y', 20, { after: ['x'] })])?.code, 'dependency')
})

const grid = (max: number) => fc.integer({ min: 0, max: max / 5 }).map((n) => n * 5)
const Items = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 400 }),
      priority: fc.integer({ min: 1, max: 4 }),
      deadline: fc.option(fc.integer({ min: -500, max: 5 * 1440 })),
      earliest: fc.option(fc.integer({ min: -500, max: 5 * 1440 })),
      energy: fc.constantFrom('deep', 'light', 'admin', null),
      after: fc.array(fc.nat({ max: 12 }), { maxLength: 2 }),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map((one, index) => ({
      ...one,
      id: `i${String(index).padStart(2, '0')}`,
      deadline: one.deadline === null ? null : at(one.deadline),
      earliest: one.earliest === null ? null : at(one.earliest),
      // Mostly without circles, now and then one, or somebody unknown.
      after: one.after.map((n) => `i${String(n === 12 ? 12 : index === 0 ? 11 : n % index).padStart(2, '0')}`),
    })),
  )
const Stretches = fc.array(fc.tuple(grid(300), grid(400)), { maxLength: 12 }).map((gaps) => {
  let minute = 0
  return gaps.flatMap(([gap, length]) => {
    const from = minute + gap + 3
    minute = from + length
    return length === 0 ? [] : [{ from: at(from), to: at(minute) }]
  })
})
const Inputs = fc.record({
  items: Items,
  free: Stretches,
  best: Stretches,
  minChunk: fc.integer({ min: 10, max: 60 }),
  breakMinutes: fc.integer({ min: 0, max: 30 }),
})

test('whatever comes: inside free time, never overlapping, in time, after what it waits for, whole or explained', () => {
  fc.assert(
    fc.property(Inputs, ({ items, ...rest }) => {
      const given = input(items, { ...rest, maxChunk: rest.minChunk * 2, to: START + 5 * DAY })
      const { placed, unplaced } = plan(given)
      const missing = new Map(unplaced.map((one) => [one.id, one.missingMinutes]))
      for (const [index, one] of placed.entries()) {
        assert.ok(given.free.some(({ from, to }) => from <= one.from && one.to <= to))
        const next = placed[index + 1]
        const minutes = (one.to - one.from) / MINUTE
        if (next) {
          const isLong = Math.max(minutes, (next.to - next.from) / MINUTE) >= given.minChunk
          assert.ok(next.from >= one.to + (isLong ? given.breakMinutes * MINUTE : 0))
        }
        assert.equal(one.from % (5 * MINUTE), 0)
        const of = items.find(({ id }) => id === one.id)
        assert.ok(minutes <= given.maxChunk && (minutes >= given.minChunk || minutes === of?.minutes))
      }
      for (const one of items) {
        const own = placed.filter(({ id }) => id === one.id)
        const sum = own.reduce((minutes, { from, to }) => minutes + (to - from) / MINUTE, 0)
        assert.equal(sum + (missing.get(one.id) ?? 0), one.minutes)
        const limit = one.deadline !== null && one.deadline > given.from ? one.deadline : given.to
        for (const { from, to } of own) {
          assert.ok(from >= (one.earliest ?? 0) && to <= limit)
          for (const id of one.after) {
            assert.ok(!missing.has(id) && items.some((other) => other.id === id))
            assert.ok(placed.every((other) => other.id !== id || other.to <= from))
          }
        }
      }
      assert.deepEqual(
        [...missing.values()].filter((minutes) => minutes <= 0),
        [],
      )
      assert.deepEqual(
        plan({ ...given, items: items.toReversed() }).placed,
        placed,
        'another order of the same items makes the same plan',
      )
    }),
    { numRuns: 400 },
  )
})

test('200 items in a month of half-hours are planned in half a second', () => {
  const items = Array.from({ length: 200 }, (_, n) =>
    item(`i${String(n).padStart(3, '0')}`, 30 + (n % 7) * 30, {
      after: n % 3 === 2 ? [`i${String(n - 1).padStart(3, '0')}`] : [],
    }),
  )
  const free = Array.from({ length: 600 }, (_, n) => ({ from: at(n * 70), to: at(n * 70 + 45) }))
  const before = process.threadCpuUsage()
  plan(input(items, { free, to: START + 31 * DAY }))
  assert.ok(process.threadCpuUsage(before).user < 500_000)
})
