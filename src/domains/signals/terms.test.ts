import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, sharedApp, type TestApp } from '#test/harness.ts'
import { aHabit, aRule, dayOf, made, STEPS, signal } from './signals.fixture.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())
const NOON = '2026-03-10T12:00:00.000Z'
const TODAY = '2026-03-10'
beforeEach(() => app.setNow(NOON))

const steps = (value: number, fields: object = {}) => ({ type: 'steps', value, ...fields })

test('a preview says what the last days would have been, with reasons, and writes nothing', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  await signal(ann, [steps(9_000, { at: '2026-03-09T12:00:00.000Z' }), steps(100)])
  const rule = { name: 'Steps', conditions: [STEPS], action: 'tick_habit', habitId: habit.id, amountFrom: 0 }
  const { body } = await ann.post('/signals/rules/preview', { rule, days: 3 })
  assert.deepEqual(
    body.days.map(({ day, isMet, amount }: Body) => [day, isMet, amount]),
    [
      ['2026-03-08', false, null],
      ['2026-03-09', true, 9_000],
      [TODAY, false, null],
    ],
  )
  assert.match(body.days[0].reason, /no signal of steps/)
  assert.equal(await dayOf(ann, habit, '2026-03-09'), undefined)
  assert.deepEqual((await ann.get('/signals/rules')).body.items, [])
})

test('a rule is judged from today on when it is made, switched on or aimed elsewhere, and not while it is off', async () => {
  const ann = await app.as()
  const [habit, other] = [await aHabit(ann), await aHabit(ann)]
  await signal(ann, [steps(9_000, { at: '2026-03-09T12:00:00.000Z' }), steps(9_000)])
  const rule = await aRule(ann, { habitId: habit.id, isActive: false })
  await signal(ann, steps(1))
  assert.equal(await dayOf(ann, habit, TODAY), undefined)
  await ann.patch(`/signals/rules/${rule.id}`, { isActive: true })
  await signal(ann, { type: 'door', value: 'open' })
  assert.deepEqual([await dayOf(ann, habit, TODAY), await dayOf(ann, habit, '2026-03-09')], [null, undefined])
  await ann.patch(`/signals/rules/${rule.id}`, { habitId: other.id })
  await signal(ann, steps(2))
  assert.deepEqual([await dayOf(ann, habit, TODAY), await dayOf(ann, other, TODAY)], [null, null])
})

test('a rule that could never do anything is refused by name, and so is one for an item of somebody else', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id } = await aHabit(bob)
  const rule = { name: 'Steps', conditions: [STEPS], action: 'tick_habit' }
  for (const [wrong, status, path] of [
    [{}, 400, 'habitId'],
    [{ habitId: id }, 404, 'habitId'],
    [{ habitId: newId() }, 404, 'habitId'],
    [{ action: 'log_metric', amount: 1 }, 400, 'metricId'],
    [{ action: 'create_task' }, 400, 'taskTitle'],
    [{ action: 'create_task', taskTitle: 'x', match: 'at_least' }, 400, 'atLeast'],
    [{ action: 'create_task', taskTitle: 'x', amountFrom: 3 }, 400, 'amountFrom'],
  ] as const) {
    for (const answer of [
      await ann.post('/signals/rules', { ...rule, ...wrong }),
      await ann.post('/signals/rules/preview', { rule: { ...rule, ...wrong } }),
    ])
      assert.deepEqual([answer.status, answer.body.errors?.[0]?.path], [status, path], JSON.stringify(wrong))
  }
  const task = await made(ann, '/signals/rules', { ...rule, action: 'create_task', taskTitle: 'Stretch' })
  assert.equal((await ann.patch(`/signals/rules/${task.id}`, { taskTitle: null })).status, 400)
  assert.equal((await bob.get(`/signals/rules/${task.id}/runs`)).status, 404)
})
