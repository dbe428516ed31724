import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const deckOf = async (ann: Caller): Promise<Body> => (await ann.post('/flashcard-decks', { name: 'Spanish' })).body
const read = (by: Caller, deck: Body, csv: string): Promise<Answer> =>
  by.post(`/flashcard-decks/${deck.id}/cards.csv`, { csv })
const statuses = ({ body }: Answer) => body.results.map(({ status }: Body) => status).join(' ')
const fronts = async (ann: Caller, deck: Body): Promise<string[]> =>
  (await ann.get(`/flashcards?deckId=${deck.id}`)).body.items.map(({ front }: Body) => front).sort()

test('each row of a file comes in or is named with the reason why not', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const answer = await read(
    ann,
    deck,
    '\uFEFFFront;Back;Tags;Hint\nla montaña;the mountain;nature;high\n;nothing;;\nel mar;"the sea; the ocean";;\nel mar;again;;\nsolo\n',
  )
  assert.equal(statuses(answer), 'created refused created refused refused')
  assert.deepEqual(
    answer.body.results.map(({ line }: Body) => line),
    [2, 3, 4, 5, 6],
  )
  assert.match(answer.body.results[1].error, /^front: /)
  assert.equal(answer.body.results[3].error, 'front: the same stands on line 4')
  assert.match(answer.body.results[4].error, /^back: /)
  assert.deepEqual([answer.body.created, answer.body.refused], [2, 3])
  assert.deepEqual(await fronts(ann, deck), ['el mar', 'la montaña'])
  const card = (await ann.get(`/flashcards/${answer.body.results[0].id}`)).body
  assert.deepEqual([card.back, card.tags, card.hint, card.state], ['the mountain', ['nature'], 'high', 'new'])
})

test('what was taken along can be read back: nothing is doubled, what was edited is changed, and what is known stays', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const first = await read(ann, deck, 'front,back,tags\n=1+1,"two, or ""2""",a;b\nel mar,the sea,\n')
  const [{ id }] = first.body.results
  await ann.post(`/flashcards/${id}/review`, { rating: 'easy' })
  const { body: csv, headers } = await ann.get(`/flashcard-decks/${deck.id}/cards.csv`)
  assert.match(headers['content-type'] ?? '', /^text\/csv/)
  assert.match(csv, /^front,back,hint,tags,id\n'=1\+1,"two, or ""2""",,a;b,/)
  assert.equal(statuses(await read(ann, deck, csv)), 'unchanged unchanged')
  const edited = await read(ann, deck, csv.replace("'=1+1", "'=2+0"))
  assert.equal(statuses(edited), 'updated unchanged')
  const { front, tags, reps } = (await ann.get(`/flashcards/${id}`)).body
  assert.deepEqual([front, tags, reps], ['=2+0', ['a', 'b'], 1])
  assert.equal(statuses(await read(ann, deck, 'answer,question\nthe ocean,el mar\n')), 'updated')
  assert.deepEqual(await fronts(ann, deck), ['=2+0', 'el mar'])
})

test('of rows that mean one card the first changes it', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const [{ id }] = (await read(ann, deck, 'front,back\nel mar,the sea\n')).body.results
  const answer = await read(
    ann,
    deck,
    `front,back,id\nel mar,new,\nel océano,the ocean,${id}\nel lago,the lake,${id}\n`,
  )
  assert.equal(statuses(answer), 'created updated refused')
  assert.deepEqual(await fronts(ann, deck), ['el mar', 'el océano'])
  assert.equal((await ann.get(`/flashcards/${id}`)).body.back, 'the ocean')
})

test('the same file read twice at the same moment makes its cards once, in the order of the file', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const csv = `front,back\n${Array.from({ length: 1_200 }, (_, at) => `q${at},a${at}`).join('\n')}`
  const answers = await Promise.all([read(ann, deck, csv), read(ann, deck, csv)])
  assert.deepEqual(answers.map(({ body }) => body.created).sort(), [0, 1_200])
  const { body } = await ann.get(`/flashcard-decks/${deck.id}/cards.csv`)
  const order = body.trim().split('\n').slice(1)
  assert.deepEqual(
    order.map((line: string) => line.split(',')[0]),
    Array.from({ length: 1_200 }, (_, at) => `q${at}`),
  )
})

test('a file that cannot be read as a whole is refused, and nothing of it comes in', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  for (const csv of ['word,meaning\na,b\n', 'front,back\n"a,b\n', '\n'])
    assert.equal((await read(ann, deck, csv)).status, 400, csv)
  const many = `front,back\n${Array.from({ length: 10_001 }, (_, at) => `${at},a`).join('\n')}`
  assert.equal((await read(ann, deck, many)).status, 400)
  assert.deepEqual(await fronts(ann, deck), [])
})

test('a stranger’s deck is neither read nor written, and an id of a stranger’s card makes a card of one’s own', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [hers, his] = [await deckOf(ann), await deckOf(bob)]
  const { body } = await read(ann, hers, 'front,back\nel mar,the sea\n')
  assert.equal((await read(bob, hers, 'front,back\na,b\n')).status, 404)
  assert.equal((await bob.get(`/flashcard-decks/${hers.id}/cards.csv`)).status, 404)
  const taken = await read(bob, his, `front,back,id\nstolen,card,${body.results[0].id}\n`)
  assert.equal(statuses(taken), 'created')
  assert.notEqual(taken.body.results[0].id, body.results[0].id)
  assert.deepEqual(await fronts(ann, hers), ['el mar'])
})
