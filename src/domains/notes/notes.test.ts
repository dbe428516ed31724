import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { formOf, JPEG } from '#test/forms.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { modules } from '../../modules.ts'

let app: TestApp
before(async () => {
  app = await startApp()
  await ready()
})
after(() => app.close())

/** Starting, and writing fifty thousand rows, keep everybody waiting for a moment. */
async function ready() {
  const by = await app.as()
  await eventually(async () => assert.equal((await by.get('/notes')).status, 200))
}

async function make(by: Caller, note: object): Promise<Body> {
  const { status, body } = await by.post('/notes', note)
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

const titles = async (by: Caller, query = '') =>
  (await by.get(`/notes?${query}`)).body.items.map(({ title }: Body) => title)

const aFile = async (by: Caller) =>
  (await by.post('/files', formOf({ file: new File([JPEG], 'garden.jpg') }))).body.id as string

test('a note is listed by how it begins, and found by tag, area, mark and text; archived ones are put away', async () => {
  const ann = await app.as()
  await make(ann, { title: 'Soil', content: 'Loose and rich. '.repeat(100), tags: ['garden'], area: 'happiness' })
  await make(ann, { title: 'Budget', content: 'The soil costs 20', isPinned: true, isFavorite: true })
  await make(ann, { title: 'Old', isArchived: true, tags: ['garden'] })
  const { body } = await ann.get('/notes')
  assert.deepEqual([body.items[1].excerpt.length, 'content' in body.items[1]], [300, false])
  assert.deepEqual(await titles(ann), ['Budget', 'Soil'])
  assert.deepEqual(await titles(ann, 'archived=all&tag=garden'), ['Old', 'Soil'])
  assert.deepEqual(await titles(ann, 'archived=true'), ['Old'])
  assert.deepEqual(await titles(ann, 'area=happiness'), ['Soil'])
  assert.deepEqual(await titles(ann, 'pinned=true&favorite=true'), ['Budget'])
  assert.deepEqual(await titles(ann, 'q=SOIL'), ['Budget', 'Soil'])
  assert.deepEqual(await titles(ann, 'q=%25'), [])
  assert.deepEqual([await titles(ann, 'q=dge'), await titles(ann, 'q=oi')], [['Budget'], ['Budget', 'Soil']])
  assert.deepEqual(await titles(ann, 'sort=title&archived=all'), ['Budget', 'Old', 'Soil'])
  assert.deepEqual((await ann.get('/notes/tags')).body.items, [{ tag: 'garden', notes: 2 }])
})

test('pages by last change show every note once', async () => {
  const ann = await app.as()
  const made = []
  for (let n = 0; n < 5; n++) made.push(await make(ann, { title: `Note ${n}` }))
  await ann.patch(`/notes/${made[1].id}`, { content: 'new' })
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: { body: Body } = await ann.get(`/notes?sort=updated&limit=2${cursor && `&cursor=${cursor}`}`)
    seen.push(...body.items.map(({ title }: Body) => title))
    cursor = body.nextCursor
  }
  assert.deepEqual(seen, ['Note 1', 'Note 4', 'Note 3', 'Note 2', 'Note 0'])
})

test('[[titles]] lead from note to note both ways, as soon as there is such a note and however it is written', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const garden = await make(ann, { title: 'Garden', content: 'See [[Compost]], [[ compost |heap]] and [[Bees]].' })
  await make(bob, { title: 'Compost' })
  const links = async (id: string) => (await ann.get(`/notes/${id}/links`)).body
  assert.deepEqual((await links(garden.id)).outgoing, [
    { title: 'bees', noteId: null },
    { title: 'compost', noteId: null },
  ])
  const compost = await make(ann, { title: 'COMPOST' })
  assert.equal((await links(garden.id)).outgoing[1].noteId, compost.id)
  assert.deepEqual((await links(compost.id)).incoming, [{ noteId: garden.id, title: 'Garden' }])
  await ann.patch(`/notes/${garden.id}`, { content: 'Nothing any more' })
  assert.deepEqual(await links(compost.id), { outgoing: [], incoming: [] })
  const [{ seq }] = (await ann.get(`/notes/${garden.id}/history`)).body.items
  assert.equal((await ann.post(`/changes/${seq}/undo`)).status, 200)
  assert.equal((await links(compost.id)).incoming.length, 1)
  await ann.delete(`/notes/${garden.id}`)
  assert.deepEqual((await links(compost.id)).incoming, [])
  assert.equal((await bob.get(`/notes/${compost.id}/links`)).status, 404)
})

test('a note belongs to a course or to a topic, which brings its course; what is foreign or in the trash is not there', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [maths, music, his] = await Promise.all([courseOf(ann), courseOf(ann), courseOf(bob)])
  const note = await make(ann, { title: 'Limits', topicId: maths.topicId })
  assert.deepEqual([note.courseId, note.topicId], [maths.courseId, maths.topicId])
  await make(ann, { title: 'Scales', courseId: music.courseId })
  assert.deepEqual(await titles(ann, `courseId=${maths.courseId}`), ['Limits'])
  assert.deepEqual(await titles(ann, `topicId=${music.topicId}`), [])
  const patched = async (fields: object) => (await ann.patch(`/notes/${note.id}`, fields)).body
  const moved = await patched({ courseId: music.courseId })
  assert.deepEqual([moved.courseId, moved.topicId], [music.courseId, null])
  assert.deepEqual((await patched({ courseId: maths.courseId, topicId: music.topicId })).errors[0].path, 'topicId')
  for (const fields of [{ courseId: his.courseId }, { topicId: his.topicId }])
    assert.equal((await ann.patch(`/notes/${note.id}`, fields)).status, 404)
  await patched({ topicId: maths.topicId })
  await ann.delete(`/courses/${maths.courseId}`)
  assert.equal((await ann.post('/notes', { title: 'Late', courseId: maths.courseId })).status, 404)
  assert.equal((await patched({ title: 'Limits of functions' })).courseId, maths.courseId)
})

