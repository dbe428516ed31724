import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyseCue } from './cues.ts'
import { clusterOf, comebacks, momentumOf } from './days.ts'
import { usualTime } from './times.ts'

test('what names one moment is clear, what may come any time is not', () => {
  const clarity = (cue: string | null) => analyseCue(cue).clarity
  assert.equal(clarity(null), 0)
  for (const clear of ['After I brush my teeth', 'At 7:30', 'When I sit down at my desk'])
    assert.ok(clarity(clear) >= 7, clear)
  for (const vague of ['Sometime in the evening', 'Whenever I have time', 'In the morning', 'Later'])
    assert.ok(clarity(vague) < 5, `${vague}: ${clarity(vague)}`)
  assert.match(analyseCue('When I have free time').issues[0] ?? '', /seldom comes/)
  assert.deepEqual(analyseCue('When I feel stressed at home').types, [
    'location',
    'preceding_action',
    'emotional_state',
  ])
})

test('the usual time has most others within an hour, across midnight, and needs five', () => {
  assert.equal(usualTime([1, 2, 3, 4]), null)
  const usual = usualTime([1_430, 1_435, 5, 10, 1_425, 700])
  assert.deepEqual([usual?.count, Math.round((usual?.share ?? 0) * 6)], [6, 5])
  assert.ok(['23:45', '00:00', '00:15'].includes(usual?.timeOfDay ?? ''))
})

const days = (states: string) =>
  [...states].map((one, at) => ({
    date: `2027-03-${String(at + 1).padStart(2, '0')}`,
    state: one === 'x' ? 'met' : one === '-' ? 'skipped' : 'unmet',
  }))

test('a comeback is counted from the first missed day, and skipped days are none', () => {
  assert.deepEqual(comebacks(days('xx..x-x.xx.')), [2, 1])
})

test('misses cluster where most of five or more fall on one weekday or two', () => {
  assert.equal(clusterOf(['2027-03-06', '2027-03-07', '2027-03-13']), null)
  const weekends = ['2027-03-06', '2027-03-07', '2027-03-13', '2027-03-14', '2027-03-16']
  assert.deepEqual(clusterOf(weekends), { weekdays: ['sa', 'su'], count: 4 })
})

test('a day depends on the one before where done and missed days come in rows', () => {
  const momentum = momentumOf(days('xxxxxxx.......xxxxxxx.......'))
  assert.ok(momentum && momentum.p < 0.001)
  assert.deepEqual([momentum.afterDone > 0.8, momentum.afterMiss < 0.2], [true, true])
})
