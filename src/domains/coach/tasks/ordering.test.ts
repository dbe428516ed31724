import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comesBefore, needsIn, phaseOf } from './ordering.ts'

test('what is done to the same thing has its order, and nothing else has', () => {
  assert.ok(comesBefore('Draft the report', 'Send the report to Tom'))
  assert.ok(comesBefore('Buy paint for the door', 'Paint the door'))
  assert.ok(!comesBefore('Send the report', 'Draft the report'), 'the other way round')
  assert.ok(!comesBefore('Draft the letter', 'Send the parcel'), 'other things')
  assert.ok(!comesBefore('The report', 'Send the report'), 'no verb')
  assert.deepEqual([phaseOf('Review: thesis'), phaseOf('Xyzzy')], ['check', null])
})

test('what a text says must come first is read out of it', () => {
  assert.deepEqual(needsIn('Only once the permit is there. Needs the drill; waiting for Tom’s answer'), [
    'permit',
    'drill',
    'Tom’s answer',
  ])
  assert.deepEqual(needsIn('Paint the door'), [])
})
