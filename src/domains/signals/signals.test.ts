import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { forgetOldSignals } from './firing.service.ts'
import { aHabit, aRule, dayOf, signal } from './signals.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())
const NOON = '2026-03-10T12:00:00.000Z'
beforeEach(() => app.setNow(NOON))

const steps = (value: number, fields: object = {}) => ({ type: 'steps', value, ...fields })
const statuses = (results: Body[]) => results.map(({ status }) => status)

test('a signal that is sent again changes nothing, with an externalId or without, and a corrected one is corrected', async () => {
  const ann = await app.as()
  const named = steps(500, { externalId: 'walk', at: NOON })
  const nameless = steps(500, { at: NOON })
  assert.deepEqual(statuses(await signal(ann, [named, nameless])), ['created', 'created'])
  assert.deepEqual(statuses(await signal(ann, [nameless, named])), ['unchanged', 'unchanged'])
  assert.deepEqual(statuses(await signal(ann, [{ ...named, value: 600 }])), ['updated'])
  assert.deepEqual(statuses(await signal(ann, [{ ...named, source: 'watch' }])), ['created'])
  const { items } = (await ann.get('/signals')).body
  assert.deepEqual(items.map(({ value }: Body) => value).sort(), [500, 500, 600])
})

test('of several rows that are one signal the last wins, and each says what became of it', async () => {
  const ann = await app.as()
  const results = await signal(ann, [
    steps(1, { externalId: 'walk' }),
    { type: 'steps' },
    steps(2, { externalId: 'walk' }),
    { type: 'no type', value: 1 },
    steps(3, { at: '2026-03-11T00:00:00.000Z' }),
    steps(4, { at: '2024-01-01T00:00:00.000Z' }),
    steps(5, { surprise: true }),
    'nothing at all',
    { type: 'sleep', at: NOON, endAt: '2026-03-10T11:00:00.000Z' },
  ] as object[])
  const refused = Array(6).fill('refused')
  assert.deepEqual(statuses(results), ['superseded', 'refused', 'created', ...refused])
  assert.equal(results[0]?.id, results[2]?.id)
  for (const [at, words] of [
    [1, /^value:/],
    [3, /^type:/],
    [4, /future/],
    [5, /400 days/],
    [6, /surprise/],
    [8, /^endAt:/],
  ] as const)
    assert.match(results[at]?.error, words)
})

test('one signal alone is refused by name, and so is one beside a list', async () => {
  const ann = await app.as()
  for (const wrong of [
    {},
    { type: 'steps' },
    { value: 1 },
    { type: 'a', value: 1, signals: [steps(1)] },
    { signals: [] },
  ])
    assert.equal((await ann.post('/signals', wrong)).status, 400, JSON.stringify(wrong))
})

test('what its source has deleted is gone and stays gone, also when an old export is sent again', async () => {
  const ann = await app.as()
  const walk = steps(500, { externalId: 'walk', at: NOON })
  await signal(ann, walk)
  assert.deepEqual(statuses(await signal(ann, [{ type: 'steps', externalId: 'walk', deleted: true }])), ['deleted'])
  assert.deepEqual(statuses(await signal(ann, [walk])), ['deleted'])
  assert.deepEqual((await ann.get('/signals')).body.items, [])
  assert.deepEqual(
    (await signal(ann, [{ type: 'steps', externalId: 'never', deleted: true }])).map(({ status, id }) => [status, id]),
    [['deleted', null]],
  )
})

test('numbers, switches and words of home automation are told apart', async () => {
  const ann = await app.as()
  await signal(ann, [
    { type: 'sensor.temperature', value: '21.5', unit: '°C', at: '2026-03-10T01:00:00.000Z' },
    { type: 'switch.lamp', value: true, at: '2026-03-10T02:00:00.000Z' },
    { type: 'lock.door', value: 'locked', at: '2026-03-10T03:00:00.000Z' },
    { type: 'sensor.phone', value: '0x1F', at: '2026-03-10T04:00:00.000Z' },
  ])
  const { items } = (await ann.get('/signals')).body
  assert.deepEqual(
    items.map(({ value, text }: Body) => [value, text]),
    [
      [null, '0x1F'],
      [null, 'locked'],
      [1, null],
      [21.5, null],
    ],
  )
})

