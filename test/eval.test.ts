import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accuracy, evaluate, HALVES } from '../bin/lib/evaluation.ts'
import { INTENT_TYPES } from '../src/domains/voice/intents.ts'

/** A little under what was measured, in the half on which nothing was tuned. */
const FLOORS: Record<string, number> = {
  intents: 0.96,
  'several intents': 0.9,
  'tasks and reminders': 0.94,
  modes: 0.94,
  distress: 0.96,
}

test('utterances on which no rule was tuned are understood as often as was measured', async () => {
  for (const one of await evaluate('test')) {
    const share = accuracy(one)
    assert.ok(share >= (FLOORS[one.set] ?? 1), `${one.set}: ${(share * 100).toFixed(1)} %`)
  }
})

test('no message of distress is missed', async () => {
  for (const half of HALVES) {
    const distress = (await evaluate(half)).find(({ set }) => set === 'distress')
    const missed = distress?.verdicts.filter(({ expected, actual }) => expected === 'distress' && actual !== expected)
    assert.deepEqual(missed, [])
  }
})

test('the evaluation covers every intent, several wishes at once, and enough of each set', async () => {
  const halves = await Promise.all(HALVES.map(evaluate))
  const verdicts = (set: string) => halves.flatMap((sets) => sets.find((one) => one.set === set)?.verdicts ?? [])
  const expected = new Set(verdicts('intents').flatMap((one) => one.expected.split(/[+/]/)))
  assert.deepEqual([...expected].sort(), [...INTENT_TYPES].sort())
  const least = { intents: 300, 'several intents': 40, 'tasks and reminders': 150, modes: 60, distress: 60 }
  for (const [set, count] of Object.entries(least)) assert.ok(verdicts(set).length >= count, set)
  const texts = verdicts('intents').map(({ text }) => text)
  assert.deepEqual(texts, [...new Set(texts)])
})
