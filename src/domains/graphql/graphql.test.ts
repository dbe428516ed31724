import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { getIntrospectionQuery } from 'graphql'
import type { Entity } from '#core/entity.ts'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, sharedApp, startApp, type TestApp } from '#test/harness.ts'
import { signUp } from '#test/people.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const ask = (by: Caller, query: string, variables?: object, more: object = {}) =>
  app.call({
    method: 'POST',
    url: '/graphql?now=2027-03-10T12:00:00.000Z&timezone=Europe/Vienna',
    headers: { authorization: `Bearer ${by.token}` },
    payload: { query, ...(variables && { variables }), ...more },
  })

const dataOf = async (by: Caller, query: string, variables?: object): Promise<Body> => {
  const { status, body } = await ask(by, query, variables)
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.errors, undefined, JSON.stringify(body.errors))
  return body.data
}

const refusalOf = async (query: string, variables?: object) => {
  const { status, body } = await ask(await app.as(), query, variables)
  assert.deepEqual([status, body.data], [400, undefined], JSON.stringify(body).slice(0, 500))
  return body.errors[0]
}

/** Statements that are made while `work` runs (those prepared long before are not seen), and what it answers. */
async function counted<T>(work: () => Promise<T>): Promise<[number, T]> {
  const { session } = app.platform.database.db as unknown as {
    session: { prepareQuery(...args: unknown[]): unknown }
  }
  const original = session.prepareQuery.bind(session)
  let statements = 0
  session.prepareQuery = (...args) => {
    statements++
    return original(...args)
  }
  try {
    const answer = await work()
    return [statements, answer]
  } finally {
    session.prepareQuery = original
  }
}

test('every example of the guide is answered without an error', async () => {
  const guide = await readFile('docs/graphql.md', 'utf8')
  const examples = [...guide.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => query)
  assert.ok(examples.length >= 4)
  const ann = await app.as()
  await ann.post('/tasks', { title: 'Write the first chapter' })
  for (const query of examples) await dataOf(ann, query)
})

test('what is asked for is answered as HTTP answers it, and nothing else', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Water the ferns', dueDate: '2027-03-12', tags: ['home'] })
  await ann.post('/tasks', { title: 'Call mom' })
  const { tasks } = await dataOf(
    ann,
    '{ tasks(q: "ferns", limit: 5) { nextCursor items { id title dueDate status tags version } } }',
  )
  const { id, title, dueDate, status, tags, version } = task
  assert.deepEqual(tasks, { nextCursor: null, items: [{ id, title, dueDate, status, tags, version }] })
})

test('an overview, the habits of today and figures come in one question', async () => {
  const ann = await app.as()
  await ann.post('/habits', { name: 'Read' })
  const { body: metric } = await ann.post('/metrics', { name: 'Weight', unit: 'kg', direction: 'lower' })
  await ann.post(`/metrics/${metric.id}/logs`, { value: 72.4 })
  const data = await dataOf(
    ann,
    `query Board($id: ID!) {
      today { date timezone habits { items { name due } } wallet { balance } }
      habitsToday { date items { name state } }
      metricAnalytics(id: $id) { trend { current direction } }
      wallet { balance lifetimeEarned }
      schedule(from: "2027-03-10", to: "2027-03-17") { items { title } }
      overviewAnalytics(from: "2027-03-01", to: "2027-03-10") { timezone }
      dueFlashcards { date items { id } }
    }`,
    { id: metric.id },
  )
  assert.deepEqual(
    [data.today.date, data.today.timezone, data.today.habits.items[0].name, data.habitsToday.items[0].name],
    ['2027-03-10', 'Europe/Vienna', 'Read', 'Read'],
  )
  assert.deepEqual([data.schedule.items, data.dueFlashcards.items], [[], []])
})

