import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divided, quantityIn } from './quantities.ts'

test('an amount is read with its unit, however it is written', () => {
  const read = (text: string) => {
    const { amount, unit, kind } = quantityIn(text) ?? {}
    return [amount, unit, kind].join(' ').trim()
  }
  const expected = {
    'Run 500 km this year': '500 km sum',
    'Save 10,000 € for a car': '10000 € sum',
    'Save $10k': '10000 $ sum',
    'Read 24 new books': '24 books sum',
    'Lose 5.5kg': '5.5 kg less',
    'Do 100 push-ups': '100 push-ups sum',
    'Run a marathon in under 4 hours': '4 hours at_most',
    'Grow revenue by 20%': '20 % share',
    'Finish in the top 10': '',
    'Come in 1st': '',
    'Run 3 times and swim 20 km': '20 km sum',
    'Learn Spanish': '',
  }
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((text) => [text, read(text)])), expected)
})

test('the parts of an amount add up to it, and none is less than one', () => {
  assert.deepEqual(divided(500, 4), [125, 125, 125, 125])
  assert.deepEqual(divided(10, 4), [3, 3, 2, 2])
  assert.deepEqual(divided(10.1, 3), [3, 3, 4.1])
  assert.deepEqual(divided(3, 4), [])
})
