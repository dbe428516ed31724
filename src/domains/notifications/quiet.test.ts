import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quietUntil } from './quiet.ts'

const night = { from: '22:00', until: '07:00' }

test('quiet hours over midnight hold the evening and the early morning, and end once', () => {
  for (const [instant, end] of [
    ['2027-03-01T20:59:59.000Z', null],
    ['2027-03-01T21:00:00.000Z', '2027-03-02T06:00:00.000Z'],
    ['2027-03-02T05:59:59.999Z', '2027-03-02T06:00:00.000Z'],
    ['2027-03-02T06:00:00.000Z', null],
  ] as const)
    assert.equal(quietUntil(instant, 'Europe/Vienna', night), end, instant)
})

test('quiet hours within a day hold that stretch alone', () => {
  const nap = { from: '13:00', until: '14:30' }
  assert.equal(quietUntil('2027-03-01T12:59:00.000Z', 'UTC', nap), null)
  assert.equal(quietUntil('2027-03-01T13:00:00.000Z', 'UTC', nap), '2027-03-01T14:30:00.000Z')
  assert.equal(quietUntil('2027-03-01T14:30:00.000Z', 'UTC', nap), null)
})

test('equal times are no quiet hours at all', () => {
  for (const hour of ['00', '08', '16'])
    assert.equal(quietUntil(`2027-03-01T${hour}:00:00.000Z`, 'UTC', { from: '08:00', until: '08:00' }), null)
})

test('the nights in which the clocks change end on time by the wall clock', () => {
  assert.equal(quietUntil('2027-03-27T23:00:00.000Z', 'Europe/Vienna', night), '2027-03-28T05:00:00.000Z')
  assert.equal(quietUntil('2027-10-30T23:00:00.000Z', 'Europe/Vienna', night), '2027-10-31T06:00:00.000Z')
})

test('quiet hours that end in the hour the clocks repeat end in its first half, and never in the past', () => {
  const short = { from: '22:00', until: '02:30' }
  assert.equal(quietUntil('2027-10-31T00:10:00.000Z', 'Europe/Vienna', short), '2027-10-31T00:30:00.000Z')
  const again = quietUntil('2027-10-31T01:10:00.000Z', 'Europe/Vienna', short)
  assert.ok(again === null || again > '2027-10-31T01:10:00.000Z')
})

test('quiet hours that end in the hour the clocks skip end right after it', () => {
  const short = { from: '22:00', until: '02:30' }
  assert.equal(quietUntil('2027-03-27T23:00:00.000Z', 'Europe/Vienna', short), '2027-03-28T01:30:00.000Z')
})