test('however many items lead to others, those are read in one statement', async () => {
  const ann = await app.as()
  const goals: string[] = []
  for (let n = 0; n < 5; n++) goals.push((await ann.post('/goals', { title: `Goal ${n}` })).body.id)
  for (let n = 0; n < 20; n++)
    await ann.post('/tasks', { title: `Task ${n}`, goalIds: [goals[n % 5], goals[(n + 1) % 5]] })
  const query = (limit: number) => `{ tasks(limit: ${limit}) { items { title goals { title } } } }`
  await dataOf(ann, query(1))
  const [one] = await counted(() => dataOf(ann, query(1)))
  const [many, { tasks }] = await counted(() => dataOf(ann, query(20)))
  assert.equal(tasks.items.length, 20)
  assert.ok(tasks.items.every(({ goals }: Body) => goals.length === 2))
  assert.ok(one >= 1 && many === one, `${one} statements for one task, ${many} for twenty`)
  const single = await counted(() =>
    dataOf(ann, `{ a: goal(id: "${goals[0]}") { title } b: goal(id: "${goals[1]}") { title } }`),
  )
  assert.equal(single[0], 1)
})

test('somebody else’s item is an item that is not there', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { body: task } = await ann.post('/tasks', { title: 'Mine' })
  for (const id of [task.id, newId(), 'nonsense']) {
    const { status, body } = await ask(bob, 'query ($id: ID!) { task(id: $id) { title } }', { id })
    assert.deepEqual([status, body.data.task, body.errors[0].extensions.code], [200, null, 'not_found'])
  }
  assert.deepEqual((await dataOf(bob, '{ tasks { items { id } } }')).tasks.items, [])
})

test('a key reads what its scopes name, also through other items, and the rest is null with its error', async () => {
  const ann = await signUp(app)
  const { body: goal } = await ann.post('/goals', { title: 'Publish a book' })
  await ann.post('/tasks', { title: 'Write', goalIds: [goal.id] })
  const { key } = (await ann.post('/api-keys', { name: 'board', scopes: ['tasks:read'] })).body
  const query = '{ tasks { items { title goals { title } } } goals { items { title } } today { date } }'
  const { status, body } = await ask(await app.as(key), query)
  assert.equal(status, 200)
  assert.deepEqual(
    [body.data.tasks.items, body.data.goals, body.data.today],
    [[{ title: 'Write', goals: null }], null, null],
  )
  assert.deepEqual(body.errors.map(({ extensions, path }: Body) => [path[0], extensions.code]).sort(), [
    ['goals', 'forbidden'],
    ['tasks', 'forbidden'],
    ['today', 'forbidden'],
  ])
  assert.match(body.errors[0].message, /needs the scope \w+:read/)
})

test('nobody is answered without signing in, and only one question at a time, as JSON, by POST', async () => {
  const call = (payload: unknown, headers: object = {}) =>
    app.call({ method: 'POST', url: '/graphql', headers: { ...headers }, payload } as never)
  assert.equal((await call({ query: '{ wallet { balance } }' })).status, 401)
  assert.equal((await call({ query: '{ wallet { balance } }' }, { authorization: 'Bearer nonsense' })).status, 401)
  const headers = { authorization: `Bearer ${(await app.as()).token}` }
  const batch = await call([{ query: '{ __typename }' }, { query: '{ __typename }' }], headers)
  assert.deepEqual([batch.status, /batches/.test(batch.body.detail)], [400, true])
  assert.equal((await call({ query: '{ __typename }', surprise: 1 }, headers)).status, 400)
  assert.equal((await app.call({ method: 'GET', url: '/graphql?query={__typename}', headers })).status, 405)
})

test('nothing can be changed or listened to', async () => {
  for (const query of ['mutation { createTask(title: "x") { id } }', 'subscription { tasks { items { id } } }'])
    assert.equal((await refusalOf(query)).extensions.code, 'invalid_input')
})

test('the schema may be read, and names no journal', async () => {
  const { __schema } = await dataOf(await app.as(), getIntrospectionQuery())
  const names = __schema.types.map(({ name }: Body) => name)
  assert.ok(['Task', 'Goal', 'Habit', 'Dashboard'].every((name) => names.includes(name)))
  assert.equal(__schema.mutationType, null)
  assert.deepEqual(
    // How many entries there were, and their mean mood, are figures of a day and no entries.
    names.filter((name: string) => /journal/i.test(name) && !/AnalyticsChange/.test(name)),
    [],
  )
})

const nested = (depth: number) => `{ ${'a { '.repeat(depth)}b${' }'.repeat(depth)} }`

test('a question of depth 50 is refused with the figures', async () => {
  const { extensions } = await refusalOf(nested(49))
  assert.deepEqual([extensions.limit, extensions.allowed, extensions.code], ['depth', 16, 'invalid_input'])
})

