import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { checker } from './contract/description.ts'
import { type Answer, type Caller, startApp, type TestApp } from './harness.ts'

let app: TestApp
let ann: Caller
let problem: (body: unknown) => string | null
before(async () => {
  app = await startApp({ env: { CORS_ORIGINS: 'https://app.example.org' } })
  ann = await app.as()
  problem = checker(app.http.openapi()).problem
})
after(() => app.close())

/** Sends what no client library would let through. */
const raw = (payload: string | Buffer, type = 'application/json', options: InjectOptions = {}): Promise<Answer> =>
  app.call({
    method: 'POST',
    url: '/api/tasks',
    payload,
    ...options,
    headers: { authorization: `Bearer ${ann.token}`, 'content-type': type, ...options.headers },
  })

function assertRefused({ status, headers, body }: Answer, expected: number, code: string) {
  assert.deepEqual([status, body.code], [expected, code], JSON.stringify(body))
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/)
  assert.equal(problem(body), null)
  assert.doesNotMatch(JSON.stringify(body), /node_modules|\.ts:|select |insert /i)
}

test('what is not JSON is refused as such', async () => {
  for (const payload of ['{', '', 'null null', '{"title":"a",}', "{'title':'a'}", '\u0000', '\ufeff{'])
    assertRefused(await raw(payload), 400, 'malformed_json')
})

test('a body that reaches for the prototype is refused', async () => {
  for (const payload of ['{"title":"a","__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}'])
    assertRefused(await raw(payload), 400, 'malformed_json')
})

test('a body ten thousand levels deep is refused and harms nothing', async () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const deep = open.repeat(10_000) + (open === '[' ? '' : '1') + close.repeat(10_000)
    assertRefused(await raw(deep), 400, 'invalid_input')
    assertRefused(await raw(`{"title":"a","recurrence":${deep}}`), 400, 'invalid_input')
  }
  assert.equal((await ann.post('/tasks', { title: 'still here' })).status, 201)
})

test('a body of another kind is refused, however its name begins', async () => {
  for (const type of [
    'text/plain',
    'application/xml',
    'application/json\ta',
    'application/jsonx',
    'application/x-www-form-urlencoded',
  ])
    assertRefused(await raw('{"title":"a"}', type), 415, 'unsupported_media_type')
})

test('a megabyte is too large', async () => {
  assertRefused(await raw(JSON.stringify({ title: 'a'.repeat(1_000_000) })), 413, 'too_large')
})

test('text with U+0000 is refused, in a body and in a query', async () => {
  assertRefused(await ann.post('/tasks', { title: 'a\u0000b' }), 400, 'invalid_input')
  assertRefused(await ann.get('/tasks?q=a%00b'), 400, 'invalid_input')
})

test('an unknown address is 404, and a wrong method is 405 with the ones there are', async () => {
  const headers = { authorization: `Bearer ${ann.token}` }
  assertRefused(await app.call({ url: '/api/nothing', headers }), 404, 'not_found')
  assertRefused(await app.call({ url: '/nothing' }), 404, 'not_found')
  assertRefused(await app.call({ url: '/api/tasks/..%2f..%2fetc', headers }), 400, 'invalid_input')
  assertRefused(await app.call({ url: '/%zz' }), 400, 'invalid_input')
  const wrong = await app.call({ method: 'DELETE', url: '/api/tasks', headers })
  assertRefused(wrong, 405, 'method_not_allowed')
  assert.deepEqual(wrong.headers.allow?.split(', ').sort(), ['GET', 'HEAD', 'POST'])
})

test('a credential of another form is refused, with what to send instead', async () => {
  for (const authorization of ['Basic YTpi', 'Bearer', 'Bearer  ', `Bearer ${'x'.repeat(9_000)}`, 'Bearer x.y.z']) {
    const refused = await app.call({ url: '/api/tasks', headers: { authorization } })
    assertRefused(refused, 401, 'unauthenticated')
    assert.equal(refused.headers['www-authenticate'], 'Bearer')
  }
})

test('each field that nobody knows is named by its own path, in a body, inside it and in a query', async () => {
  const body = await ann.post('/tasks', { titel: 'a', title: 'b', recurrence: { rrule: 'FREQ=DAILY', until: 1 }, x: 1 })
  assertRefused(body, 400, 'invalid_input')
  const paths = ({ body }: Answer) => body.errors.map(({ path }: { path: string }) => path).sort()
  assert.deepEqual(paths(body), ['recurrence.until', 'titel', 'x'])
  assert.deepEqual(paths(await ann.get('/tasks?sorting=due')), ['sorting'])
})

test('a time that is none is refused with one that is', async () => {
  const refusal = async (fields: object) => (await ann.post('/tasks', { title: 'a', ...fields })).body.detail
  assert.match(await refusal({ dueAt: '2027-03-01T09:00:00+01:00' }), /^dueAt: .* such as 2027-03-01T09:00:00Z$/)
  assert.match(await refusal({ dueDate: '2027-02-30' }), /^dueDate: .* such as 2027-03-01$/)
})

test('where several forms are allowed and none fits, the refusal says what each lacks', async () => {
  const { body } = await ann.post('/reminders', { title: 'a', when: {} })
  assert.equal(body.errors[0].path, 'when')
  assert.match(body.detail, /at: .+ or local: /)
})

test('a web app of a listed origin may read, write, change and delete from its browser, and no other may', async () => {
  const preflight = (origin: string, method: string) =>
    app.call({
      method: 'OPTIONS',
      url: '/api/tasks/0198f3a1-7c00-7000-8000-000000000001',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
    })
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    const { status, headers } = await preflight('https://app.example.org', method)
    assert.deepEqual([status, headers['access-control-allow-origin']], [204, 'https://app.example.org'])
    assert.ok(headers['access-control-allow-methods']?.split(', ').includes(method), method)
  }
  assert.equal((await preflight('https://evil.example', 'DELETE')).headers['access-control-allow-origin'], undefined)
  assert.equal((await app.call({ method: 'OPTIONS', url: '/api/tasks' })).status, 204)
})

test('what is not HTTP is answered by a problem, too', async () => {
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.http.server.address() as { port: number } // it listens on TCP
  const said = async (bytes: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes)
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
    return { status: Number(head.split(' ')[1]), head, body: JSON.parse(body) }
  }
  for (const [bytes, status] of [
    ['NONSENSE\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, 413],
  ] as const) {
    const answer = await said(bytes)
    assert.equal(answer.status, status)
    assert.match(answer.head, /content-type: application\/problem\+json/i)
    assert.equal(problem(answer.body), null)
  }
})
