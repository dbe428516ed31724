import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { FILLER } from '#core/docs/example.ts'
import { checker, type Described, describedIn, mediaOf } from './contract/description.ts'
import { nowhere, openStage, send } from './contract/scene.ts'
import { staff } from './contract/setups/admin.ts'
import { type Answer, startApp, type TestApp } from './harness.ts'
import { openOutsideServer } from './outside-server.ts'
import { signUp } from './people.ts'

/** What anybody may call. Whoever adds to this list opens a door without a lock. */
const PUBLIC = [
  'GET /.well-known/jwks.json',
  'POST /api/auth/forgot-password',
  'GET /api/auth/google',
  'GET /api/auth/google/callback',
  'POST /api/auth/login',
  'POST /api/auth/logout',
  'GET /api/auth/oidc',
  'GET /api/auth/oidc/callback',
  'POST /api/auth/refresh',
  'POST /api/auth/resend-verification',
  'POST /api/auth/reset-password',
  'POST /api/auth/signup',
  'POST /api/auth/verify-email',
  'GET /api/unsubscribe',
  'POST /api/unsubscribe',
  'GET /exports/{owner}/{id}',
  'GET /feeds/{file}',
  'GET /files/{owner}/{id}',
]

/** What anybody may call besides, which the description does not list: pages of mails, probes, reading about the API, sockets. */
const PUBLIC_BESIDES = [
  '/',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-protected-resource/mcp',
  '/account/change-email',
  '/account/link.js',
  '/account/reset-password',
  '/account/verify-email',
  '/asyncapi.json',
  '/docs',
  '/docs/',
  '/docs/errors',
  '/docs/errors/:code',
  '/docs/js/scalar.js',
  '/docs/pages.css',
  '/docs/realtime',
  '/health',
  '/healthz',
  '/join',
  '/livez',
  '/metrics',
  '/oauth/authorize',
  '/openapi.json',
  '/readyz',
  '/s/:token',
  '/ws/chat',
  '/ws/updates',
  '/ws/voice',
]

/** Operations that end at somebody else's server. */
const ELSEWHERE = [
  'beginSignInWithGoogle',
  'finishSignInWithGoogle',
  'beginSignInWithOidc',
  'finishSignInWithOidc',
  'openCheckout',
  'openBillingPortal',
  'cancelSubscription',
  'resumeSubscription',
  'previewPlanChange',
  'changePlan',
]

