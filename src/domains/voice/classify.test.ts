import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { test } from 'node:test'
import fc from 'fast-check'
import { classify, MAX_UTTERANCE } from './classify.ts'
import { INTENT_TYPES } from './intents.ts'

const ABOUT = { now: '2027-03-10T09:00:00Z', zone: 'Europe/Vienna' }
const typesOf = (text: string) => classify(text, ABOUT).map(({ type }) => type)
const entitiesOf = (text: string) => classify(text, ABOUT)[0]?.entities

test('several wishes are told apart, in the order in which they were said', () => {
  assert.deepEqual(typesOf('Remind me to call mom at 6pm, I weigh 80 kg today and what is the weather like?'), [
    'create_reminder',
    'log_metric',
    'ask_weather',
  ])
  assert.deepEqual(typesOf('show my reminders and my tasks'), ['list_reminders', 'list_tasks'])
  assert.deepEqual(typesOf('cancel the vet reminder and move the laundry one to 8pm'), [
    'cancel_reminder',
    'update_reminder',
  ])
})

test('words that belong together are not torn apart', () => {
  for (const text of ['buy bread and butter', 'remind me to wash and fold the laundry', 'call Dr. Lee and Ben'])
    assert.equal(typesOf(text).length, 1, text)
  const [note] = classify('note that the door squeaks and call it a day', ABOUT)
  assert.equal(note?.type, 'create_note')
  assert.equal(note?.text, 'note that the door squeaks and call it a day')
})

test('each intent says which part of the utterance it stands for', () => {
  const utterance = 'Hey, remind me to buy flowers at 6pm, and add call the bank to my list.'
  for (const { text } of classify(utterance, ABOUT)) assert.ok(utterance.includes(text), text)
})

test('times are resolved in the zone of the user, and what is over lies in the past', () => {
  const reminder = entitiesOf('remind me to call mom tomorrow at 5pm')
  assert.deepEqual(
    [reminder?.title, reminder?.date, reminder?.time, reminder?.at, reminder?.timezone],
    ['call mom', '2027-03-11', '17:00', '2027-03-11T16:00:00.000Z', 'Europe/Vienna'],
  )
  assert.equal(entitiesOf('I went to the gym on Monday')?.date, '2027-03-08')
  assert.equal(entitiesOf('I meditated yesterday')?.date, '2027-03-09')
  assert.equal(entitiesOf('my weight was 80 kg 3 days ago')?.date, '2027-03-07')
  const asked = entitiesOf("what's on my calendar next week")
  assert.deepEqual([asked?.from, asked?.to], ['2027-03-15', '2027-03-21'])
})

test('quantities have their unit, and what was not said is null', () => {
  const slept = entitiesOf('I slept seven and a half hours')
  assert.deepEqual([slept?.metric, slept?.amount, slept?.unit], ['sleep', 7.5, 'h'])
  const weight = entitiesOf('my weight is 1,072.4 pounds')
  assert.deepEqual([weight?.metric, weight?.amount, weight?.unit], ['weight', 1072.4, 'lb'])
  const habit = entitiesOf('I drank 2 litres of water')
  assert.deepEqual([habit?.habit, habit?.amount, habit?.unit], ['water', 2, 'l'])
  const task = entitiesOf('buy milk')
  assert.deepEqual(
    [task?.date, task?.at, task?.timezone, task?.amount, task?.priority, task?.tags],
    [null, null, null, null, null, []],
  )
})

test('who is meant is named with and without capitals', () => {
  assert.equal(entitiesOf('add Sarah Miller as a friend')?.person, 'Sarah Miller')
  assert.equal(entitiesOf('befriend tom')?.person, 'tom')
  assert.equal(entitiesOf('send a friend request to ann@example.org')?.person, 'ann@example.org')
  assert.equal(entitiesOf('share my reading list with my sister')?.person, 'sister')
  assert.equal(entitiesOf('schedule a call for Monday at 3pm')?.person, null)
})

test('any text gives at least one known intent with a confidence between 0 and 1, and always the same', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), (text) => {
      const intents = classify(text, ABOUT)
      assert.ok(intents.length > 0)
      for (const { type, confidence } of intents)
        assert.ok(INTENT_TYPES.includes(type) && confidence >= 0 && confidence <= 1, `${type} ${confidence}`)
      assert.deepEqual(classify(text, ABOUT), intents)
    }),
    { numRuns: 200 },
  )
})

test('no text of the greatest length takes long', () => {
  const hostile = [
    'and ',
    'remind me to ',
    'i want to learn ',
    '1 ',
    'a.',
    'study review ',
    'show my notes, ',
    ' ',
    '1,000 ',
  ]
  for (const piece of hostile) {
    const text = `x${piece.repeat(MAX_UTTERANCE)}`.slice(0, MAX_UTTERANCE)
    classify(text, ABOUT)
    const start = performance.now()
    classify(text, ABOUT)
    assert.ok(performance.now() - start < 250, `${piece}: ${Math.round(performance.now() - start)} ms`)
  }
})

test('a title is what something is called, without the words that ask for it', () => {
  const titles = [
    ['Create a note called Garden ideas', 'Garden ideas'],
    ['I want to learn Spanish, make me a course', 'Spanish'],
    ['Write in my journal that I am grateful for the sun', 'I am grateful for the sun'],
  ] as const
  for (const [text, title] of titles) assert.equal(entitiesOf(text)?.title, title)
  assert.equal(entitiesOf('What did I write about Lisbon?')?.query, 'lisbon')
})
