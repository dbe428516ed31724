import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepsIn } from './steps.ts'

test('a list in the description is the steps, whatever its bullets', () => {
  const text = 'What it takes:\n- [ ] buy paint\n* sand the door\n2) paint it\n\nAsk Tom.'
  assert.deepEqual(stepsIn('Door, frame and handle', text), ['buy paint', 'sand the door', 'paint it'])
})

test('a title that says one thing after another is divided, and one that names one thing is not', () => {
  assert.deepEqual(stepsIn('buy paint, sand the door, then paint it', null), ['Buy paint', 'Sand the door', 'Paint it'])
  assert.deepEqual(stepsIn('call the bank, then send the form', null), ['Call the bank', 'Send the form'])
  assert.deepEqual(stepsIn('Fetch the key and then open the shed', null), ['Fetch the key', 'Open the shed'])
  for (const one of ['Salt and pepper', 'Buy milk, eggs, and 1,5 kg of flour', 'Paint the door', 'Think and rest'])
    assert.deepEqual(stepsIn(one, 'No list here.'), [], one)
})
