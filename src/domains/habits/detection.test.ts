import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Deed, normalised, patternsOf } from './detection.ts'

/** Vectors of unit length in a plane, by their angle: 30° apart is a cosine of 0.87, 40° one of 0.77. */
const angles = (degrees: Record<string, number>) =>
  new Map(
    Object.entries(degrees).map(([title, degree]) => {
      const angle = (degree * Math.PI) / 180
      return [title, [Math.cos(angle), Math.sin(angle)]]
    }),
  )

const deeds = (title: string, ...at: string[]): Deed[] => at.map((instant) => ({ title, at: `${instant}:00.000Z` }))
const RUN = angles({ run: 0, jog: 30, pay: 90 })

test('titles are compared without times, numbers and "remind me to"', () => {
  assert.equal(normalised('Remind me to Water the plants at 9:30 am!'), 'water the plants')
  assert.equal(normalised("Don't forget to call Mum tomorrow"), 'call mum')
  assert.equal(normalised('Read 20 pages'), 'read pages')
  assert.equal(normalised('42'), '')
})

test('three Mondays at about the same time are a weekly habit, also when they are worded in two ways', () => {
  const monday = [...deeds('Run', '2027-03-01T07:00', '2027-03-08T07:20'), ...deeds('Jog', '2027-03-15T06:50')]
  const [pattern, ...others] = patternsOf(monday, RUN, 'UTC')
  const { embedding, ...told } = pattern ?? { embedding: [] }
  assert.deepEqual(told, {
    name: 'Run',
    frequency: 'weekly',
    weekday: 'mo',
    timeOfDay: '07:00',
    confidence: 1,
    samples: ['Run', 'Jog'],
  })
  assert.ok(Math.abs(Math.hypot(...embedding) - 1) < 1e-9)
  assert.deepEqual(others, [])
})

test('days in a row are a daily habit, and the wall clock is the user’s', () => {
  const evenings = deeds('Run', '2027-03-01T23:50', '2027-03-03T00:10', '2027-03-03T23:55', '2027-03-04T23:45')
  const [pattern] = patternsOf(evenings, RUN, 'America/New_York')
  assert.deepEqual(
    [pattern?.frequency, pattern?.weekday, pattern?.timeOfDay, pattern?.confidence],
    ['daily', null, '18:45', 1],
  )
})

test('midnight is no border between times of day', () => {
  const [pattern] = patternsOf(deeds('Run', '2027-03-01T23:50', '2027-03-03T00:10', '2027-03-05T00:05'), RUN, 'UTC')
  assert.deepEqual([pattern?.frequency, pattern?.confidence], ['daily', (3 / 5 + 1) / 2])
})

test('two days, titles that mean something else, or days without rhythm are no habit', () => {
  assert.deepEqual(patternsOf(deeds('Run', '2027-03-01T07:00', '2027-03-01T08:00', '2027-03-08T07:00'), RUN, 'UTC'), [])
  const mixed = [...deeds('Run', '2027-03-01T07:00', '2027-03-08T07:00'), ...deeds('Pay', '2027-03-15T07:00')]
  assert.deepEqual(patternsOf(mixed, RUN, 'UTC'), [])
  assert.deepEqual(patternsOf(deeds('Run', '2027-03-01T07:00', '2027-03-11T07:00', '2027-03-19T07:00'), RUN, 'UTC'), [])
  assert.deepEqual(patternsOf([], RUN, 'UTC'), [])
})

test('what is just not near enough stays apart', () => {
  const near = angles({ run: 0, jog: 36 })
  const apart = angles({ run: 0, jog: 37.5 })
  const both = [...deeds('Run', '2027-03-01T07:00', '2027-03-08T07:00'), ...deeds('Jog', '2027-03-15T07:00')]
  assert.deepEqual([patternsOf(both, near, 'UTC').length, patternsOf(both, apart, 'UTC').length], [1, 0])
})
