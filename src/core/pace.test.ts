import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Course, paceOf } from './pace.ts'

const pace = (course: Partial<Course>) =>
  paceOf({ start: '2027-01-01', target: '2027-04-11', today: '2027-01-01', progress: 0, finishedOn: null, ...course })

test('half way on the even pace: 100 days, 50 gone, 50 done', () => {
  // 2027-01-01 + 100 days = 2027-04-11; 50 days later is 2027-02-20.
  assert.deepEqual(pace({ today: '2027-02-20', progress: 50 }), {
    expectedToday: 50,
    slackDays: 0,
    requiredPerDay: 1,
    projectedFinish: '2027-04-11',
  })
})

test('ahead of the even pace there are days to spare, and it ends early', () => {
  // 80 % after 40 days is 2 % a day: 10 days more. The even pace reaches 80 % on day 80, 40 days from now.
  assert.deepEqual(pace({ today: '2027-02-10', progress: 80 }), {
    expectedToday: 40,
    slackDays: 40,
    requiredPerDay: 0.33,
    projectedFinish: '2027-02-20',
  })
})

test('behind it the slack is negative, and it ends late', () => {
  // 30 % after 60 days is 0.5 % a day: 140 days more, which is day 200.
  assert.deepEqual(pace({ today: '2027-03-02', progress: 30 }), {
    expectedToday: 60,
    slackDays: -30,
    requiredPerDay: 1.75,
    projectedFinish: '2027-07-20',
  })
})

test('a leap day is a day', () => {
  // 2028 has 366 days: 183 of them are gone on 2 July.
  assert.equal(pace({ start: '2028-01-01', target: '2029-01-01', today: '2028-07-02' }).expectedToday, 50)
  // 27 February to 1 March are 3 days in 2028 and 2 in 2027.
  assert.equal(
    pace({ start: '2028-02-27', target: '2028-03-01', today: '2028-02-28', progress: 25 }).requiredPerDay,
    37.5,
  )
  assert.equal(
    pace({ start: '2027-02-27', target: '2027-03-01', today: '2027-02-28', progress: 25 }).requiredPerDay,
    75,
  )
  // 50 % in one day ends on 29 February.
  assert.equal(
    pace({ start: '2028-02-27', target: '2028-03-01', today: '2028-02-28', progress: 50 }).projectedFinish,
    '2028-02-29',
  )
})

test('a goal of one day expects nothing before the day is over', () => {
  const oneDay = { start: '2027-03-01', target: '2027-03-01' }
  assert.deepEqual(pace({ ...oneDay, today: '2027-03-01' }), {
    expectedToday: 0,
    slackDays: 0,
    requiredPerDay: 100,
    projectedFinish: null,
  })
  assert.deepEqual(pace({ ...oneDay, today: '2027-03-03', progress: 50 }), {
    expectedToday: 100,
    slackDays: -2,
    requiredPerDay: null,
    projectedFinish: '2027-03-05',
  })
})

test('a goal begun after its target is a goal of one day', () => {
  assert.deepEqual(pace({ start: '2027-03-05', target: '2027-03-01', today: '2027-03-05' }), {
    expectedToday: 100,
    slackDays: -4,
    requiredPerDay: null,
    projectedFinish: null,
  })
})

test('past its target nothing a day would help, and the expectation stays 100', () => {
  // 120 days gone; the even pace was at 60 % on day 60.
  const late = pace({ today: '2027-05-01', progress: 60 })
  assert.deepEqual(late, { expectedToday: 100, slackDays: -60, requiredPerDay: null, projectedFinish: '2027-07-20' })
})

test('on the target day itself what is left is left for today', () => {
  assert.equal(pace({ today: '2027-04-11', progress: 90 }).requiredPerDay, 10)
})

test('without any progress there is no rate to project', () => {
  assert.deepEqual(pace({ today: '2027-02-20' }), {
    expectedToday: 50,
    slackDays: -50,
    requiredPerDay: 2,
    projectedFinish: null,
  })
  assert.equal(pace({ progress: 10 }).projectedFinish, null)
})

test('a rate that would take more than a hundred years projects nothing', () => {
  // 1 % in 400 days: 39 600 days more, against 36 525.
  assert.equal(pace({ today: '2028-02-05', progress: 1 }).projectedFinish, null)
})

test('what is finished needs nothing more and keeps the day of its finish', () => {
  assert.deepEqual(pace({ today: '2027-02-20', progress: 100, finishedOn: '2027-02-18' }), {
    expectedToday: 50,
    slackDays: 50,
    requiredPerDay: 0,
    projectedFinish: '2027-02-18',
  })
  assert.deepEqual(
    [
      pace({ today: '2027-05-20', progress: 100 }).slackDays,
      pace({ today: '2027-05-20', progress: 100 }).projectedFinish,
    ],
    [0, '2027-05-20'],
  )
})

test('before its start nothing is expected, and only days from the start count', () => {
  assert.deepEqual(pace({ today: '2026-12-22' }), {
    expectedToday: 0,
    slackDays: 10,
    requiredPerDay: 1,
    projectedFinish: null,
  })
})

test('without a target only the projection can be known', () => {
  assert.deepEqual(pace({ target: null, today: '2027-01-11', progress: 50 }), {
    expectedToday: null,
    slackDays: null,
    requiredPerDay: null,
    projectedFinish: '2027-01-21',
  })
})
