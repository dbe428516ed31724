import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Candidate, type Evidence, type Learner, scoreResource } from './scoring.ts'

const RESOURCE: Candidate = {
  title: 'Language Transfer: Italian',
  description: null,
  type: 'podcast',
  topics: ['languages', 'italian'],
  source: 'Language Transfer',
  difficulty: 'beginner',
  estimatedMinutes: 20,
  externalRating: null,
  ratings: 0,
  ratingTotal: 0,
}
const NOBODY: Learner = { interests: [], level: null, history: [], availableMinutes: null }
const ITALIAN = {
  name: 'your course “Italian for beginners”',
  text: 'Italian for beginners',
  level: 'beginner',
} as const

const score = (resource: Partial<Candidate>, learner: Partial<Learner>, nearness: (number | null)[] = []) =>
  scoreResource({ ...RESOURCE, ...resource }, { ...NOBODY, ...learner }, nearness)

test('of somebody new nothing is known, and each component has half of its points', () => {
  const { score: total, components, reason } = score({}, {})
  assert.deepEqual(components, { topic: 20, difficulty: 10, behaviour: 10, quality: 5, time: 5 })
  assert.equal(total, 50)
  assert.equal(reason, 'It is about languages, italian.')
})

test('what fits in every way has nearly all points, and the reason says why', () => {
  const liked: Evidence = { type: 'podcast', topics: ['italian'], source: 'Language Transfer', weight: 4 }
  const learner = { interests: [ITALIAN], history: [liked, liked], availableMinutes: 30 }
  const { score: total, components, reason } = score({ ratings: 5, ratingTotal: 25 }, learner)
  // behaviour: (8 + 1) / (8 + 2) of 20; quality: mean of five 3s and five 5s is 4, which is 3/4 of the way from 1 to 5.
  assert.deepEqual(components, { topic: 40, difficulty: 20, behaviour: 18, quality: 7.5, time: 10 })
  assert.equal(total, 95.5)
  assert.equal(
    reason,
    'It fits your course “Italian for beginners”; it is for beginners like you; you liked what is like it; it is rated 5 of 5 here; it takes 20 of your 30 minutes.',
  )
})

test('a topic counts by its words or by its meaning, whichever is nearer, and what has nothing in common by neither', () => {
  const guitar = { name: 'your goal “Guitar”', text: 'Play the guitar', level: null }
  const topic = (learner: Partial<Learner>, nearness: (number | null)[] = []) =>
    score({}, learner, nearness).components.topic
  assert.equal(topic({ interests: [ITALIAN] }), 40)
  assert.equal(topic({ interests: [guitar] }), 0)
  assert.equal(topic({ interests: [guitar] }, [0.4]), 0)
  assert.equal(topic({ interests: [guitar] }, [0.6]), 20)
  assert.equal(topic({ interests: [guitar] }, [0.95]), 40)
  assert.equal(topic({ interests: [guitar, ITALIAN] }, [0.6, null]), 40)
})

test('one level away is half as good, two are none', () => {
  const levels = ['beginner', 'intermediate', 'advanced', 'expert'] as const
  const points = levels.map((difficulty) => score({ difficulty }, { level: 'beginner' }).components.difficulty)
  assert.deepEqual(points, [20, 10, 0, 0])
  assert.equal(score({ difficulty: null }, { level: 'beginner' }).components.difficulty, 10)
  assert.equal(score({ difficulty: 'beginner' }, { interests: [ITALIAN], level: 'expert' }).components.difficulty, 20)
})

test('what is like something dismissed sinks with each of them, and what is not stays', () => {
  const dismissed: Evidence = { type: 'podcast', topics: ['italian'], source: null, weight: -1.5 }
  const times = (n: number, resource: Partial<Candidate> = {}) =>
    score(resource, { history: Array(n).fill(dismissed) }).components.behaviour
  // 1 / (1.2 n + 2) of 20.
  assert.deepEqual([times(0), times(1), times(3)], [10, 6.3, 3.6])
  assert.equal(times(3, { type: 'book', topics: ['running'] }), 10)
  assert.match(score({}, { history: [dismissed, dismissed] }).reason, /you passed over what is like it/)
})

test('few ratings move the quality a little, many a lot, and an outside rating stands in for them', () => {
  const quality = (ratings: number, ratingTotal: number, externalRating: number | null = null) =>
    score({ ratings, ratingTotal, externalRating }, {}).components.quality
  assert.deepEqual([quality(1, 5), quality(5, 25), quality(95, 475)], [5.8, 7.5, 9.8])
  assert.deepEqual([quality(1, 1), quality(95, 95)], [4.2, 0.3])
  assert.equal(quality(0, 0, 5), 10)
})

test('what takes longer than there is time for has as much as fits', () => {
  const time = (estimatedMinutes: number | null, availableMinutes: number | null) =>
    score({ estimatedMinutes }, { availableMinutes }).components.time
  assert.deepEqual([time(30, 30), time(60, 30), time(300, 30), time(null, 30), time(30, null)], [10, 5, 1, 5, 5])
})
