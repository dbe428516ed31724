import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentencesIn, sentimentOf, textSentiment } from './sentiment.ts'

test('sentences come to what the authors of VADER publish for them', () => {
  for (const [sentence, score] of [
    ['VADER is smart, handsome, and funny.', 0.8316],
    ['VADER is smart, handsome, and funny!', 0.8439],
    ['VADER is very smart, handsome, and funny.', 0.8545],
    ['VADER is not smart, handsome, nor funny.', -0.7424],
    ['The book was good.', 0.4404],
    ['The book was kind of good.', 0.3832],
    ['The plot was good, but the characters are uncompelling and the dialog is not great.', -0.7042],
    ["At least it isn't a horrible book.", 0.431],
  ] as const) {
    assert.ok(Math.abs(sentimentOf(sentence).score - score) < 0.00011, `${sentence} ${sentimentOf(sentence).score}`)
  }
})

test('what has no rated word says nothing, and leaves the others alone', () => {
  assert.deepEqual(sentimentOf('Ging nach Hause.'), { score: 0, rated: 0 })
  const { score, rated, best, worst } = textSentiment('# Monday\n\n- Went home by bus.\n- I was **happy**.')
  assert.deepEqual([rated, best, worst], [1, 'I was happy.', null])
  assert.ok(score > 0.5)
})

test('Markdown is read as its sentences', () => {
  assert.deepEqual(sentencesIn('# A day\n\n- [x] *ran*. Slept!\n```\ncode is bad\n```\nsee https://x.org/sad'), [
    'A day',
    'ran.',
    'Slept!',
    'see',
  ])
})
