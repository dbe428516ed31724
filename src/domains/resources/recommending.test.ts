import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { actingAs, inTransaction } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { selectNearest } from './catalogue.queries.ts'
import { meaningsOf, READER, readCatalogue } from './meaning.service.ts'
import { aCurator, anEntry, save } from './resources.fixture.ts'

let app: TestApp
let admin: Caller
before(async () => {
  app = await startApp()
  admin = await aCurator(app)
  await readCatalogue({ ...app.platform.base, actor: null })
})
after(() => app.close())

const recommended = async (by: Caller, query = ''): Promise<Body> => {
  const { status, body } = await by.get(`/resources/recommendations?limit=50${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const titles = ({ items }: Body): string[] => items.map(({ resource }: Body) => resource.title)
const find = ({ items }: Body, title: string): Body => items.find(({ resource }: Body) => resource.title === title)
const entryNamed = async (by: Caller, title: string): Promise<Body> =>
  (await by.get(`/resources/catalogue?q=${encodeURIComponent(title)}`)).body.items[0]

test('somebody new is recommended what suits anybody, and told so', async () => {
  const answer = await recommended(await app.as())
  assert.deepEqual([answer.isColdStart, answer.availableMinutes], [true, null])
  assert.match(answer.note, /Nothing is known yet/)
  assert.ok(answer.items.length >= 20)
  for (const { components, score, reason } of answer.items) {
    assert.equal(components.topic, 20)
    const sum = Object.values<number>(components).reduce((all, one) => all + one, 0)
    assert.ok(Math.abs(sum - score) < 0.05)
    assert.match(reason, /^It is .+\.$/)
  }
})

test('what a course or a goal is about comes first, by its meaning or by its words, each with its reason', async () => {
  const ann = await app.as()
  await ann.post('/courses', { title: 'Vectors and matrices', tags: ['linear algebra'], difficulty: 'intermediate' })
  await ann.post('/goals', { title: 'Run five kilometres without a break' })
  const answer = await recommended(ann)
  assert.deepEqual([answer.isColdStart, answer.note, answer.understoodBy], [false, null, 'meaning'])
  assert.deepEqual(titles(answer).slice(0, 2), ['3Blue1Brown', 'Linear Algebra (18.06)'])
  const { reason, components } = answer.items[0]
  assert.match(reason, /fits your course “Vectors and matrices”/)
  assert.deepEqual([components.topic, components.difficulty], [40, 20])
  const unread = await app.as()
  await unread.patch('/users/me/preferences', { ai: { enabled: false } })
  await unread.post('/goals', { title: 'Play the guitar' })
  const byWords = await recommended(unread)
  assert.deepEqual([byWords.understoodBy, titles(byWords)[0]], ['words', 'JustinGuitar'])
  assert.match(byWords.items[0].reason, /fits your goal “Play the guitar”/)
})

test('meaning finds what has no word in common', async () => {
  const ann = await app.as()
  await ann.post('/goals', { title: 'Become a software developer who builds internet pages' })
  const near = (await recommended(ann)).items.slice(0, 8).flatMap(({ resource }: Body) => resource.topics)
  assert.ok(near.includes('web development'), String(near))
})

test('what is saved or dismissed is not recommended, and comes back when that is taken back', async () => {
  const ann = await app.as()
  const [guitar, drawing] = [await entryNamed(ann, 'JustinGuitar'), await entryNamed(ann, 'Drawabox')]
  const has = async (entry: Body) => titles(await recommended(ann, `&type=${entry.type}`)).includes(entry.title)
  assert.deepEqual([await has(guitar), await has(drawing)], [true, true])
  const saved = await save(ann, guitar)
  const url = `/resources/catalogue/${drawing.id}/dismiss`
  assert.deepEqual([(await ann.post(url)).status, (await ann.post(url)).status], [204, 204])
  assert.deepEqual([await has(guitar), await has(drawing)], [false, false])
  assert.equal((await ann.get(`/resources/catalogue/${drawing.id}`)).body.isDismissed, true)
  assert.equal((await ann.get(`/resources/catalogue/${guitar.id}`)).body.resourceId, saved.id)
  await ann.delete(`/resources/${saved.id}`)
  assert.deepEqual([(await ann.delete(url)).status, (await ann.delete(url)).status], [204, 204])
  assert.deepEqual([await has(guitar), await has(drawing)], [true, true])
  assert.equal((await ann.post(`/resources/catalogue/${newId()}/dismiss`)).status, 404)
})

test('ratings and completions raise what is like it, and dismissals lower it', async () => {
  const ann = await app.as()
  const behaviour = async (title: string) => find(await recommended(ann), title).components.behaviour
  const before = [await behaviour('Pro Git'), await behaviour('Yoga With Adriene')]
  assert.deepEqual(before, [10, 10])
  const liked = await save(ann, await entryNamed(ann, 'Eloquent JavaScript'))
  await ann.patch(`/resources/${liked.id}`, { isCompleted: true, userRating: 5 })
  await ann.post(`/resources/catalogue/${(await entryNamed(ann, 'Couch to 5K')).id}/dismiss`)
  assert.ok((await behaviour('Pro Git')) > 14)
  assert.ok((await behaviour('Yoga With Adriene')) < 8)
})

test('the time there is decides between short and long, and is that of the study sessions unless told', async () => {
  const ann = await app.as()
  const topics = ['beekeeping']
  await anEntry(admin, { title: 'Bees in short', topics, estimatedMinutes: 30 })
  await anEntry(admin, { title: 'Bees at length', topics, estimatedMinutes: 600 })
  const { id } = (await ann.post('/goals', { title: 'Take up beekeeping' })).body
  const times = async (query = '') => {
    const answer = await recommended(ann, `&goalId=${id}${query}`)
    const time = (title: string) => find(answer, title).components.time
    return [answer.availableMinutes, time('Bees in short'), time('Bees at length')]
  }
  assert.deepEqual(await times(), [null, 5, 5])
  assert.deepEqual(await times('&availableMinutes=60'), [60, 10, 1])
  const session = { startedAt: '2025-03-01T09:00:00.000Z', finishedAt: '2025-03-01T09:30:00.000Z' }
  assert.equal((await ann.post('/study-sessions', session)).status, 201)
  assert.deepEqual(await times(), [30, 10, 0.5])
})

test('what is left out among the nearest does not empty the list, also where the index alone is asked', async () => {
  const ann = await app.as()
  for (let n = 0; n < 60; n++) await anEntry(admin, { title: `Falconry, part ${n}`, topics: ['falconry'] })
  const wanted = await anEntry(admin, { title: 'A film of birds that hunt', topics: ['falconry'], type: 'video' })
  await readCatalogue({ ...app.platform.base, actor: null })
  const { id } = (await ann.post('/goals', { title: 'Falconry' })).body
  const { items } = await recommended(ann, `&goalId=${id}&type=video`)
  assert.deepEqual([items[0].resource.id, items[0].components.topic], [wanted.id, 40])
  const meanings = await meaningsOf(['Falconry, part 30.  falconry'])
  const byIndex = (scan: 'off' | 'strict_order') =>
    inTransaction(actingAs({ ...app.platform.base, actor: null }, ann.userId, 'test'), async (ctx) => {
      for (const way of ['seqscan', 'sort', 'hashjoin', 'mergejoin', 'bitmapscan'])
        await ctx.db.execute(sql.raw(`set local enable_${way} = off`))
      await ctx.db.execute(sql.raw(`set local hnsw.iterative_scan = ${scan}`))
      return selectNearest(ctx, READER.model, meanings, 'video')
    })
  assert.equal((await byIndex('off')).includes(wanted.id), false)
  assert.equal((await byIndex('strict_order')).includes(wanted.id), true)
})

test('where plans have limits, the free one has ten answers a week, and the eleventh says when the next one is', async () => {
  const shop = await startApp({ env: { BILLING: 'on' } })
  try {
    const ann = await shop.as()
    const ask = () => ann.get('/resources/recommendations?limit=1')
    const asked = await Promise.all(Array.from({ length: 12 }, ask))
    assert.deepEqual(asked.map(({ status }) => status).sort(), [...Array(10).fill(200), 403, 403])
    const { code, feature, resetsAt } = (await ask()).body
    assert.deepEqual([code, feature], ['subscription_limit_exceeded', 'resource_recommendations'])
    assert.ok(Date.parse(resetsAt) > Date.now())
  } finally {
    await shop.close()
  }
})
