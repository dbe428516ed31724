import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDistressed } from './distress.ts'

test('words of crisis are heard however they are typed', () => {
  for (const text of [
    'I want to kill myself',
    'i WANNA die',
    'I don’t want to live anymore',
    'i dont wanna be here any more',
    'Im done with life',
    'there is no way out for me',
    'I am a burden to everyone',
    `${'It was a long day. '.repeat(50)}And I want to end my life.`,
  ])
    assert.equal(isDistressed(text), true, text)
})

test('a denial takes back its own clause and no other', () => {
  assert.equal(isDistressed("I don't want to die"), false)
  assert.equal(isDistressed('I would never hurt myself'), false)
  assert.equal(isDistressed("I don't want to die. I want to disappear forever"), true)
  assert.equal(isDistressed("I'm not going to kill myself but I think about it"), true)
  assert.equal(isDistressed("I don't want to live"), true)
})

test('figures of speech, titles and errands are no crisis', () => {
  for (const text of [
    "I'm dying to see you",
    'this traffic is killing me',
    'watch the suicide prevention documentary',
    'take two pills after lunch',
    'kill the process',
    'I cut myself shaving',
    'end my subscription',
    'a cake to die for',
  ])
    assert.equal(isDistressed(text), false, text)
})

test('a figure of speech hides no crisis beside it', () => {
  assert.equal(isDistressed('the film about suicide was good, and I want to die'), true)
  assert.equal(isDistressed("I'm dying to see you, otherwise I'll kill myself"), true)
})
