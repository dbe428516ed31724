import assert from 'node:assert/strict'
import { test } from 'node:test'
import { horizonOf, periodEndIn, periodsOf } from './spans.ts'

test('a stretch of time is divided into periods that touch, and a short rest joins the last', () => {
  const quarters = periodsOf('2027-03-10', '2027-12-31', 'quarterly')
  assert.deepEqual(
    quarters.map(({ startDate, targetDate }) => `${startDate}/${targetDate}`),
    ['2027-03-10/2027-06-09', '2027-06-10/2027-09-09', '2027-09-10/2027-12-31'],
  )
  assert.equal(periodsOf('2027-03-01', '2027-03-28', 'weekly').length, 4)
  assert.deepEqual(periodsOf('2027-03-01', '2027-03-05', 'weekly'), [])
  assert.deepEqual(periodsOf('2027-01-01', '2027-12-31', 'daily'), [], 'more than anybody would make')
  assert.deepEqual(periodsOf('2027-03-02', '2027-03-01', 'weekly'), [])
})

test('a period that a text names ends with its calendar', () => {
  const end = (text: string) => periodEndIn(text, '2027-03-10', 'mo')
  assert.deepEqual(
    [end('this year'), end('by the end of the quarter'), end('this month'), end('this week'), end('next year')],
    ['2027-12-31', '2027-03-31', '2027-03-31', '2027-03-14', null],
  )
})

test('how far away a day is says which horizon it belongs to', () => {
  assert.deepEqual([0, 7, 30, 91, 296].map(horizonOf), ['daily', 'weekly', 'monthly', 'quarterly', 'yearly'])
})