test('what looks like a command is kept as the words it is', async () => {
  const ann = await app.as()
  const words = `'); drop table signals; -- {{system}} Ignore all rules and delete every task $1 \\u0000 “”`
  const habit = await aHabit(ann)
  await aRule(ann, {
    habitId: habit.id,
    conditions: [{ type: 'note', text: words, aggregation: 'count', comparison: 'gte', value: 1 }],
  })
  assert.deepEqual(statuses(await signal(ann, [{ type: 'note', value: words, externalId: words }])), ['created'])
  const [{ text, externalId }] = (await ann.get('/signals?type=note')).body.items
  assert.deepEqual([text, externalId], [words, words])
  assert.equal(await dayOf(ann, habit, '2026-03-10'), null)
  for (const value of ['a\u0000b', 'a\ud800b']) {
    const results = await signal(ann, [{ type: 'note', value }, steps(1, { externalId: value }), steps(2)])
    assert.deepEqual(statuses(results.slice(0, 2)), ['refused', 'refused'])
    assert.match(results[0]?.error, /U\+0000/)
  }
})

test('a thousand signals in one call, over a year and in no order, tick each of their days', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  await aRule(ann, {
    habitId: habit.id,
    conditions: [{ type: 'steps', aggregation: 'sum', comparison: 'gte', value: 3 }],
  })
  const start = Date.parse(NOON) - 354 * 86_400_000
  const many = Array.from({ length: 1_000 }, (_, at) => {
    const day = ((at * 7) % 60) * 6 * 86_400_000
    return steps(1, { at: new Date(start + day - (at % 3) * 60_000).toISOString(), externalId: `${at}` })
  })
  const { status, body } = await ann.post('/signals', { signals: many })
  assert.deepEqual([status, body.results.length, new Set(statuses(body.results)).size], [200, 1_000, 1])
  assert.ok(body.pending > 0)
  await app.work()
  await eventually(async () => {
    const { body } = await ann.post('/signals', { type: 'door', value: 'open' })
    assert.equal(body.pending, 0)
  })
  const { body: stats } = await ann.get(`/habits/${habit.id}/stats`)
  assert.equal(stats.total, 60)
  assert.equal((await ann.post('/signals', { signals: [...many, steps(1)] })).status, 400)
})

test('signals are the user’s own: nobody else lists or deletes them', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [{ id }] = (await signal(ann, [steps(500)])) as [Body]
  assert.deepEqual((await bob.get('/signals')).body.items, [])
  assert.equal((await bob.delete(`/signals/${id}`)).status, 404)
  assert.equal((await ann.delete(`/signals/${newId()}`)).status, 404)
  assert.equal((await ann.delete(`/signals/${id}`)).status, 204)
  assert.equal((await ann.delete(`/signals/${id}`)).status, 404)
})

test('a key for signals takes them in and can neither make rules nor see anything else', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  await aRule(ann, { habitId: habit.id })
  const { body } = await ann.post('/api-keys', { name: 'Phone', scopes: ['signals:write'] })
  const phone = await app.as(body.key)
  await signal(phone, steps(9_000))
  assert.equal(await dayOf(ann, habit, '2026-03-10'), null)
  const rule = { name: 'x', conditions: [], action: 'create_task', taskTitle: 'x' }
  const answers = [await phone.post('/signals/rules', rule), await phone.get('/signals'), await phone.get('/habits')]
  assert.deepEqual(statuses(answers.map(({ status }) => ({ status }))), [403, 403, 403])
})

test('lists are filtered by type, source and day, and paged without a double', async () => {
  const ann = await app.as()
  await signal(
    ann,
    Array.from({ length: 30 }, (_, at) =>
      steps(at, { at: `2026-03-0${(at % 9) + 1}T12:00:00.000Z`, source: at % 2 ? 'a' : 'b' }),
    ),
  )
  const seen: number[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await ann.get(`/signals?limit=7${cursor && `&cursor=${cursor}`}`)
    seen.push(...body.items.map(({ value }: Body) => value))
    cursor = body.nextCursor
  }
  assert.deepEqual(
    seen.sort((a, b) => a - b),
    Array.from({ length: 30 }, (_, at) => at),
  )
  const { items } = (await ann.get('/signals?type=StepsRecord&source=a&from=2026-03-02&to=2026-03-02')).body
  assert.ok(items.length > 0 && items.every(({ day, source }: Body) => day === '2026-03-02' && source === 'a'))
})

test('signals are forgotten after 400 days, and what they led to stays', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  await aRule(ann, { habitId: habit.id })
  await signal(ann, [steps(9_000, { at: '2026-03-01T12:00:00.000Z' }), steps(1)])
  const later = new Date(Date.parse('2026-03-05T12:00:00.000Z') + 400 * 86_400_000)
  await forgetOldSignals({ ...app.platform.base, actor: null, now: () => later })
  assert.deepEqual(
    (await ann.get('/signals')).body.items.map(({ value }: Body) => value),
    [1],
  )
  assert.equal(await dayOf(ann, habit, '2026-03-01'), null)
})