const server = await openOutsideServer()
const app: TestApp = await startApp({ env: server.env })
const document = app.http.openapi()
const operations = describedIn(document)
const check = checker(document)
const stage = await openStage(app, operations)
before(() => app.work())
after(async () => {
  await app.close()
  server.close()
})

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`

function assertProblem({ status, headers, body }: Answer, expected: number | number[]) {
  assert.ok([expected].flat().includes(status), `${status} instead of ${expected}: ${JSON.stringify(body)}`)
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/)
  assert.equal(check.problem(body), null)
  assert.equal(body.status, status)
}

test('every operation has a name of its own, a summary, a described tag and examples both ways', () => {
  const ids = operations.map(({ operationId }) => operationId)
  assert.deepEqual(ids, [...new Set(ids)])
  const described = new Set(document.tags.filter(({ description }) => description).map(({ name }) => name))
  for (const operation of operations) {
    const { summary, tags, requestBody, responses, success } = operation
    assert.match(String(summary), /^[A-Z].{3,}[^.]$/, nameOf(operation))
    assert.ok(tags.length > 0 && tags.every((tag) => described.has(tag)), `${nameOf(operation)}: ${tags}`)
    for (const part of [requestBody, responses[success]]) {
      const media = mediaOf(part)
      if (media?.type.includes('json')) assert.notEqual(media.example, undefined, nameOf(operation))
    }
  }
})

test('every example is what its schema asks for, and shows more than that there is some text', () => {
  const shows = (operation: Described, example: unknown) =>
    assert.doesNotMatch(
      JSON.stringify(example),
      new RegExp(`"${FILLER}"`),
      `${nameOf(operation)}: give the field an example`,
    )
  for (const operation of operations) {
    const { bodyExample, responses } = operation
    shows(operation, bodyExample ?? null)
    if (mediaOf(operation.requestBody)?.type.includes('json'))
      assert.equal(check.request(operation, bodyExample), null, nameOf(operation))
    for (const [status, answer] of Object.entries(responses)) {
      const { type, example = null } = mediaOf(answer) ?? {}
      shows(operation, example)
      if (type?.includes('json'))
        assert.equal(check.answer(operation, Number(status), example), null, nameOf(operation))
    }
  }
  for (const refusal of Object.values(document.components.responses ?? {})) {
    const { example, examples = {} } = mediaOf(refusal) ?? {}
    const shown = [...(example ? [example] : []), ...Object.values(examples).map(({ value }) => value)]
    assert.ok(shown.length > 0)
    for (const one of shown) assert.equal(check.problem(one), null)
  }
})

test('the operations open to everybody are these and no others', () => {
  assert.deepEqual(operations.filter(({ isPublic }) => isPublic).map(nameOf), PUBLIC)
})

test('no address outside the description is open to everybody but these', async () => {
  const described = new Set(operations.map(({ path }) => path.replaceAll(/[{](\w+)[}]/g, ':$1')))
  const others = addressesOf(app).filter((path) => !described.has(path))
  const answers = await Promise.all(
    others.map((path) => app.call({ method: 'GET', url: path.replace(':code', 'gone') })),
  )
  const open = others.filter((_, at) => answers[at]?.status !== 401)
  assert.deepEqual(open.sort(), PUBLIC_BESIDES)
})

/** Every address that the router knows, read off its own drawing of its tree. */
function addressesOf({ http }: TestApp): string[] {
  const trail: string[] = []
  return http
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part, methods] = /^([│ ]*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? []
      if (part === undefined) return []
      trail.splice(indent.length / 4)
      trail.push(part)
      return methods?.includes('GET') ? [trail.join('')] : []
    })
}

describe('every example works as it stands, and its answer is as described', () => {
  for (const operation of operations.filter(({ operationId }) => !ELSEWHERE.includes(operationId))) {
    test(`${nameOf(operation)}: ${operation.operationId}`, async () => {
      const { status, headers, body } = await stage.tryOut(operation)
      assert.equal(status, operation.success, JSON.stringify(body))
      assert.equal(check.answer(operation, status, body), null)
      const media = mediaOf(operation.responses[status])
      if (media) assert.ok(headers['content-type']?.startsWith(media.type), headers['content-type'])
      for (const name of Object.keys(operation.responses[status]?.headers ?? {}))
        if (name !== 'Idempotent-Replayed') assert.ok(headers[name.toLowerCase()], `no ${name}`)
    })
  }
})

test('every setup belongs to an operation', () => {
  const ids = operations.map(({ operationId }) => operationId)
  assert.deepEqual(
    Object.keys(stage.setups).filter((id) => !ids.includes(id)),
    [],
  )
})

describe('what the description refuses is refused', () => {
  test('nobody gets anywhere without signing in, but where the description says so', async () => {
    for (const operation of operations.filter(({ isPublic }) => !isPublic))
      assertProblem(await send(operation, app, { url: nowhere(operation), payload: operation.bodyExample }), 401)
  })

  test('an API key gets no further than the scope that the operation names', async () => {
    const { items: scopes } = (await (await signUp(app)).get('/api-keys/scopes')).body as { items: string[] }
    const keyFor = async (allowed: string[]): Promise<string> =>
      (await (await app.as()).post('/api-keys', { name: 'a key', scopes: allowed })).body.key
    const keys = new Map<string | null, string>([[null, await keyFor(['*'])]])
    for (const scope of scopes.filter((one) => one !== '*'))
      keys.set(scope, await keyFor(scopes.filter((one) => one !== '*' && one !== scope)))
    for (const operation of operations.filter(({ isPublic }) => !isPublic)) {
      const needed = operation['x-required-scope'] as string | null
      assert.ok(keys.has(needed), `${nameOf(operation)}: ${needed}`)
      const headers = { authorization: `Bearer ${keys.get(needed)}` }
      assertProblem(
        await send(operation, app, { url: nowhere(operation), payload: operation.bodyExample, headers }),
        403,
      )
    }
  })

  test('no body may have a field that is not described', async () => {
    const [ann, boss] = [await app.as(), await staff(app)]
    for (const operation of operations.filter(({ bodyExample }) => typeof bodyExample === 'object')) {
      const payload = { ...operation.bodyExample, surprise: true }
      const { token } = operation.path.startsWith('/api/admin/') ? boss : ann
      const headers = { authorization: `Bearer ${token}` }
      const answer = await send(operation, app, { url: nowhere(operation), payload, headers })
      assertProblem(answer, 400)
      assert.match(JSON.stringify(answer.body), /surprise/, nameOf(operation))
    }
  })

  test('what is not there is answered by a problem that the operation speaks of', async () => {
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      const ann = await app.as()
      const headers = { authorization: `Bearer ${ann.token}` }
      const answer = await send(operation, app, { url: nowhere(operation), payload: operation.bodyExample, headers })
      if (answer.status < 400) continue
      assertProblem(answer, Object.keys(operation.responses).map(Number))
    }
  })

  test('a stale If-Match is refused wherever it is described', async () => {
    const conditional = operations.filter(({ parameters = [] }) =>
      parameters.some(({ $ref }) => $ref === '#/components/parameters/IfMatch'),
    )
    assert.ok(conditional.length > 0)
    for (const operation of conditional) {
      const answer = await stage.tryOut(operation, { 'if-match': '"999999"' })
      assert.equal(answer.status, 412, `${nameOf(operation)} answered ${answer.status}`)
      assertProblem(answer, 412)
    }
  })
})
