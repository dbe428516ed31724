import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextInstance, upcoming } from './series.ts'

test('a series whose UNTIL is written in UTC has its last instance at that moment, on its owner’s clock', () => {
  const recurrence = { rrule: 'FREQ=DAILY;UNTIL=20270401T180000Z', anchor: 'due' as const, skipDates: [] }
  const open = { recurrence, dueDate: null, scheduledDate: null, seriesStart: '2027-03-30T20:00', occurrence: 2 }
  const [before, last] = ['2027-03-31T18:00:00.000Z', '2027-04-01T18:00:00.000Z']
  assert.equal(nextInstance({ ...open, dueAt: before }, before, 'Europe/Vienna')?.dueAt, last)
  assert.equal(nextInstance({ ...open, dueAt: last, occurrence: 3 }, last, 'Europe/Vienna'), null)
  const days = upcoming({ ...open, dueAt: before }, 'Europe/Vienna', '2027-03-30', '2027-05-01', 10)
  assert.deepEqual(days, ['2027-03-31T20:00', '2027-04-01T20:00'])
})
