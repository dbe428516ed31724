import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>'

async function linked(
  ann: Caller,
  note: object = {},
  terms: object = {},
): Promise<{ share: Body; link: Body; note: Body }> {
  const { body } = await ann.post('/notes', { title: 'Soil', content: 'Loose and rich', ...note })
  const { body: share } = await ann.post('/shares', { entity: 'note', entityId: body.id, ...terms })
  const { status, body: link } = await ann.post(`/shares/${share.id}/links`, {})
  assert.equal(status, 201, JSON.stringify(link))
  return { share, link, note: body }
}

const open = ({ url }: Body, accept = 'text/html'): Promise<Answer> =>
  app.call({ url: new URL(url).pathname, headers: { accept } })

test('a guest reads one item, as far as was agreed, as a page or as JSON', async () => {
  const ann = await app.as()
  const { link, note } = await linked(ann, { summary: 'A secret' }, { fields: ['content'] })
  const page = await open(link)
  assert.equal(page.status, 200)
  assert.match(page.body, /Loose and rich/)
  assert.doesNotMatch(page.body, new RegExp(`A secret|${note.id}|${ann.userId}`))
  const { body } = await open(link, 'application/json')
  assert.deepEqual(body, {
    entity: 'note',
    title: 'Soil',
    ownerName: null,
    item: { title: 'Soil', content: 'Loose and rich' },
  })
})

test('the page runs nothing, is indexed and kept by nobody, and shows what was written as text', async () => {
  const { link } = await linked(await app.as(), { title: HOSTILE, content: `${HOSTILE}\n\n[x](javascript:alert(3))` })
  const { headers, body } = await open(link)
  assert.doesNotMatch(body, /<script|<img/)
  assert.match(body, /&lt;script&gt;/)
  assert.match(headers['content-security-policy'] ?? '', /^default-src 'none'; style-src 'self'/)
  assert.deepEqual(
    [headers['x-robots-tag'], headers['cache-control'], headers['referrer-policy']],
    ['noindex, nofollow', 'no-store', 'no-referrer'],
  )
  assert.match(body, /<meta name="robots" content="noindex/)
})

test('a link that was ended, has expired, lost its share or its item, or never was, is the same 404', async () => {
  const ann = await app.as()
  const [ended, unshared, trashed, expired] = [
    await linked(ann),
    await linked(ann),
    await linked(ann),
    await linked(ann),
  ]
  assert.equal((await ann.delete(`/shares/${ended.share.id}/links/${ended.link.id}`)).status, 204)
  await ann.delete(`/shares/${unshared.share.id}`)
  await ann.delete(`/notes/${trashed.note.id}`)
  const never = { url: `https://x.example/s/share_${'x'.repeat(43)}` }
  const answers = await Promise.all([ended.link, unshared.link, trashed.link, never].map((link) => open(link)))
  assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body}`))].length, 1)
  assert.equal(answers[0]?.status, 404)
  try {
    app.setNow(new Date(Date.now() + 8 * 86_400_000).toISOString())
    assert.equal((await open(expired.link)).status, 404)
  } finally {
    app.setNow(null)
  }
  assert.equal((await open(expired.link)).status, 200)
  assert.equal((await open({ url: 'https://x.example/s/%00%ff' })).status >= 400, true)
})

test('nobody but its owner sees or ends a link, and its secret is shown once and kept nowhere', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { share, link } = await linked(ann)
  const { body } = await ann.get(`/shares/${share.id}/links`)
  assert.deepEqual(Object.keys(body.items[0]).sort(), ['createdAt', 'expiresAt', 'id'])
  assert.equal((await bob.get(`/shares/${share.id}/links`)).status, 404)
  assert.equal((await bob.delete(`/shares/${share.id}/links/${link.id}`)).status, 404)
  const secret = link.url.split('/').at(-1)
  const rows = await app.platform.database.query('select row_to_json(l)::text as row from share_links l')
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(secret))
})

test('a guest changes nothing, whatever the share allows', async () => {
  const ann = await app.as()
  const { link } = await linked(ann, {}, { access: 'edit' })
  for (const method of ['POST', 'PATCH', 'PUT', 'DELETE'] as const)
    assert.ok((await app.call({ method, url: new URL(link.url).pathname })).status >= 400, method)
})