test('a question of a megabyte is not read', async () => {
  const { status, body } = await ask(await app.as(), `{ wallet { balance } } # ${'x'.repeat(1_000_000)}`)
  assert.deepEqual([status, body.code], [413, 'too_large'])
})

test('ten thousand aliases are refused, and so are fifty', async () => {
  const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, n) => `a${n}:__typename`).join(' ')} }`
  const many = await ask(await app.as(), aliases(10_000))
  assert.ok([400, 413].includes(many.status), String(many.status))
  assert.match((await refusalOf(aliases(2_000))).message, /token/i)
  assert.equal((await refusalOf(aliases(50))).extensions.limit, 'aliases')
})

test('fragments in a circle are refused, and fragments that multiply are counted as often as they are used', async () => {
  const circle = '{ ...a } fragment a on Query { wallet { balance } ...b } fragment b on Query { ...a }'
  assert.match((await refusalOf(circle)).message, /itself/)
  const doubling = Array.from({ length: 20 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join(
    ' ',
  )
  const { extensions } = await refusalOf(`{ ...f0 } ${doubling} fragment f20 on Query { wallet { balance } }`)
  assert.equal(extensions.limit, 'fields')
})

test('what would read too much is refused before it reads anything, and says what it would have cost', async () => {
  const ann = await app.as()
  const costly =
    '{ tasks(limit: 100) { items { goals { id } projects { id } parentTask { goals { id } projects { id } } } } }'
  const [statements, { status, body }] = await counted(() => ask(ann, costly))
  const { limit, found, allowed } = body.errors[0].extensions
  assert.deepEqual([status, limit, allowed, statements], [400, 'cost', 5_000, 0])
  assert.ok(found > allowed)
  assert.equal((await ask(ann, costly.replace('100', '5'))).status, 200)
  // A limit that comes as a variable counts as what it is, and one that is missing as the most.
  const byVariable = costly.replace('{ tasks(limit: 100)', 'query ($n: Int) { tasks(limit: $n)')
  assert.equal((await ask(ann, byVariable, { n: 5 })).status, 200)
  assert.equal((await ask(ann, byVariable, { n: 100 })).body.errors[0].extensions.limit, 'cost')
  assert.equal((await ask(ann, byVariable)).body.errors[0].extensions.limit, 'cost')
})

test('a dear question takes more of the budget of requests than a cheap one', async () => {
  const ann = await app.as()
  const left = async (query: string) => {
    const { headers } = await ask(ann, query)
    return Number(/r=(\d+)/.exec(String(headers.ratelimit))?.[1])
  }
  const before = await left('{ wallet { balance } }')
  assert.equal(before - (await left('{ wallet { balance } }')), 1)
  // 101 for the list and 2,000 for as many goals as its tasks may have: four more than a cheap one.
  assert.equal(before - 1 - (await left('{ tasks(limit: 100) { items { goals { id } } } }')), 5)
})

test('what is wrong with an argument is told as over HTTP, and what is our fault is told to nobody', async () => {
  const ann = await app.as()
  const { body } = await ask(ann, '{ tasks(limit: 500) { items { id } } wallet { balance } }')
  const [error] = body.errors
  assert.deepEqual([body.data.tasks, body.data.wallet.balance, error.extensions.code], [null, 0, 'invalid_input'])
  assert.equal(error.extensions.errors[0].path, 'limit')
  assert.match((await refusalOf('{ nothing }')).message, /nothing/)
  assert.match((await refusalOf('{ tasks {')).message, /Syntax/)
  assert.match((await refusalOf('query ($id: ID!) { task(id: $id) { id } }')).message, /\$id/)
  const own = await startApp()
  try {
    const bob = await own.as()
    const broken = async () => {
      throw new Error('select secret from somewhere')
    }
    const entities = own.platform.entities as Map<string, Entity> // those of this app alone
    entities.set('task', { ...(entities.get('task') as Entity), load: broken })
    const { body } = await own.call({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${bob.token}` },
      payload: { query: `{ task(id: "${newId()}") { id } }` },
    })
    assert.deepEqual([body.data.task, body.errors[0].extensions.code], [null, 'internal'])
    assert.doesNotMatch(JSON.stringify(body), /secret|stack|\.ts/)
  } finally {
    await own.close()
  }
})
