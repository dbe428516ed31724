import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ended, focusByDay, focusSecondsOf } from './focus.ts'

const HOUR = 3_600_000
const byDay = (timezone: string, dayStartsAt: string, from: string, to: string) =>
  Object.fromEntries(focusByDay({ timezone, dayStartsAt })([{ from, to }]))

test('an evening over midnight counts on both days, by the clock and the hour that days begin at', () => {
  const [from, to] = ['2027-01-10T21:30:00.000Z', '2027-01-11T01:00:00.000Z']
  assert.deepEqual(byDay('Europe/Vienna', '00:00', from, to), { '2027-01-10': 1.5 * HOUR, '2027-01-11': 2 * HOUR })
  assert.deepEqual(byDay('Europe/Vienna', '04:00', from, to), { '2027-01-10': 3.5 * HOUR })
  assert.deepEqual(byDay('UTC', '00:00', from, to), { '2027-01-10': 2.5 * HOUR, '2027-01-11': HOUR })
})

test('a day of 23 or 25 hours counts as many', () => {
  const day = (from: string, to: string) => byDay('America/New_York', '00:00', from, to)
  assert.equal(day('2027-03-13T05:00:00.000Z', '2027-03-16T04:00:00.000Z')['2027-03-14'], 23 * HOUR)
  assert.equal(day('2027-11-06T04:00:00.000Z', '2027-11-09T05:00:00.000Z')['2027-11-07'], 25 * HOUR)
})

test('what has not ended counts nothing, and a clock that was set back never counts below zero', () => {
  const spans = [
    { from: '2027-01-10T10:00:00.000Z', to: '2027-01-10T10:00:59.999Z' },
    { from: '2027-01-10T11:00:00.000Z', to: null },
  ]
  assert.equal(focusSecondsOf(spans), 59)
  assert.equal(focusSecondsOf(ended(spans, '2027-01-10T11:00:01.000Z')), 60)
  assert.equal(focusSecondsOf(ended(spans, '2027-01-10T09:00:00.000Z')), 59)
})
