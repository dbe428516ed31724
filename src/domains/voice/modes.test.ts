import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PERSONALITY_MODES } from '#core/personality.ts'
import { modeFor } from './modes.ts'

test('distress gets the calm mode whatever the user has fixed', () => {
  for (const fixed of [null, ...PERSONALITY_MODES])
    assert.equal(modeFor('I want to end my life', fixed), 'remind_and_reground')
})

test('a fixed mode stays, however the message reads', () => {
  for (const fixed of PERSONALITY_MODES) {
    assert.equal(modeFor('What should I do about the job?', fixed), fixed)
    assert.equal(modeFor("I'm so overwhelmed", fixed), fixed)
  }
})

test('without one the message chooses, calm before push, push before mirror, mirror before guidance', () => {
  assert.equal(modeFor("I'm overwhelmed and I keep putting off the essay", null), 'remind_and_reground')
  assert.equal(modeFor('Why do I keep procrastinating?', null), 'nudge_and_challenge')
  assert.equal(modeFor('Why do I feel like this, and what should I do?', null), 'reflect_and_mirror')
  assert.equal(modeFor('What should I do next?', null), 'anticipate_and_guide')
  assert.equal(modeFor('We had pizza', null), 'language_matching')
})
