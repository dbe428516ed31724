import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actingAs } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { entriesOfDay } from './logbook.service.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const write = async (ann: Caller, fields: object = {}): Promise<Body> => {
  const { status, body } = await ann.post('/logbook', { title: 'A day', ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const titles = async (ann: Caller, query: string) =>
  (await ann.get(`/logbook?${query}`)).body.items.map(({ title }: Body) => title)
const live = async (ann: Caller, set: string) =>
  app.platform.database.query(`update users set ${set} where id = $1`, [ann.userId])

test('an entry keeps what was written, to the letter, and null clears what may be empty', async () => {
  const ann = await app.as()
  const given = {
    date: '2027-02-28',
    title: 'Rain',
    text: '# Morning\n\n- *slow*\n',
    mood: 'low',
    energy: 1,
    links: [],
  }
  const entry = await write(ann, given)
  assert.deepEqual(Object.fromEntries(Object.keys(given).map((name) => [name, entry[name]])), given)
  const { body: cleared } = await ann.patch(`/logbook/${entry.id}`, { mood: null, energy: null, text: '' })
  assert.deepEqual([cleared.mood, cleared.energy, cleared.text, cleared.date], [null, null, '', '2027-02-28'])
})

test('an entry without a day is about the writer’s own today', async () => {
  const ann = await app.as()
  await live(ann, `timezone = 'America/New_York', day_starts_at = '04:00'`)
  // 03:59 and 04:00 in New York, on the night the clocks go forward there.
  app.setNow('2027-03-14T07:59:00.000Z')
  assert.equal((await write(ann)).date, '2027-03-13')
  app.setNow('2027-03-14T08:00:00.000Z')
  assert.equal((await write(ann)).date, '2027-03-14')
  app.setNow(null)
})

test('mood, energy, day and length have their bounds', async () => {
  const ann = await app.as()
  for (const wrong of [
    { mood: 'fine' },
    { energy: 0 },
    { energy: 11 },
    { energy: 5.5 },
    { energy: 1e308 },
    { date: '2027-02-29' },
    { date: '2027-03-01T00:00:00Z' },
    { title: '   ' },
    { text: 'x'.repeat(100_001) },
    { links: Array.from({ length: 51 }, () => ({ entity: 'task', entityId: newId() })) },
    { links: [{ entity: 'Task', entityId: newId() }] },
  ]) {
    const { status } = await ann.post('/logbook', { title: 'A day', ...wrong })
    assert.equal(status, 400, JSON.stringify(wrong).slice(0, 80))
  }
})

test('entries are read by day, latest first, page by page', async () => {
  const ann = await app.as()
  for (const [title, date] of [
    ['b', '2027-03-02'],
    ['a', '2027-03-01'],
    ['d', '2027-03-04'],
    ['c', '2027-03-02'],
  ])
    await write(ann, { title, date })
  assert.deepEqual(await titles(ann, ''), ['d', 'c', 'b', 'a'])
  assert.deepEqual(await titles(ann, 'from=2027-03-02&to=2027-03-03'), ['c', 'b'])
  const pages: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body }: Body = await ann.get(`/logbook?limit=1${cursor && `&cursor=${cursor}`}`)
    pages.push(...body.items.map(({ title }: Body) => title))
    cursor = body.nextCursor
  }
  assert.deepEqual(pages, ['d', 'c', 'b', 'a'])
})

test('entries are found by mood and by text, taken literally', async () => {
  const ann = await app.as()
  await write(ann, { title: 'One', text: 'slept 100% well', mood: 'high' })
  await write(ann, { title: 'Two', text: 'slept 1000 hours', mood: 'low' })
  await write(ann, { title: 'Three' })
  assert.deepEqual(await titles(ann, 'mood=high'), ['One'])
  assert.deepEqual(await titles(ann, 'mood=high,low'), ['Two', 'One'])
  assert.deepEqual(await titles(ann, 'q=SLEPT'), ['Two', 'One'])
  assert.deepEqual(await titles(ann, 'q=100%25'), ['One'])
  assert.equal((await ann.get('/logbook?mood=fine')).status, 400)
})

test('an entry links items of any kind, each once, and is found by them', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Write' })
  const { body: goal } = await ann.post('/goals', { title: 'A book' })
  const links = [
    { entity: 'task', entityId: task.id },
    { entity: 'goal', entityId: goal.id },
  ]
  const entry = await write(ann, { title: 'Linked', links: [...links, links[0]] })
  assert.deepEqual(entry.links, links)
  await write(ann, { title: 'Of an entry', links: [{ entity: 'logbook_entry', entityId: entry.id }] })
  assert.deepEqual(await titles(ann, `entity=task&entityId=${task.id}`), ['Linked'])
  assert.deepEqual(await titles(ann, 'entity=goal'), ['Linked'])
  assert.deepEqual(await titles(ann, `entity=goal&entityId=${task.id}`), [])
})

test('what is not mine, not there, in the trash or of no known kind cannot be linked', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { body: foreign } = await bob.post('/tasks', { title: 'Write' })
  const { body: gone } = await ann.post('/tasks', { title: 'Write' })
  const { body: task } = await ann.post('/tasks', { title: 'Write' })
  await ann.delete(`/tasks/${gone.id}`)
  const entry = await write(ann)
  for (const link of [
    { entity: 'task', entityId: foreign.id },
    { entity: 'task', entityId: gone.id },
    { entity: 'task', entityId: newId() },
    { entity: 'goal', entityId: task.id },
    { entity: 'pg_class', entityId: task.id },
  ])
    for (const answer of [
      await ann.post('/logbook', { title: 'A day', links: [link] }),
      await ann.patch(`/logbook/${entry.id}`, { links: [link] }),
    ])
      assert.deepEqual([answer.status, answer.body.errors[0].path], [404, 'links'])
  assert.deepEqual((await ann.get(`/logbook/${entry.id}`)).body.links, [])
})

test('an entry stays editable when what it links has been deleted', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Write' })
  const { body: other } = await ann.post('/tasks', { title: 'Read' })
  const link = { entity: 'task', entityId: task.id }
  const entry = await write(ann, { links: [link] })
  await ann.delete(`/tasks/${task.id}`)
  const links = [link, { entity: 'task', entityId: other.id }]
  const { status, body } = await ann.patch(`/logbook/${entry.id}`, { links, title: 'Still' })
  assert.deepEqual([status, body.links], [200, links])
  await ann.delete(`/logbook/${entry.id}`)
  assert.deepEqual((await ann.post(`/logbook/${entry.id}/restore`)).body.links, links)
  assert.equal((await ann.post(`/logbook/${entry.id}/restore`)).status, 409)
})

test('the entries of one day are the owner’s alone', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await write(ann, { title: 'Morning', date: '2027-03-01' })
  await write(ann, { title: 'Evening', date: '2027-03-01' })
  await write(ann, { title: 'Later', date: '2027-03-02' })
  const gone = await write(ann, { title: 'Gone', date: '2027-03-01' })
  await ann.delete(`/logbook/${gone.id}`)
  const ofDay = async (caller: Caller) => {
    const ctx = actingAs({ ...app.platform.base, actor: null }, caller.userId, 'test')
    return (await entriesOfDay(ctx, '2027-03-01')).map(({ title }) => title)
  }
  assert.deepEqual([await ofDay(ann), await ofDay(bob)], [['Evening', 'Morning'], []])
})