async function courseOf(by: Caller) {
  const courseId = (await by.post('/courses', { title: 'A course' })).body.id
  const moduleId = (await by.post(`/courses/${courseId}/modules`, { title: 'A module' })).body.id
  const topicId = (await by.post(`/course-modules/${moduleId}/topics`, { title: 'A topic' })).body.id
  return { courseId, topicId }
}

test('only own files can be attached; a deleted one is let go of', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [one, two, foreign] = [await aFile(ann), await aFile(ann), await aFile(bob)]
  for (const fileId of [foreign, newId()]) {
    const { status, body } = await ann.post('/notes', { title: 'x', fileIds: [fileId] })
    assert.deepEqual([status, body.errors[0].path], [404, 'fileIds'])
  }
  const note = await make(ann, { title: 'With pictures', fileIds: [one, two, one] })
  assert.deepEqual(note.fileIds, [one, two])
  assert.deepEqual(await titles(ann, `fileId=${one}`), ['With pictures'])
  assert.equal((await ann.delete(`/files/${one}`)).status, 204)
  const after = (await ann.get(`/notes/${note.id}`)).body
  assert.deepEqual([after.fileIds, after.version > note.version], [[two], true])
  assert.equal((await ann.patch(`/notes/${note.id}`, { fileIds: [one] })).status, 404)
})

test('attached files stay however long nobody looks at them, and go when the note lets go of them', async () => {
  const ann = await app.as()
  const [kept, dropped] = [await aFile(ann), await aFile(ann)]
  const note = await make(ann, { title: 'With pictures', fileIds: [kept, dropped] })
  const tidy = modules.flatMap((module) => module.jobs ?? []).find(({ name }) => name === 'files.tidy')
  const nightAfter = async (days: number) => {
    app.setNow(new Date(Date.now() + days * 86_400_000).toISOString())
    await tidy?.run({ ...app.platform.base, actor: null }, app.platform.reach, null)
    app.setNow(null)
  }
  await nightAfter(0)
  await nightAfter(8)
  await ann.patch(`/notes/${note.id}`, { fileIds: [kept] })
  await nightAfter(9)
  assert.equal((await ann.get(`/files/${dropped}`)).status, 200)
  await nightAfter(17)
  const statuses = [(await ann.get(`/files/${kept}`)).status, (await ann.get(`/files/${dropped}`)).status]
  assert.deepEqual(statuses, [200, 404])
})

test('what notes say is found, until they are gone', async () => {
  const ann = await app.as()
  const { id } = await make(ann, { title: 'Soil', content: 'Worms aerate it.', tags: ['garden'] })
  const found = async (q: string) => (await ann.get(`/search?q=${q}`)).body.items.map((item: Body) => item.id)
  assert.deepEqual([await found('worms'), await found('garden')], [[id], [id]])
  await ann.delete(`/notes/${id}`)
  assert.deepEqual(await found('worms'), [])
})

test('a note is written, changed and deleted offline like any other item', async () => {
  const ann = await app.as()
  const id = newId()
  const operation = (op: string, fields?: object) => ({
    opId: newId(),
    entity: 'note',
    id,
    op,
    ...(fields && { fields }),
  })
  const operations = [
    operation('create', { title: 'On the train', content: '[[Home]]' }),
    operation('update', { tags: ['travel'] }),
  ]
  const { status, body } = await ann.post('/sync', { operations })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(
    body.results.map(({ status }: Body) => status),
    ['applied', 'applied'],
    JSON.stringify(body),
  )
  const { changes } = (await ann.get('/sync?since=0')).body
  assert.deepEqual([changes[0].entity, changes[0].item.tags], ['note', ['travel']])
})

test('a list of notes stays as fast with fifty thousand of them', async () => {
  const [few, many] = [await app.as(), await app.as()]
  await write(few.userId, 100)
  await write(many.userId, 50_000)
  const ms = async (by: Caller, query: string) => {
    const times: number[] = []
    const shown = query.includes('q=') ? 0 : 50
    for (let run = 0; run < 15; run++) {
      const started = performance.now()
      assert.equal((await by.get(`/notes?limit=50${query}`)).body.items.length, shown)
      times.push(performance.now() - started)
    }
    return times.sort((a, b) => a - b)[7] ?? 0
  }
  for (const query of ['', '&sort=updated', '&q=quagga']) {
    const [small, large] = [await ms(few, query), await ms(many, query)]
    assert.ok(large < small * 3 + 10, `${query}: ${small.toFixed(1)} ms of 100, ${large.toFixed(1)} ms of 50,000`)
  }
})

/** Past the triggers: only what is read counts here. */
async function write(userId: string, count: number) {
  await app.platform.database.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(
      sql`insert into notes (user_id, id, title, content, tags)
          select ${userId}, gen_random_uuid(), 'Note ' || n, repeat('All work and no play. ', 10), '{work}'
          from generate_series(1, ${count}::integer) n`,
    )
  })
  await app.platform.database.db.execute(sql`analyze notes`)
  await ready()
}
