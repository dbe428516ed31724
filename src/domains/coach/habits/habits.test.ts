import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { addDays, weekdayOf } from '#core/time/zones.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'

let app: TestApp
let model: ModelServer
let withModel: TestApp
before(async () => {
  app = await startApp()
  model = await openModelServer()
  withModel = await startApp({ env: { GROQ_BASE_URL: model.url, GROQ_API_KEY: 'k' } })
  // Opening two databases keeps a small machine so busy that it turns callers away for a moment.
  for (const one of [app, withModel])
    await eventually(async () => assert.equal((await (await one.as()).get('/tasks')).status, 200))
})
after(async () => {
  await Promise.all([app.close(), withModel.close()])
  model.close()
})

const TODAY = '2026-06-30'
const NOW = `${TODAY}T21:00:00.000Z`

/** A daily habit, done on those of the last days that `isDone` says. */
async function make(caller: Caller, fields: object, days = 0, isDone = (_: string, __: number): boolean => true) {
  const { status, body } = await caller.post('/habits', {
    name: 'Read',
    startDate: addDays(TODAY, -Math.max(0, days - 1)),
    ...fields,
  })
  assert.equal(status, 201, JSON.stringify(body))
  const dates = Array.from({ length: days }, (_, at) => addDays(TODAY, at - days + 1)).filter(isDone)
  const logs = dates.map((date) => ({ date }))
  if (logs.length > 0) assert.equal((await caller.post(`/habits/${body.id}/logs`, { logs })).status, 200)
  return body as Body
}
async function ask(caller: Caller, name: string, input: object) {
  const { status, body } = await caller.post(`/ai/habits/${name}`, { ...input, now: NOW, timezone: 'UTC' })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const isWeekend = (date: string) => ['sa', 'su'].includes(weekdayOf(date))

test('the weekdays on which a habit is kept are told, with what to do about the worst', async () => {
  const ann = await app.as()
  const habit = await make(ann, {}, 84, (date) => weekdayOf(date) !== 'su')
  const { result, meta } = await ask(ann, 'patterns', { habitId: habit.id })
  const weekday = result.completionPatterns.find(({ kind }: Body) => kind === 'weekday')
  assert.match(weekday.pattern, /least on Sundays \(0 %\)/)
  assert.match(result.recommendations[0], /Sunday off on purpose/)
  assert.deepEqual([meta.source, result.confidence], ['rules', 0.9])
})

test('habits that go together are named, and those that do not are not', async () => {
  const ann = await app.as()
  const even = (_: string, at: number) => (at * 7919) % 13 < 7
  const habit = await make(ann, { name: 'Read' }, 60, even)
  const bed = await make(ann, { name: 'Be in bed on time' }, 60, even)
  await make(ann, { name: 'Floss' }, 60, (_, at) => (at * 104_729 + 5) % 11 < 6)
  const { result } = await ask(ann, 'patterns', { habitId: habit.id })
  assert.deepEqual(
    result.correlations.map(({ habitId, impact, strength }: Body) => [habitId, impact, strength]),
    [[bed.id, 'positive', 1]],
  )
})

test('the energy of the logbook counts as well', async () => {
  const ann = await app.as()
  const isDone = (_: string, at: number) => (at * 7919) % 13 < 7
  const habit = await make(ann, {}, 40, isDone)
  for (let at = 0; at < 40; at++) {
    const date = addDays(TODAY, at - 39)
    await ann.post('/logbook', { title: 'Day', date, energy: isDone(date, at) ? 8 : 3 + (at % 3) })
  }
  const { result } = await ask(ann, 'patterns', { habitId: habit.id })
  const [energy] = result.correlations
  assert.deepEqual([energy.habitId, energy.impact, energy.days], [null, 'positive', 40])
})

test('a broken streak is met with where it broke, how one came back before, and small steps', async () => {
  const ann = await app.as()
  const target = { unit: 'pages', amount: 20 }
  const habit = await make(ann, { target, cue: 'After dinner' }, 60, (date) => !isWeekend(date) && date < '2026-06-29')
  const { result } = await ask(ann, 'recovery', { habitId: habit.id })
  const { analysis, recoveryPlan, motivationalInsights } = result
  assert.deepEqual([analysis.currentStreak, analysis.lastDoneOn, analysis.recentMisses], [0, '2026-06-26', 9])
  assert.match(analysis.pattern, /8 of 9 misses fell on Saturdays and Sundays/)
  assert.deepEqual(
    recoveryPlan.map(({ timeframe }: Body) => timeframe),
    ['today', 'this_week', 'next_two_weeks'],
  )
  assert.match(recoveryPlan[0].step, /10 pages/)
  assert.match(recoveryPlan[1].step, /After dinner/)
  assert.match(motivationalInsights.join(' '), /came back 8 times before, usually after 2 days/)
})

test('a cue that names no moment is not built on, and a day that is done is not asked for again', async () => {
  const ann = await app.as()
  const habit = await make(ann, { cue: 'Sometime in the evening' }, 40, (_, at) => at % 3 === 0)
  const { result } = await ask(ann, 'recovery', { habitId: habit.id })
  assert.match(result.recoveryPlan[0].step, /Today is done/)
  assert.doesNotMatch(JSON.stringify(result), /Sometime/)
})

test('what is asked for too often is advised down to what was really done', async () => {
  const ann = await app.as()
  const habit = await make(ann, {}, 56, (date) => ['mo', 'we'].includes(weekdayOf(date)))
  const { result } = await ask(ann, 'recovery', { habitId: habit.id })
  assert.match(result.adjustmentSuggestions[0], /Ask for 2 times a week/)
  const { result: design } = await ask(ann, 'design', { habitId: habit.id })
  assert.deepEqual(design.targetFrequency, { times: 2, days: 7 })
})

test('a habit that is to be done three times a week has no missed days', async () => {
  const ann = await app.as()
  const schedule = { kind: 'times_per', times: 3, days: 7 }
  const habit = await make(ann, { schedule }, 56, (date) => ['mo', 'we'].includes(weekdayOf(date)))
  const { result } = await ask(ann, 'recovery', { habitId: habit.id })
  assert.deepEqual([result.analysis.recentMisses, result.analysis.usualComebackDays], [null, null])
  assert.match(result.analysis.pattern, /no day in particular/)
})

test('with nothing to go by nothing is made up', async () => {
  const ann = await app.as()
  const habit = await make(ann, {})
  const { result: patterns } = await ask(ann, 'patterns', { habitId: habit.id })
  assert.deepEqual([patterns.completionPatterns, patterns.correlations, patterns.confidence], [[], [], 0.1])
  assert.match(patterns.optimalTiming.reasoning, /from 8 on/)
  const { result: recovery } = await ask(ann, 'recovery', { habitId: habit.id })
  assert.match(recovery.motivationalInsights[0], /not done yet/)
  const { result: triggers } = await ask(ann, 'triggers', { habitId: habit.id })
  assert.deepEqual([triggers.optimizedTriggers, triggers.confidence], [[], 0.2])
  assert.match(triggers.currentTriggerAnalysis.issues.join(' '), /no cue/)
  const { result: stack } = await ask(ann, 'stack', {})
  assert.deepEqual([stack.stackSuggestions, stack.confidence], [[], 0.2])
  assert.match(stack.reasoning, /tying takes two/)
})

test('what does not hold yet is tied to what holds, at about the same time', async () => {
  const ann = await app.as()
  const teeth = await make(ann, { name: 'Brush teeth', reminderTimes: ['21:30'] }, 40)
  await make(ann, { name: 'Make the bed', reminderTimes: ['07:00'] }, 40)
  const read = await make(ann, { name: 'Read', reminderTimes: ['21:45'] }, 40, (_, at) => at % 5 === 0)
  await make(ann, { name: 'Smoke', kind: 'quit' }, 40, (_, at) => at % 5 === 0)
  const { result } = await ask(ann, 'stack', {})
  assert.deepEqual(
    result.stackSuggestions.map(({ existingHabitId, newHabitId, difficulty }: Body) => [
      existingHabitId,
      newHabitId,
      difficulty,
    ]),
    [[teeth.id, read.id, 'easy']],
  )
  assert.match(result.stackSuggestions[0].rationale, /30 of the last 30 days, “Read” on 6, 6 of them/)
  const evening = result.timingRecommendations.find(({ timeOfDay }: Body) => timeOfDay === 'evening')
  assert.deepEqual(evening.habits, ['Brush teeth', 'Read'])
  const { result: triggers } = await ask(ann, 'triggers', { habitId: read.id })
  assert.equal(triggers.optimizedTriggers[0].trigger, 'After “Brush teeth”')
})

test('a draft gets a trigger of its own life, a smallest part and a beginning that can be kept', async () => {
  const ann = await app.as()
  await make(ann, { name: 'Brush teeth' }, 40)
  const draft = { name: 'Read', cue: 'Sometime', target: { unit: 'pages', amount: 20 } }
  const { result } = await ask(ann, 'design', draft)
  assert.equal(result.optimizedTrigger, 'After “Brush teeth”')
  assert.match(result.optimizedAction, /5 pages/)
  assert.deepEqual(result.targetFrequency, { times: 3, days: 7 })
  const { result: clear } = await ask(ann, 'design', { name: 'Read', cue: 'After I put the kids to bed' })
  assert.equal(clear.optimizedTrigger, 'After I put the kids to bed')
  const { result: quit } = await ask(ann, 'design', { name: 'Smoke', kind: 'quit' })
  assert.match(quit.frictionStrategies[0].implementation, /fetching it takes a minute/)
  const twice = await ann.post('/ai/habits/design', { name: 'Read', habitId: newId() })
  assert.equal(twice.status, 400)
})

test('links count before likeness, and a goal that nothing is done for is named with what could be', async () => {
  const ann = await app.as()
  const { body: run } = await ann.post('/goals', { title: 'Run a marathon', priority: 'high' })
  const { body: book } = await ann.post('/goals', { title: 'Learn to play the guitar' })
  const linked = await make(ann, { name: 'Training', goalIds: [run.id] }, 30, (_, at) => at % 2 === 0)
  const alike = await make(ann, { name: 'Go for a run' }, 30)
  const { result } = await ask(ann, 'alignment', {})
  const pairs = result.alignedGoals.map(({ goalId, habitId, isLinked }: Body) => [goalId, habitId, isLinked])
  assert.deepEqual(pairs[0], [run.id, linked.id, true])
  assert.ok(pairs.some(([, id, isLinked]: Body) => id === alike.id && !isLinked))
  assert.match(result.alignedGoals[0].explanation, /15 days of the last 30/)
  const [missing] = result.misalignments
  assert.deepEqual([missing.goalId, missing.habitId, missing.severity], [book.id, null, 'medium'])
  assert.equal(result.newHabitSuggestions[0].goalId, book.id)
})

test('a stranger’s habit is not there, and a key must be allowed to read habits', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id: habitId } = await make(ann, {}, 30)
  for (const name of ['design', 'recovery', 'patterns', 'triggers'])
    assert.equal((await bob.post(`/ai/habits/${name}`, { habitId })).status, 404, name)
  assert.deepEqual((await ask(bob, 'stack', { habitIds: [habitId] })).result.stackSuggestions, [])
  const { body: key } = await ann.post('/api-keys', { name: 'k', scopes: ['ai:write'], expiresInDays: 1 })
  const refused = await (await app.as(key.key)).post('/ai/habits/stack', {})
  assert.deepEqual([refused.status, /habits:read/.test(refused.body.detail)], [403, true])
})

