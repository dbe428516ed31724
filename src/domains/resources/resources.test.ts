import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { createFetch } from '#core/fetch.ts'
import { newId } from '#core/ids.ts'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { openPageServer } from '#test/page-server.ts'
import { readPage } from './reading.service.ts'
import { aCurator, anEntry, save } from './resources.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

const somewhere = () => `https://example.org/${newId()}`
const PAGE = `<html><head><title>Soil &amp; tomatoes</title><meta name="description" content="Loose and rich.">
<meta property="og:image" content="/soil.jpg"></head></html>`

test('an address without a title is read, and says what it is called, shows and is about', async () => {
  const ann = await app.as()
  const page = await openPageServer(PAGE)
  const { status, body } = await ann.post('/resources', { url: `${page.url}/soil`, source: 'My own' })
  page.close()
  assert.deepEqual([status, body.title, body.description], [201, 'Soil & tomatoes', 'Loose and rich.'])
  assert.deepEqual([body.thumbnailUrl, body.source, body.type], [`${page.url}/soil.jpg`, 'My own', 'website'])
  assert.deepEqual([body.metadataStatus, body.metadataFailure], ['read', null])
})

test('an address with a title is not read, until somebody asks: then what they wrote stays and the rest is filled', async () => {
  const ann = await app.as()
  const page = await openPageServer(PAGE)
  const made = (await ann.post('/resources', { url: page.url, title: 'Mine' })).body
  assert.deepEqual([page.seen.length, made.metadataStatus, made.description], [0, null, null])
  const { status, body } = await ann.post(`/resources/${made.id}/metadata`)
  page.close()
  assert.deepEqual([status, body.title, body.description], [200, 'Mine', 'Loose and rich.'])
  const unread = await ann.post(`/resources/${made.id}/metadata`)
  assert.deepEqual([unread.status, unread.body.metadataStatus, unread.body.title], [200, 'failed', 'Mine'])
  assert.equal(unread.body.description, 'Loose and rich.')
})

test('a page that is private, gone, no page or nameless is saved all the same, and says why it could not be read', async () => {
  const ann = await app.as()
  const page = await openPageServer(PAGE)
  const pdf = await openPageServer('%PDF-1.7', 'application/pdf')
  const nameless = await openPageServer('nothing')
  const told = async (url: string) => {
    const { status, body } = await ann.post('/resources', { url })
    assert.deepEqual([status, body.metadataStatus, body.title], [201, 'failed', new URL(url).hostname])
    return body.metadataFailure
  }
  for (const url of ['http://10.0.0.1/', 'http://169.254.169.254/latest/meta-data', 'http://[::1]:8080/'])
    assert.match(await told(url), /private network addresses are not fetched/)
  assert.match(await told(`${page.url}/missing`), /answers 404/)
  assert.match(await told(`${pdf.url}/a`), /another kind of file/)
  assert.match(await told(`${nameless.url}/b`), /does not say what it is called/)
  for (const server of [page, pdf, nameless]) server.close()
})

test('a page that is slow or huge is given up in time, and the reason says so', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/slow') return
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(Buffer.alloc(2_000, ' '))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  const fetch = createFetch({ allow: ['127.0.0.1'], maxBytes: 1_000 })
  const started = performance.now()
  const [slow, huge] = [await readPage(fetch, `${url}/slow`, 100), await readPage(fetch, `${url}/huge`)]
  server.close().closeAllConnections()
  assert.ok(performance.now() - started < 5_000)
  assert.match(slow.failure ?? '', /did not answer within 0.1 seconds/)
  assert.match(huge.failure ?? '', /larger than/)
})

test('an address is in a library once, and can come back from the trash only as long as it is not there again', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const url = somewhere()
  const first = (await ann.post('/resources', { url, title: 'Soil' })).body
  assert.equal((await ann.post('/resources', { url, title: 'Again' })).status, 409)
  assert.equal((await ann.post('/resources', { url })).status, 409)
  assert.equal((await bob.post('/resources', { url, title: 'His' })).status, 201)
  await ann.delete(`/resources/${first.id}`)
  assert.equal((await ann.post('/resources', { url, title: 'Again' })).status, 201)
  assert.equal((await ann.post(`/resources/${first.id}/restore`)).status, 409)
})

test('a hundred percent and completed are the same, and completing again keeps when it was', async () => {
  const ann = await app.as()
  const { id } = (await ann.post('/resources', { url: somewhere(), title: 'Soil' })).body
  const change = async (fields: object) => {
    const { body } = await ann.patch(`/resources/${id}`, fields)
    return [body.progress, body.isCompleted, body.completedAt]
  }
  assert.deepEqual(await change({ progress: 40 }), [40, false, null])
  assert.deepEqual(await change({ isCompleted: true, now: '2027-03-01T08:00:00.000Z' }), [
    100,
    true,
    '2027-03-01T08:00:00.000Z',
  ])
  assert.deepEqual(await change({ progress: 100, now: '2027-03-02T08:00:00.000Z' }), [
    100,
    true,
    '2027-03-01T08:00:00.000Z',
  ])
  assert.deepEqual(await change({ progress: 60 }), [60, false, null])
  assert.deepEqual((await change({ progress: 100 })).slice(0, 2), [100, true])
  assert.deepEqual(await change({ isCompleted: false }), [0, false, null])
  assert.equal((await ann.patch(`/resources/${id}`, { progress: 100, isCompleted: false })).status, 400)
})

