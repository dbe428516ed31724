import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { embeddersOf } from '#core/ai/embedding-models.ts'
import type { Embedder } from '#core/ai/embeddings.ts'
import { createBreaker } from '#core/breaker.ts'
import { actingAs } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { Item } from '#core/entity.ts'
import { openEmbeddingServer } from '#test/embedding-server.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { indexOne } from './indexer.service.ts'
import { createIndex, type SearchIndex } from './indexing.service.ts'
import { search } from './search.service.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

interface Reader extends Embedder {
  read: string[]
}

/** Reads words instead of meaning: each is a direction of its own. */
function reader(model: string, dims = 64): Reader {
  const read: string[] = []
  return {
    model,
    dims,
    read,
    embed: async (texts) => {
      read.push(...texts)
      return texts.map((text) => {
        const vector = Array<number>(dims).fill(0)
        for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
          const slot = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % dims, 7)
          vector[slot] = (vector[slot] ?? 0) + 1
        }
        const length = Math.hypot(...vector) || 1
        return vector.map((value) => value / length)
      })
    },
  }
}

const ctxOf = ({ userId }: Caller) => actingAs({ ...app.platform.base, actor: null }, userId, 'job:test')

async function indexAll(by: Caller, index: SearchIndex) {
  while (await indexOne({ ...app.platform.base, actor: null }, index, by.userId)) {}
}

const find = (by: Caller, index: SearchIndex, q: string) => search(ctxOf(by), index, { q, limit: 20 })

async function annWith(titles: string[]): Promise<Caller> {
  const { db } = app.platform.database
  const ann = await app.as()
  for (const title of titles)
    await db.execute(sql`insert into tasks (user_id, id, title) values (${ann.userId}, gen_random_uuid(), ${title})`)
  return ann
}

const modelsOf = async ({ userId }: Caller) =>
  rowsOf<{ model: string; waiting: number; read: number }>(
    app.platform.database.db,
    sql`select model, count(*) filter (where vector is null)::int as waiting, count(vector)::int as read
        from search_vectors where user_id = ${userId} group by model order by model`,
  )

test('the same text is read once, however often its item changes or comes again', async () => {
  const ann = await annWith(['Water the plants', 'Water the plants', 'Pay the rent'])
  const embedder = reader('one')
  const index = createIndex(app.platform.entities, [embedder])
  await indexAll(ann, index)
  assert.deepEqual(embedder.read.toSorted(), ['pay the rent', 'water the plants'])
  await app.platform.database.db.execute(sql`update tasks set priority = 'p1' where user_id = ${ann.userId}`)
  await indexAll(ann, index)
  assert.equal(embedder.read.length, 2)
  await app.platform.database.db.execute(
    sql`update tasks set title = 'Pay the bill' where user_id = ${ann.userId} and title = 'Pay the rent'`,
  )
  await indexAll(ann, index)
  assert.deepEqual(embedder.read.slice(2), ['pay the bill'])
})

test('a long text is read piece by piece, and found by what stands at its end', async () => {
  const ann = await annWith(['Diary'])
  const embedder = reader('one')
  const index = createIndex(app.platform.entities, [embedder])
  const text = `${'something about nothing '.repeat(40)} zebra crossing`
  await app.platform.database.db.execute(sql`update tasks set description = ${text} where user_id = ${ann.userId}`)
  await indexAll(ann, index)
  assert.ok(embedder.read.length > 2 && embedder.read.every((passage) => passage.length <= 300))
  assert.match(embedder.read.at(-1) ?? '', /zebra crossing/)
})

test('words alone answer, and say so, when nobody can compare the meaning', async () => {
  const ann = await annWith(['Water the plants'])
  const broken = { ...reader('one'), embed: () => Promise.reject(new Error('no memory')) }
  const { items, meta } = await find(ann, createIndex(app.platform.entities, [broken]), 'plants')
  assert.deepEqual(
    items.map(({ title, foundBy }) => [title, foundBy]),
    [['Water the plants', ['words']]],
  )
  assert.deepEqual([meta.meaning, meta.model], ['failed', 'one'])
})

test('while another model reads everything again the one before answers, and then its vectors are gone', async () => {
  const ann = await annWith(Array.from({ length: 40 }, (_, at) => `Water plant ${at}`))
  const [before, next] = [reader('before'), reader('next', 32)]
  await indexAll(ann, createIndex(app.platform.entities, [before]))
  let failing = true
  const halfway = { ...next, embed: (texts: string[]) => (failing ? Promise.reject(new Error()) : next.embed(texts)) }
  const index = createIndex(app.platform.entities, [halfway, before])
  await assert.rejects(indexAll(ann, index))
  assert.deepEqual(await modelsOf(ann), [
    { model: 'before', waiting: 0, read: 40 },
    { model: 'next', waiting: 40, read: 0 },
  ])
  const meanwhile = await find(ann, index, 'watering plant 7')
  assert.deepEqual([meanwhile.meta.meaning, meanwhile.meta.model], ['used', 'before'])
  assert.ok(meanwhile.items.some(({ foundBy }) => foundBy.includes('meaning')))
  failing = false
  await app.platform.database.db.execute(
    sql`update search_states set claimed_until = null where user_id = ${ann.userId}`,
  )
  await indexAll(ann, index)
  assert.deepEqual(await modelsOf(ann), [{ model: 'next', waiting: 0, read: 40 }])
  assert.equal((await find(ann, index, 'plant 7')).meta.model, 'next')
})

