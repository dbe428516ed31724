import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Body } from '#test/harness.ts'
import { ask, assertPrivate, each, make, openStage, put, type Stage, says } from '../asking.fixture.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage.close())

const TEXT = `# Light
**Photosynthesis**: how plants make sugar of light.
- Chlorophyll – the green of leaves

What do plants breathe in?
Carbon dioxide.

It was first described in 1779 by Jan Ingenhousz in a book about vegetables.`

const shown = ({ drafts }: Body): string[] => drafts.map(({ kind, front, back }: Body) => `${kind}: ${front} | ${back}`)

test('without a model those cards are proposed that the text itself asks for, and nothing is saved', async () => {
  const ann = await stage.app.as()
  const { result, meta } = await ask(ann, 'flashcards/draft', { text: TEXT })
  assert.equal(meta.source, 'rules')
  assert.deepEqual(shown(result), [
    'question: What do plants breathe in? | Carbon dioxide.',
    'definition: Photosynthesis | how plants make sugar of light.',
    'definition: Chlorophyll | the green of leaves',
    'cloze: It was first described in **[...]** by Jan Ingenhousz in a book about vegetables. | It was first described in **1779** by Jan Ingenhousz in a book about vegetables.',
  ])
  const { result: single } = await ask(ann, 'flashcards/draft', { text: TEXT, count: 1 })
  assert.match(single.note, /^One card that the text itself asks for/)
  assert.equal((await ask(ann, 'flashcards/draft', { text: TEXT, count: 2 })).result.drafts.length, 2)
  const { result: none } = await ask(ann, 'flashcards/draft', { text: 'nothing to see here but words and words' })
  assert.deepEqual([none.drafts, none.confidence], [[], 0.1])
  assert.deepEqual((await ann.get('/flashcards')).body.items, [])
})

test('what prose explains in its sentences is asked for, and no sentence twice', async () => {
  const ann = await stage.app.as()
  const text =
    'Photosynthesis is how plants make sugar of light. The mitochondrion is the powerhouse of the cell. It is the place where sugar is burnt. Albert von Kölliker saw it in 1857.'
  const { result } = await ask(ann, 'flashcards/draft', { text })
  assert.deepEqual(shown(result), [
    'definition: What is Photosynthesis? | how plants make sugar of light',
    'definition: What is the mitochondrion? | the powerhouse of the cell',
    'cloze: Albert von Kölliker saw it in **[...]**. | Albert von Kölliker saw it in **1857**.',
  ])
})

test('what is kept of them becomes cards, changed as it is, and what is there already is pointed out and not doubled', async () => {
  const ann = await stage.app.as()
  const deck = await make(ann, 'flashcard-decks', { name: 'Light' })
  const { result } = await ask(ann, 'flashcards/draft', { text: TEXT, deckId: deck.id })
  const [question, definition] = result.drafts
  const cards = [
    { front: question.front, back: 'CO₂', tags: ['light'] },
    { front: definition.front, back: definition.back },
  ]
  const accept = () => ann.post(`/flashcard-decks/${deck.id}/cards/accept`, { cards })
  const { status, body } = await accept()
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(each(body.results, 'status'), ['created', 'created'])
  assert.equal((await ann.get(`/flashcards/${body.results[0].id}`)).body.back, 'CO₂')
  const { result: again } = await ask(ann, 'flashcards/draft', { text: `${TEXT} `, deckId: deck.id, count: 9 })
  assert.deepEqual(each(again.drafts, 'duplicateOf'), [...each(body.results, 'id'), null, null])
  assert.deepEqual(each((await accept()).body.results, 'status'), ['known', 'known'])
  const both = await Promise.all(
    [1, 2].map(() => ann.post(`/flashcard-decks/${deck.id}/cards/accept`, { cards: [{ front: 'x', back: 'y' }] })),
  )
  assert.deepEqual(both.map(({ body }) => body.results[0].status).sort(), ['created', 'known'])
  assert.equal((await ann.get('/flashcards')).body.items.length, 3)
})

test('a note and a topic of a course are drafted from, one’s own alone', async () => {
  const ann = await stage.app.as()
  const { id: noteId } = await make(ann, 'notes', { title: 'Light', content: TEXT })
  const { result } = await ask(ann, 'flashcards/draft', { noteId })
  assert.equal(result.drafts.length, 4)
  const course = {
    title: 'Light',
    modules: [{ title: 'One', topics: [{ title: 'Leaves', content: 'Chlorophyll: the green of leaves' }] }],
  }
  const { modules } = await make(ann, 'courses/outlines/accept', course)
  const [{ id: topicId }] = modules[0].topics
  assert.deepEqual(shown((await ask(ann, 'flashcards/draft', { topicId })).result), [
    'definition: Chlorophyll | the green of leaves',
  ])
  const deck = await make(ann, 'flashcard-decks', { name: 'Hers' })
  await assertPrivate(stage, ann, [
    ['flashcards/draft', { noteId }],
    ['flashcards/draft', { topicId }],
  ])
  const bob = await stage.app.as()
  assert.equal((await put(bob, 'flashcards/draft', { text: TEXT, deckId: deck.id })).status, 404)
  const stolen = await bob.post(`/flashcard-decks/${deck.id}/cards/accept`, { cards: [{ front: 'a', back: 'b' }] })
  assert.equal(stolen.status, 404)
  assert.equal((await put(ann, 'flashcards/draft', { noteId, topicId })).status, 400)
})

test('a model’s cards are taken where they bring no number of their own, and as many as were asked for', async () => {
  const ann = await stage.withModel.as()
  const draft = (front: string, back: string) => ({ kind: 'question', front, back, source: 'x', duplicateOf: null })
  const said = {
    drafts: [draft('Who described it?', 'Jan Ingenhousz'), draft('When?', '1779'), draft('More?', 'no')],
    note: 'Three.',
    confidence: 0.8,
  }
  says(stage, said)
  const { result, meta } = await ask(ann, 'flashcards/draft', { text: TEXT, count: 2 })
  assert.deepEqual(
    [meta.source, shown(result)],
    ['model', ['question: Who described it? | Jan Ingenhousz', 'question: When? | 1779']],
  )
  says(stage, { ...said, drafts: [draft('When?', '1801')] })
  assert.equal((await ask(ann, 'flashcards/draft', { text: `${TEXT} Yes.`, count: 2 })).meta.source, 'rules')
})
