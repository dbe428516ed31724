import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { formOf } from '#test/forms.ts'
import { type Answer, type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { RESOURCES } from '#test/samples.ts'

/** What is ours and not the client's business. */
const INTERNAL = ['userId', 'user_id', 'deletedAt', 'deleted_at', 'hash', 'embedding', 'passwordHash']

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const operations = (): Record<string, Record<string, Body>> => app.http.openapi().paths

test('every collection in the contract is listed here', () => {
  const paths = operations()
  const collections = Object.keys(paths).filter((path) => paths[path]?.post && paths[`${path}/{id}`]?.get)
  assert.deepEqual(collections.map((path) => path.replace('/api', '')).sort(), Object.keys(RESOURCES).sort())
})

for (const [path, sample] of Object.entries(RESOURCES)) {
  const {
    create,
    change,
    once = {},
    window = '',
    form = false,
    distinct = () => ({}),
    given = async () => ({}),
  } = sample
  const sent = (fields: object) => (form ? formOf(fields) : fields)
  const made = async (by: Caller, headers?: object): Promise<Body> => {
    const answer = await by.post(path, sent({ ...create, ...(await given(by)), ...distinct() }), headers)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body
  }
  const idsOf = async (by: Caller) => (await by.get(path + window)).body.items.map((item: Body) => item.id)
  const canRestore = () => operations()[`/api${path}/{id}/restore`]?.post !== undefined

  describe(path, () => {
    test('is closed to whoever is not signed in', async () => {
      const { id } = await made(await app.as())
      for (const method of ['GET', 'PATCH', 'PUT', 'DELETE'] as const)
        assert.equal((await app.call({ method, url: `/api${path}/${id}` })).status, 401, method)
      for (const method of ['GET', 'POST'] as const)
        assert.equal((await app.call({ method, url: `/api${path}` })).status, 401, method)
    })

    test('a stranger can neither see, list, change, delete nor restore an item', async () => {
      const [ann, bob] = [await app.as(), await app.as()]
      const mine = await made(ann)
      const url = `${path}/${mine.id}`
      assert.deepEqual(statuses(await attempts(bob, url, change)), [404, 404, 404, 404])
      assert.deepEqual(await idsOf(bob), [])
      const { body } = await ann.get(url)
      assert.deepEqual(body, pick(mine, Object.keys(body)))
      await ann.delete(url)
      if (canRestore()) assert.equal((await bob.post(`${url}/restore`)).status, 404)
      assert.equal((await ann.get(url)).status, 404)
    })

    test('an item lives from create to delete, and comes back from the trash', async () => {
      const ann = await app.as()
      const { status, headers, body: item } = await ann.post(path, sent({ ...create, ...(await given(ann)) }))
      assert.deepEqual([status, headers.location, headers.etag], [201, `/api${path}/${item.id}`, `"${item.version}"`])
      const url = `${path}/${item.id}`
      const { body: read } = await ann.get(url)
      assert.deepEqual(read, pick(item, Object.keys(read)))
      assert.deepEqual(await idsOf(ann), [item.id])
      const { status: patched, body: changed } = await ann.patch(url, change)
      assert.equal(patched, 200)
      assert.deepEqual(pick(changed, Object.keys(change)), change)
      assert.ok(changed.version > item.version)
      assert.equal((await ann.delete(url)).status, 204)
      assert.deepEqual(statuses(await attempts(ann, url, change)), [404, 404, 404, 404])
      assert.deepEqual(await idsOf(ann), [])
      if (!canRestore()) return
      assert.equal((await ann.post(`${url}/restore`)).status, 200)
      assert.deepEqual(pick((await ann.get(url)).body, Object.keys(change)), change)
      assert.deepEqual(await idsOf(ann), [item.id])
    })

    test('unknown fields are refused by name, and a refused request changes nothing', async () => {
      const ann = await app.as()
      const item = await made(ann)
      const url = `${path}/${item.id}`
      for (const foreign of [{ userId: newId() }, { version: 9 }, { surprise: true }]) {
        const refused = [
          await ann.post(path, sent({ ...create, ...foreign })),
          await ann.patch(url, { ...change, ...foreign }),
          await ann.put(url, { ...change, ...foreign }),
        ]
        assert.deepEqual(statuses(refused), [400, 400, 400])
        const [name = ''] = Object.keys(foreign)
        for (const { body } of refused) assert.match(JSON.stringify(body), new RegExp(name))
      }
      assert.deepEqual((await ann.get(url)).body, pick(item, Object.keys((await ann.get(url)).body)))
      assert.deepEqual(await idsOf(ann), [item.id])
    })

    test('internal fields are never shown', async () => {
      const ann = await app.as()
      const item = await made(ann)
      const url = `${path}/${item.id}`
      const shown = [
        item,
        (await ann.get(url)).body,
        (await ann.patch(url, change)).body,
        (await ann.get(path + window)).body.items[0],
      ]
      for (const one of shown)
        assert.deepEqual(
          INTERNAL.filter((name) => name in one),
          [],
        )
      for (const one of shown)
        for (const name of ['id', 'version', 'createdAt', 'updatedAt']) assert.ok(name in one, name)
    })

    test('its version is its ETag: an unchanged item is not sent again, and a stale change is refused', async () => {
      const ann = await app.as()
      const { id, version } = await made(ann)
      const url = `${path}/${id}`
      const fresh = { 'if-match': `"${version}"` }
      const same = await ann.get(url, { 'if-none-match': `"${version}"` })
      assert.deepEqual([same.status, same.body, same.headers.etag], [304, null, `"${version}"`])
      const { status, headers } = await ann.patch(url, change, fresh)
      assert.equal(status, 200)
      assert.notEqual(headers.etag, `"${version}"`)
      const { status: other, headers: now } = await ann.get(url, { 'if-none-match': `"${version}"` })
      assert.deepEqual([other, now.etag], [200, headers.etag])
      const stale = [
        await ann.patch(url, change, fresh),
        await ann.put(url, change, fresh),
        await ann.delete(url, undefined, fresh),
        await ann.patch(url, change, { 'if-match': `W/${now.etag}` }),
      ]
      assert.deepEqual(statuses(stale), [412, 412, 412, 412])
      assert.equal((await ann.get(url)).headers.etag, now.etag)
      assert.equal((await ann.delete(url, undefined, { 'if-match': String(now.etag) })).status, 204)
    })

    test('of two changes that read the same version, one wins', async () => {
      const ann = await app.as()
      const { id, version } = await made(ann)
      const race = () => ann.patch(`${path}/${id}`, change, { 'if-match': `"${version}"` })
      assert.deepEqual(statuses(await Promise.all([race(), race()])).sort(), [200, 412])
    })

    test('pages show every item once while others are added, and hold 1 to 100', async () => {
      if (window) return
      const ann = await app.as()
      const wanted: string[] = []
      for (let i = 0; i < 5; i++) wanted.push((await made(ann)).id)
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const { body }: Answer = await ann.get(`${path}?limit=2${cursor && `&cursor=${cursor}`}`)
        assert.ok(body.items.length >= 1 && body.items.length <= 2)
        seen.push(...body.items.map((item: Body) => item.id))
        if (seen.length <= 4) await made(ann)
        cursor = body.nextCursor
      }
      assert.equal(new Set(seen).size, seen.length)
      assert.deepEqual(
        wanted.filter((id) => !seen.includes(id)),
        [],
      )
      for (const limit of ['0', '101', '-1', '1.5', 'all', ''])
        assert.equal((await ann.get(`${path}?limit=${limit}`)).status, 400, `limit=${limit}`)
      assert.equal((await ann.get(`${path}?limit=100`)).status, 200)
      assert.equal((await ann.get(`${path}?surprise=1`)).status, 400)
    })

    test('a cursor opens its own list for its own user only', async () => {
      if (window) return
      const [ann, bob] = [await app.as(), await app.as()]
      for (let i = 0; i < 2; i++) await made(ann)
      const { nextCursor } = (await ann.get(`${path}?limit=1`)).body
      const forged = Buffer.from(JSON.stringify(['x', newId(), 0])).toString('base64url')
      const answers = [
        await bob.get(`${path}?limit=1&cursor=${nextCursor}`),
        await ann.get(`${path}?cursor=${forged}`),
        await ann.get(`${path}?cursor=nonsense`),
      ]
      const elsewhere = Object.keys(RESOURCES).find((other) => other !== path)
      if (elsewhere) answers.push(await ann.get(`${elsewhere}?limit=1&cursor=${nextCursor}`))
      for (const { status, body } of answers) assert.deepEqual([status, body.errors[0].path], [400, 'cursor'])
    })

    test("what was deleted, what never existed and what is a stranger's are the same 404", async () => {
      const [ann, bob] = [await app.as(), await app.as()]
      const deleted = (await made(ann)).id
      await ann.delete(`${path}/${deleted}`)
      const foreign = (await made(bob)).id
      const told = async (id: string) => [
        ...(await attempts(ann, `${path}/${id}`, change)),
        ...(await attempts(ann, `${path}/${id}`, change, { 'if-match': '"1"' })),
        ...(await attempts(ann, `${path}/${id}`, change, { 'if-match': '"7"', 'if-none-match': '"1"' })),
      ]
      const never = (await told(newId())).map(whatItSays)
      assert.ok(never.every(({ status, code }) => status === 404 && code === 'not_found'))
      assert.deepEqual((await told(deleted)).map(whatItSays), never)
      assert.deepEqual((await told(foreign)).map(whatItSays), never)
    })

    test('PUT changes what it names and leaves the rest, as PATCH does', async () => {
      const [ann, bob] = [await app.as(), await app.as()]
      const [a, b] = [await made(ann), await made(bob)]
      const put = await ann.put(`${path}/${a.id}`, change)
      const patched = await bob.patch(`${path}/${b.id}`, change)
      assert.deepEqual([put.status, patched.status], [200, 200])
      assert.deepEqual(lasting(put.body), lasting(patched.body))
    })

    test('a request repeated with its Idempotency-Key makes one item and hears the same answer', async () => {
      const [ann, bob] = [await app.as(), await app.as()]
      const key = { 'idempotency-key': newId() }
      const same = { ...create, ...(await given(ann)) }
      const first = await ann.post(path, sent(same), key)
      const again = await ann.post(path, sent(same), key)
      assert.deepEqual([again.status, again.body], [201, { ...first.body, ...once }])
      assert.equal(again.headers['idempotent-replayed'], 'true')
      assert.equal(first.headers['idempotent-replayed'], undefined)
      for (const name of ['location', 'etag', 'content-type']) assert.equal(again.headers[name], first.headers[name])
      assert.deepEqual(await idsOf(ann), [first.body.id])
      assert.equal((await ann.post(path, sent({ ...same, ...change }), key)).status, 422)
      assert.notEqual((await made(bob, key)).id, first.body.id)
    })
  })
}

/** Every way to touch one item. Without a change between them when the item cannot be reached. */
async function attempts(by: Caller, url: string, change: object, headers: object = {}): Promise<Answer[]> {
  return [
    await by.get(url, headers),
    await by.patch(url, change, headers),
    await by.put(url, change, headers),
    await by.delete(url, undefined, headers),
  ]
}

const statuses = (answers: Answer[]) => answers.map(({ status }) => status)

const pick = (body: Body, names: string[]) => Object.fromEntries(names.map((name) => [name, body[name]]))

/** A problem without what names the request itself. */
function whatItSays({ status, headers, body }: Answer) {
  const { instance: _, traceId: __, ...rest } = body
  return { status, contentType: headers['content-type'], code: body.code, ...rest }
}

/** An item without what differs between two of the same kind. */
function lasting(body: Body) {
  const isOwn = (value: unknown) =>
    typeof value === 'string' && /[0-9a-f-]{36}(@example.org)?$|Z$|^almanac_/.test(value)
  return Object.fromEntries(Object.entries(body).filter(([, value]) => !isOwn(value)))
}