test('courses, topics and goals of somebody else are none', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const course = (await bob.post('/courses', { title: 'Italian' })).body
  const goal = (await bob.post('/goals', { title: 'Speak Italian' })).body
  for (const link of [{ courseId: course.id }, { goalId: goal.id }, { topicId: newId() }]) {
    const [name = ''] = Object.keys(link)
    const made = await ann.post('/resources', { url: somewhere(), title: 'Soil', ...link })
    assert.deepEqual([made.status, made.body.errors[0].path], [404, name])
  }
  for (const filter of [`courseId=${course.id}`, `goalId=${goal.id}`])
    assert.equal((await ann.get(`/resources/recommendations?${filter}`)).status, 404)
})

test('an entry of the catalogue is saved once, also where its address was already, and is mine from then on', async () => {
  const [admin, ann, bob] = [await aCurator(app), await app.as(), await app.as()]
  const entry = await anEntry(admin, { title: 'Soil', topics: ['garden'], estimatedMinutes: 20 })
  const [one, two] = [await save(ann, entry), await save(ann, entry)]
  assert.deepEqual([one.id, one.title, one.catalogueId, one.topics], [two.id, 'Soil', entry.id, ['garden']])
  const own = (await bob.post('/resources', { url: entry.url, title: 'His name for it' })).body
  const adopted = await save(bob, entry)
  assert.deepEqual([adopted.id, adopted.title, adopted.catalogueId], [own.id, 'His name for it', entry.id])
  await ann.patch(`/resources/${one.id}`, { title: 'My soil' })
  await admin.patch(`/admin/resources/${entry.id}`, { title: 'Soils' })
  assert.equal((await ann.get(`/resources/${one.id}`)).body.title, 'My soil')
  await admin.delete(`/admin/resources/${entry.id}`)
  assert.equal((await ann.get(`/resources/catalogue/${entry.id}`)).status, 404)
  assert.equal((await ann.get(`/resources/${one.id}`)).status, 200)
})

test('the catalogue begins with entries that nobody here has rated, and only administrators change it', async () => {
  const [admin, ann] = [await aCurator(app), await app.as()]
  const all = (await ann.get('/resources/catalogue?limit=100')).body.items.filter(
    ({ url }: Body) => !/example/.test(url),
  )
  assert.equal(all.length, 40)
  for (const { averageRating, externalRating, ratings } of all)
    assert.deepEqual([averageRating, externalRating, ratings], [null, null, 0])
  const entry = await anEntry(admin)
  const fields = { title: 'Mine', type: 'website', url: somewhere() }
  assert.equal((await ann.post('/admin/resources', fields)).status, 403)
  assert.equal((await ann.patch(`/admin/resources/${entry.id}`, { title: 'Mine' })).status, 403)
  assert.equal((await ann.delete(`/admin/resources/${entry.id}`)).status, 403)
  assert.equal((await admin.post('/admin/resources', { ...fields, url: entry.url })).status, 409)
  const topics = (await ann.get('/resources/catalogue/topics')).body.items
  assert.ok(topics.some(({ topic, resources }: Body) => topic === 'programming' && resources > 5))
})

test('the rating of an entry is the mean of its users’, follows what they change and delete, and forgets who is erased', async () => {
  const admin = await aCurator(app)
  const entry = await anEntry(admin)
  const [ann, bob] = [await app.as(), await app.as()]
  const [hers, his] = [await save(ann, entry), await save(bob, entry)]
  const rated = async () => {
    const { body } = await ann.get(`/resources/catalogue/${entry.id}`)
    return [body.averageRating, body.ratings]
  }
  assert.deepEqual(await rated(), [null, 0])
  await ann.patch(`/resources/${hers.id}`, { userRating: 5 })
  await bob.patch(`/resources/${his.id}`, { userRating: 2 })
  assert.deepEqual(await rated(), [3.5, 2])
  await bob.patch(`/resources/${his.id}`, { userRating: 4 })
  assert.deepEqual(await rated(), [4.5, 2])
  await bob.delete(`/resources/${his.id}`)
  assert.deepEqual(await rated(), [5, 1])
  await bob.post(`/resources/${his.id}/restore`)
  assert.deepEqual(await rated(), [4.5, 2])
  await ann.patch(`/resources/${hers.id}`, { userRating: null })
  assert.deepEqual(await rated(), [4, 1])
  await app.platform.database.query('delete from resources where user_id = $1', [bob.userId])
  assert.deepEqual(await rated(), [null, 0])
})

test('what came with an archive and names no entry of this catalogue is the user’s own alone', async () => {
  const ann = await app.as()
  const id = newId()
  await app.platform.database.query(
    `insert into resources (user_id, id, catalogue_id, title, type, url, user_rating) values ($1, $2, $3, 'Soil', 'website', $4, 5)`,
    [ann.userId, id, newId(), somewhere()],
  )
  const { catalogueId, userRating } = (await ann.get(`/resources/${id}`)).body
  assert.deepEqual([catalogueId, userRating], [null, 5])
})

test('who changed what in the catalogue is written down', async () => {
  const admin = await aCurator(app)
  const { id } = await anEntry(admin)
  await admin.patch(`/admin/resources/${id}`, { title: 'Soils' })
  await admin.delete(`/admin/resources/${id}`)
  const rows = await app.platform.database.query<{ action: string; before: Body; after: Body }>(
    `select action, before, after from audit_entries where before->>'id' = $1 or after->>'id' = $1 order by seq`,
    [id],
  )
  assert.deepEqual(
    rows.map(({ action, before, after }) => [action, before?.title, after?.title]),
    [
      ['catalogue.create', undefined, 'Soil'],
      ['catalogue.update', 'Soil', 'Soils'],
      ['catalogue.delete', 'Soils', undefined],
    ],
  )
})
