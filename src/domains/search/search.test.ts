import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#core/db.ts'
import { eventually } from '#test/eventually.ts'
import { type Answer, type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { signUp } from '#test/people.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

/** Asks again while this machine is too busy with tests to be asked at all. */
const patiently = (ask: () => Promise<Answer>): Promise<Answer> =>
  eventually(async () => {
    const answer = await ask()
    if (answer.status === 503) throw new Error('still unavailable')
    return answer
  })

const ask = async (by: Caller, q: string, more = ''): Promise<Body> => {
  const { status, body } = await patiently(() => by.get(`/search?q=${encodeURIComponent(q)}${more}`))
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const titles = async (by: Caller, q: string, more = ''): Promise<string[]> =>
  (await ask(by, q, more)).items.map((item: Body) => item.title)

async function write(by: Caller, path: string, item: object): Promise<string> {
  const { status, body } = await patiently(() => by.post(path, item))
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}

test('what was written is found by its words at once, as it is now, and not when it is deleted', async () => {
  const ann = await app.as()
  const id = await write(ann, '/tasks', { title: 'Call the dentist', description: 'Ask about the crown' })
  assert.deepEqual(await titles(ann, 'dentist'), ['Call the dentist'])
  assert.deepEqual(await titles(ann, 'crowns'), ['Call the dentist'])
  await ann.patch(`/tasks/${id}`, { title: 'Call the plumber', description: null })
  assert.deepEqual(await titles(ann, 'dentist'), [])
  assert.deepEqual(await titles(ann, 'plumber'), ['Call the plumber'])
  await ann.delete(`/tasks/${id}`)
  assert.deepEqual(await titles(ann, 'plumber'), [])
  await ann.post(`/tasks/${id}/restore`)
  assert.deepEqual(await titles(ann, 'plumber'), ['Call the plumber'])
})

test('every kind of item with words of its own is found', async () => {
  const ann = await app.as()
  await write(ann, '/tasks', { title: 'One lighthouse' })
  await write(ann, '/goals', { title: 'Two', notes: 'a lighthouse' })
  await write(ann, '/projects', { name: 'Three', description: 'the lighthouse' })
  await write(ann, '/habits', { name: 'Four lighthouses' })
  await write(ann, '/metrics', { name: 'Five', direction: 'higher', tags: ['lighthouse'] })
  await write(ann, '/logbook', { title: 'Six', text: 'We saw a lighthouse.' })
  await write(ann, '/reminders', { title: 'Seven lighthouse', when: { at: '2037-03-01T09:00:00.000Z' } })
  await write(ann, '/schedule', {
    title: 'Eight lighthouse',
    startAt: { at: '2037-03-01T09:00:00.000Z' },
    durationMinutes: 60,
  })
  await write(ann, '/rewards', { title: 'Nine lighthouse', pointCost: 5 })
  const found = (await ask(ann, 'lighthouse')).items.map((item: Body) => item.entity)
  assert.deepEqual(found.sort(), [
    'goal',
    'habit',
    'logbook_entry',
    'metric',
    'project',
    'reminder',
    'reward',
    'schedule_block',
    'task',
  ])
})

test('nobody finds what somebody else has written, nor a word of theirs', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await write(ann, '/tasks', { title: 'Visit the ophthalmologist' })
  const answer = await ask(bob, 'ophthalmologst')
  assert.deepEqual(answer.items, [])
  assert.deepEqual(answer.meta.corrections, [])
})

test('misspelt, half typed and unaccented words find what was meant', async () => {
  const ann = await app.as()
  await write(ann, '/tasks', { title: 'Call the dentist' })
  await write(ann, '/tasks', { title: 'Renew the subscription' })
  await write(ann, '/tasks', { title: 'Café with Zoë' })
  for (const [q, title] of [
    ['dentits', 'Call the dentist'],
    ['dentst', 'Call the dentist'],
    ['subscritpon', 'Renew the subscription'],
    ['subscr', 'Renew the subscription'],
    ['renewing subscriptions', 'Renew the subscription'],
    ['cafe zoe', 'Café with Zoë'],
  ] as const)
    assert.equal((await titles(ann, q))[0], title, q)
  assert.deepEqual((await ask(ann, 'dentits')).meta.corrections, [{ word: 'dentits', to: ['dentist'] }])
})

test('a phrase must stand there word for word, and an excluded word must not', async () => {
  const ann = await app.as()
  await write(ann, '/tasks', { title: 'Green tea' })
  await write(ann, '/tasks', { title: 'Tea for the green room' })
  assert.deepEqual((await titles(ann, 'green tea')).sort(), ['Green tea', 'Tea for the green room'])
  assert.deepEqual(await titles(ann, '"green tea"'), ['Green tea'])
  assert.deepEqual(await titles(ann, 'tea -room'), ['Green tea'])
})

test('a rare word counts more than a usual one, and the title more than the text', async () => {
  const ann = await app.as()
  for (let at = 0; at < 12; at++) await write(ann, '/tasks', { title: `Call number ${at}` })
  await write(ann, '/tasks', { title: 'Something else', description: 'about the notary' })
  await write(ann, '/tasks', { title: 'The notary' })
  assert.deepEqual((await titles(ann, 'call notary')).slice(0, 2), ['The notary', 'Something else'])
})

test('whatever is typed is a question and no command to the database', async () => {
  const ann = await app.as()
  await write(ann, '/tasks', { title: "Buy O'Neill's book" })
  for (const q of ["'", '\\', "o'neill", ':*', '&|!()', '" -', "x'; drop table tasks; --", '%', '<->', '🙂'])
    assert.ok(Array.isArray((await ask(ann, q)).items), q)
  assert.deepEqual(await titles(ann, "o'neill"), ["Buy O'Neill's book"])
})

test('kinds and number can be limited, and an unknown kind is refused with the known ones', async () => {
  const ann = await app.as()
  await write(ann, '/tasks', { title: 'Garden fence' })
  await write(ann, '/tasks', { title: 'Garden gate' })
  await write(ann, '/goals', { title: 'A garden' })
  assert.deepEqual(await titles(ann, 'garden', '&types=goal'), ['A garden'])
  assert.equal((await titles(ann, 'garden', '&types=goal,task')).length, 3)
  assert.equal((await titles(ann, 'garden', '&limit=1')).length, 1)
  const { status, body } = await patiently(() => ann.get('/search?q=garden&types=unicorn'))
  assert.equal(status, 400)
  assert.match(body.detail, /unicorn.*goal.*task/)
})

test('an API key finds the kinds that it may read, and no others', async () => {
  const ann = await signUp(app)
  await write(ann, '/tasks', { title: 'Garden fence' })
  await write(ann, '/goals', { title: 'A garden' })
  const keyFor = async (scopes: string[]) =>
    app.as((await patiently(() => ann.post('/api-keys', { name: 'k', scopes }))).body.key)
  assert.deepEqual(await titles(await keyFor(['search:read', 'goals:read']), 'garden'), ['A garden'])
  assert.deepEqual(await titles(await keyFor(['search:read', 'goals:read']), 'garden', '&types=task'), [])
  assert.equal((await titles(await keyFor(['*']), 'garden')).length, 2)
  const blind = await keyFor(['tasks:read'])
  assert.equal((await patiently(() => blind.get('/search?q=garden'))).status, 403)
})

test('title and snippet are the plain text of their owner, with the place of each word beside them', async () => {
  const ann = await app.as()
  const title = 'Fix <img src=x onerror=alert(1)> on the page'
  await write(ann, '/tasks', { title, description: `${'Long before. '.repeat(40)}Then the invoice arrives.` })
  const [item] = (await ask(ann, 'invoice page')).items
  assert.equal(item.title, title)
  const marked = item.highlights.map((one: Body) => item[one.in].slice(one.start, one.end))
  assert.ok(marked.includes('invoice'), JSON.stringify(item))
  assert.doesNotMatch(JSON.stringify(item), /[\uE000\uE001]/)
})

test('a private entry of the journal is not found, nor one that was made private', async () => {
  const ann = await app.as()
  const id = await write(ann, '/journal', { title: 'Thinking of leaving', text: 'About Marseille.', isPrivate: true })
  assert.deepEqual(await titles(ann, 'marseille'), [])
  await ann.patch(`/journal/${id}`, { isPrivate: false })
  assert.deepEqual(await titles(ann, 'marseille'), ['Thinking of leaving'])
  await ann.patch(`/journal/${id}`, { isPrivate: true })
  assert.deepEqual(await titles(ann, 'marseille'), [])
  const documents = await rowsOf(
    app.platform.database.db,
    sql`select 1 from search_documents where user_id = ${ann.userId}`,
  )
  assert.deepEqual(documents, [])
})

test('no word is kept when no document holds it any more', async () => {
  const ann = await app.as()
  const id = await write(ann, '/tasks', { title: 'Whisper secretly', tags: ['hush'] })
  await write(ann, '/tasks', { title: 'Whisper loudly' })
  await ask(ann, 'whisper')
  await ann.delete(`/tasks/${id}`)
  await ask(ann, 'whisper')
  const words = await rowsOf<{ word: string; documents: number }>(
    app.platform.database.db,
    sql`select word, documents from search_words where user_id = ${ann.userId} order by word`,
  )
  assert.deepEqual(
    words.map(({ word, documents }) => [word, documents]),
    [
      ['loud', 1],
      ['loudly', 1],
      ['whisper', 1],
    ],
  )
})

test('items written and looked for by many at once are all found, and each word is counted once', async () => {
  const ann = await app.as()
  await write(ann, '/tasks', { title: 'Swarm 0' })
  await Promise.all(
    Array.from({ length: 20 }, async (_, at) => {
      await write(ann, '/tasks', { title: `Swarm ${at + 1}` })
      await ask(ann, 'swarm')
    }),
  )
  assert.equal((await titles(ann, 'swarm', '&limit=50')).length, 21)
  const [word] = await rowsOf<{ documents: number }>(
    app.platform.database.db,
    sql`select documents from search_words where user_id = ${ann.userId} and word = 'swarm'`,
  )
  assert.equal(word?.documents, 21)
})

test('what means the same is found without a common word, as soon as a worker has read it', async () => {
  const ann = await app.as()
  await app.work()
  await write(ann, '/tasks', { title: 'Purchase groceries for dinner' })
  await write(ann, '/tasks', { title: 'Repair the bicycle' })
  await eventually(async () => {
    const answer = await ask(ann, 'buy food')
    assert.equal(answer.meta.meaning, 'used')
    assert.equal(answer.items[0]?.title, 'Purchase groceries for dinner')
    assert.deepEqual(answer.items[0]?.foundBy, ['meaning'])
  }, 60_000)
})