test('a provider’s model reads in the place of the built-in one: it counts as money and not as tokens, and stops when that is used up', async () => {
  const server = await openEmbeddingServer()
  const ann = await annWith(['Die Blumen gießen', 'Pay the rent'])
  await indexAll(ann, createIndex(app.platform.entities, [{ ...reader('use-lite-en'), model: 'use-lite-en' }]))
  const { config, log } = app.platform
  const named = { AI_EMBEDDINGS: 'compatible:bge', COMPATIBLE_BASE_URL: server.url, AI_MONTHLY_CENTS: 1 }
  const prices = { AI_PRICES: { bge: { input: 500, output: 0 } } }
  const [bge] = embeddersOf({ ...config, ...named, ...prices }, log, () => createBreaker(Date.now, () => {}))
  assert.ok(bge)
  const index = createIndex(app.platform.entities, [bge, reader('use-lite-en')])
  await indexAll(ann, index)
  assert.deepEqual(await modelsOf(ann), [{ model: 'compatible:bge', waiting: 0, read: 2 }])
  const { items, meta } = await find(ann, index, 'blumen gießen')
  assert.deepEqual([items[0]?.title, meta.model, meta.meaning], ['Die Blumen gießen', 'compatible:bge', 'used'])
  const { body: usage } = await ann.get('/ai/usage')
  assert.ok(usage.budget.money.usedMicros > 0, JSON.stringify(usage))
  assert.equal(usage.budget.tokens.used, 0)
  await app.platform.database.db.execute(
    sql`update ai_usage set cost_micros = 10000 where user_id = ${ann.userId} and feature = 'embeddings'`,
  )
  await ann.post('/tasks', { title: 'Mow the lawn' })
  server.read.length = 0
  await indexAll(ann, index)
  const later = await find(ann, index, 'lawn')
  assert.deepEqual([later.items[0]?.title, later.meta.meaning, server.read], ['Mow the lawn', 'failed', []])
  server.close()
})

test('what its module calls private is not found, and leaves when it becomes so', async () => {
  const ann = await annWith(['Open thoughts', 'Hidden thoughts'])
  const task = app.platform.entities.get('task')
  assert.ok(task)
  const isOpen = (item: Item & { title?: string }) => !item.title?.startsWith('Hidden')
  const kinds = new Map([
    ['task', { ...task, search: (item: Item) => (isOpen(item) ? task.search?.(item) : null) ?? null }],
  ])
  const embedder = reader('one')
  const index = createIndex(kinds, [embedder])
  await indexAll(ann, index)
  assert.deepEqual(embedder.read, ['open thoughts'])
  await app.platform.database.db.execute(
    sql`update tasks set title = 'Hidden now' where user_id = ${ann.userId} and title like 'Open%'`,
  )
  assert.deepEqual((await find(ann, index, 'open thoughts')).items, [])
  assert.deepEqual(await modelsOf(ann), [])
})

test('an index whose feed is lost, or that was made in another way, is made again while it answers', async () => {
  const ann = await annWith(['Water the plants', 'Pay the rent'])
  const { db } = app.platform.database
  const index = createIndex(app.platform.entities, [reader('one')])
  await indexAll(ann, index)
  await db.execute(sql`update tasks set deleted_at = now() where user_id = ${ann.userId} and title = 'Pay the rent'`)
  await db.execute(
    sql`insert into tasks (user_id, id, title) values (${ann.userId}, gen_random_uuid(), 'Mow the lawn')`,
  )
  await db.execute(sql`delete from changes where user_id = ${ann.userId}`)
  await db.execute(sql`update feeds set pruned_seq = seq where user_id = ${ann.userId}`)
  const stale = await find(ann, index, 'plants')
  assert.deepEqual([stale.items[0]?.title, stale.meta.indexing], ['Water the plants', true])
  await indexAll(ann, index)
  assert.deepEqual((await find(ann, index, 'rent')).items, [])
  assert.equal((await find(ann, index, 'lawn')).items[0]?.title, 'Mow the lawn')
  const goalsOnly = createIndex(new Map([...app.platform.entities].filter(([name]) => name === 'goal')), [
    reader('one'),
  ])
  await indexAll(ann, goalsOnly)
  assert.deepEqual((await find(ann, index, 'lawn')).items, [])
})

test('nobody reads the texts of a person who wants no AI, and their words are found all the same', async () => {
  const ann = await annWith(['Water the plants'])
  await ann.patch('/users/me/preferences', { ai: { enabled: false } })
  const embedder = reader('one')
  const index = createIndex(app.platform.entities, [embedder])
  await indexAll(ann, index)
  const { items, meta } = await find(ann, index, 'plants')
  assert.deepEqual([items.length, meta.meaning, embedder.read], [1, 'off', []])
})

test('a user whose texts are being read by one worker is left alone by the next', async () => {
  const ann = await annWith(['Water the plants'])
  const { promise: reading, resolve: begin } = Promise.withResolvers<void>()
  const { promise: done, resolve: finish } = Promise.withResolvers<void>()
  const slow = reader('one')
  const index = createIndex(app.platform.entities, [
    {
      ...slow,
      embed: async (texts) => {
        begin()
        await done
        return slow.embed(texts)
      },
    },
  ])
  const first = indexAll(ann, index)
  await reading
  await indexAll(ann, index)
  assert.deepEqual(slow.read, [])
  finish()
  await first
  assert.deepEqual(slow.read, ['water the plants'])
})
