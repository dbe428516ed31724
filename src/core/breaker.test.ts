import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBreaker, FAILURES, LONGEST_PAUSE_MS, PAUSE_MS } from './breaker.ts'

function setUp() {
  const clock = { now: 0 }
  const told: boolean[] = []
  return {
    clock,
    told,
    breaker: createBreaker(
      () => clock.now,
      (isOpen) => told.push(isOpen),
    ),
  }
}

test('a provider is left alone after three failures in a row, and one answer in between forgives', () => {
  const { breaker, told } = setUp()
  for (let n = 1; n < FAILURES; n++) breaker.failed()
  breaker.succeeded()
  for (let n = 1; n < FAILURES; n++) breaker.failed()
  assert.equal(breaker.mayTry(), true)
  breaker.failed()
  assert.equal(breaker.mayTry(), false)
  assert.deepEqual(told, [true])
})

test('after the pause exactly one is let through, and its answer opens the way for all', () => {
  const { breaker, clock, told } = setUp()
  breaker.failed({ isFinal: true })
  clock.now = PAUSE_MS - 1
  assert.equal(breaker.mayTry(), false)
  clock.now = PAUSE_MS
  assert.deepEqual([breaker.mayTry(), breaker.mayTry(), breaker.mayTry()], [true, false, false])
  breaker.succeeded()
  assert.deepEqual([breaker.mayTry(), breaker.mayTry()], [true, true])
  assert.deepEqual(told, [true, false])
})

test('every failed trial doubles the pause, up to five minutes', () => {
  const { breaker, clock } = setUp()
  breaker.failed({ isFinal: true })
  for (const pause of [PAUSE_MS, 2 * PAUSE_MS, 4 * PAUSE_MS, 8 * PAUSE_MS, LONGEST_PAUSE_MS, LONGEST_PAUSE_MS]) {
    clock.now += pause - 1
    assert.equal(breaker.mayTry(), false)
    clock.now += 1
    assert.equal(breaker.mayTry(), true)
    breaker.failed()
  }
})

test('a provider that says how long to wait is left alone that long, and a trial nobody waited for is free again', () => {
  const { breaker, clock } = setUp()
  breaker.failed({ pauseMs: 120_000 })
  clock.now = 119_999
  assert.equal(breaker.mayTry(), false)
  clock.now = 120_000
  assert.equal(breaker.mayTry(), true)
  breaker.abandoned()
  assert.equal(breaker.mayTry(), true)
})