test('a model may tell it better, but ids, counts and habits are not its own', async () => {
  const ann = await withModel.as()
  const teeth = await make(ann, { name: 'Brush teeth' }, 40)
  const read = await make(ann, { name: 'Read' }, 40, (_, at) => at % 5 === 0)
  const words = { stackingPattern: 'Teeth, then a page.', rationale: 'You did it 99 times.', difficulty: 'challenging' }
  const stack = { existingHabitId: newId(), existingHabit: 'Hacked', newHabitId: read.id, newHabit: 'Hacked', ...words }
  const said = { stackSuggestions: [stack, { ...stack, newHabitId: newId() }], timingRecommendations: [] }
  model.replies.splice(0, Infinity, { text: JSON.stringify({ ...said, reasoning: 'x', confidence: 1 }) })
  const { result, meta } = await ask(ann, 'stack', {})
  assert.equal(meta.source, 'model')
  assert.equal(result.stackSuggestions.length, 1)
  const [one] = result.stackSuggestions
  assert.deepEqual(
    [one.existingHabitId, one.existingHabit, one.stackingPattern],
    [teeth.id, 'Brush teeth', 'Teeth, then a page.'],
  )
  assert.match(one.rationale, /30 of the last 30 days/)
  const trigger = {
    trigger: 'When the kettle boils',
    type: 'preceding_action',
    specificity: 'high',
    effectiveness: 'high',
    implementation: 'Read while it boils.',
  }
  const advice = {
    currentTriggerAnalysis: { clarity: 10, observability: 10, consistency: 10, issues: [] },
    optimizedTriggers: [trigger, { ...trigger, trigger: 'At 05:17' }],
    environmentalCues: ['Leave the book by the kettle.'],
    confidence: 1,
  }
  model.replies.splice(0, Infinity, { text: JSON.stringify(advice) })
  const { result: triggers } = await ask(ann, 'triggers', { habitId: read.id })
  assert.equal(triggers.currentTriggerAnalysis.clarity, 0)
  assert.deepEqual(
    triggers.optimizedTriggers.map((one: Body) => one.trigger),
    ['After “Brush teeth”', 'When the kettle boils'],
  )
  assert.deepEqual(triggers.environmentalCues, ['Leave the book by the kettle.'])
})
