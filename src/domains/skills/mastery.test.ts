import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LEVELS, levelOf, xpOf, xpOfTopic } from './levels.ts'
import {
  decayOf,
  halfLifeOf,
  isMastered,
  type Knowledge,
  masteryOf,
  passesAfter,
  progressOf,
  retained,
  verificationOf,
  verifyDueAt,
} from './mastery.ts'

const DAY = 86_400_000
const START = '2027-03-01T12:00:00.000Z'
const after = (days: number) => new Date(Date.parse(START) + days * DAY)
const known = (fields: Partial<Knowledge> = {}): Knowledge => ({
  halfLifeDays: 90,
  passes: 0,
  lastVerifiedAt: null,
  lastOutcome: null,
  xp: 0,
  firstEvidenceAt: START,
  lastEvidenceAt: START,
  cards: { total: 0, seen: 0, recall: 0 },
  topics: { total: 0, completed: 0 },
  ...fields,
})

test('a level begins at 0, 100, 400, 900 and 1600 points, and not one earlier', () => {
  assert.deepEqual(LEVELS.map(xpOf), [0, 100, 400, 900, 1600])
  assert.deepEqual(
    [0, 99, 100, 399, 400, 1599, 1600, 99_999].map((xp) => levelOf(xp).level),
    ['beginner', 'beginner', 'intermediate', 'intermediate', 'advanced', 'expert', 'master', 'master'],
  )
  assert.deepEqual([levelOf(240).nextLevelAt, levelOf(1600).nextLevelAt], [400, null])
  assert.deepEqual([null, 2, 0.001, 1_000].map(xpOfTopic), [30, 120, 1, 600])
})

test('half of it is forgotten after a half-life, half of the rest after another, and nothing before any time has passed', () => {
  assert.deepEqual(
    [0, 90, 180, -5].map((days) => retained(days, 90)),
    [1, 0.5, 0.25, 1],
  )
  assert.equal(decayOf(known(), after(90)), 0.5)
  assert.equal(decayOf(known({ firstEvidenceAt: null, lastEvidenceAt: null }), after(900)), 0)
})

test('each verification passed in a row doubles the half-life, three times at most', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 9].map((passes) => halfLifeOf({ halfLifeDays: 90, passes })),
    [90, 180, 360, 720, 720],
  )
})

test('mastery is the mean of what cards and topics say; topics fade by the half-life, cards by FSRS alone', () => {
  const cards = { total: 10, seen: 8, recall: 6 }
  const topics = { total: 4, completed: 4 }
  assert.equal(masteryOf(known({ cards }), after(90)), 0.6)
  assert.equal(masteryOf(known({ topics }), after(90)), 0.5)
  assert.equal(masteryOf(known({ cards, topics }), after(90)), 0.55)
  assert.equal(masteryOf(known({ cards, topics }), after(0)), 0.8)
  assert.deepEqual([progressOf(known({ cards, topics })), progressOf(known({ cards }))], [90, 80])
})

test('without cards and topics it is practice that counts, up to a master’s, and fades', () => {
  assert.deepEqual(
    [0, 800, 1_600, 5_000].map((xp) => masteryOf(known({ xp }), after(0))),
    [0, 0.5, 1, 1],
  )
  assert.equal(masteryOf(known({ xp: 1_600 }), after(90)), 0.5)
  assert.equal(progressOf(known({ xp: 800 })), 50)
})

test('a skill is verified after 7 days, 30 after the first pass and 90 after each further one', () => {
  const due = (passes: number, lastVerifiedAt: string | null) => verifyDueAt(known({ passes, lastVerifiedAt }))
  assert.deepEqual(
    [due(0, null), due(1, START), due(2, START), due(7, START)],
    [7, 30, 90, 90].map((days) => after(days).toISOString()),
  )
  assert.equal(verifyDueAt(known({ firstEvidenceAt: null, lastEvidenceAt: null })), null)
})

test('it is current until it is due, and lapsed when it was failed or is overdue by as long again', () => {
  const status = (days: number, fields: Partial<Knowledge> = {}) => verificationOf(known(fields), after(days))
  assert.deepEqual([status(6.9), status(7), status(13.9), status(14)], ['current', 'due', 'due', 'lapsed'])
  const passed = { passes: 1, lastVerifiedAt: START, lastOutcome: 'passed' } as const
  assert.deepEqual([status(29, passed), status(30, passed), status(60, passed)], ['current', 'due', 'lapsed'])
  assert.equal(status(0, { lastVerifiedAt: START, lastOutcome: 'failed' }), 'lapsed')
  assert.equal(status(0, { firstEvidenceAt: null }), null)
})

test('passing early proves nothing new, failing begins anew, and the first pass after it leads to the shortest interval', () => {
  const passed = known({ passes: 1, lastVerifiedAt: START, lastOutcome: 'passed' })
  assert.deepEqual([passesAfter(passed, 'passed', after(1)), passesAfter(passed, 'passed', after(30))], [1, 2])
  assert.equal(passesAfter(passed, 'failed', after(30)), 0)
  assert.equal(passesAfter(known({ lastVerifiedAt: START, lastOutcome: 'failed' }), 'passed', after(1)), 0)
  assert.equal(passesAfter(known({ firstEvidenceAt: null, lastEvidenceAt: null }), 'passed', after(0)), 1)
})

test('mastered is what is completed, whole, a master’s, verified and less than a quarter forgotten', () => {
  const all = { isCompleted: true, progress: 100, level: 'master', verification: 'current', decay: 0.24 } as const
  assert.equal(isMastered(all), true)
  for (const lacking of [
    { isCompleted: false },
    { progress: 99 },
    { level: 'expert' },
    { verification: 'due' },
    { decay: 0.25 },
  ] as const)
    assert.equal(isMastered({ ...all, ...lacking }), false, JSON.stringify(lacking))
})
