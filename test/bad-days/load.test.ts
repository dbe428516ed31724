import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Answer, startApp, type TestApp } from '#test/harness.ts'

/** A hundredth of the usual budgets: 6 a minute for an address, 12 for a user, 1 for signing in. */
const SMALL = { RATE_LIMIT_SCALE: '0.01' }
const PROXY = '127.0.0.1'

let direct: TestApp
let proxied: TestApp
before(async () => {
  direct = await startApp({ env: SMALL })
  proxied = await startApp({ env: { ...SMALL, TRUSTED_PROXIES: PROXY } })
})
after(async () => {
  await direct.close()
  await proxied.close()
})

const from = (app: TestApp, remoteAddress: string, forwarded?: string): Promise<Answer> =>
  app.call({ url: '/livez', remoteAddress, ...(forwarded && { headers: { 'x-forwarded-for': forwarded } }) })

const times = async <T>(n: number, work: (at: number) => Promise<T>) => {
  const results: T[] = []
  for (let at = 0; at < n; at++) results.push(await work(at))
  return results
}

test('the answer says what is left of the budget, and when it is spent, when to come back', async () => {
  const answers = await times(7, () => from(direct, '192.0.2.1'))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200, 200, 429],
  )
  const [first] = answers
  const last = answers.at(-1)
  assert.equal(first?.headers['ratelimit-policy'], '"address";q=6;w=60')
  assert.match(first?.headers.ratelimit ?? '', /^"address";r=5;t=\d+$/)
  assert.match(last?.headers.ratelimit ?? '', /^"address";r=0;t=\d+$/)
  assert.equal(last?.body.code, 'rate_limited')
  const wait = Number(last?.headers['retry-after'])
  assert.ok(wait >= 1 && wait <= 60)
})

test('one user’s budget is not another’s, and both may come from one address', async () => {
  const [ann, bob] = [await direct.as(), await direct.as()]
  const spent = await times(13, () => ann.get('/goals'))
  assert.deepEqual([spent[11]?.status, spent[12]?.status], [200, 429])
  assert.equal(spent[12]?.headers['ratelimit-policy'], '"user";q=12;w=60')
  assert.equal((await bob.get('/goals')).status, 200)
})

test('signing in has a tight budget of its own', async () => {
  const attempt = () =>
    direct.call({
      method: 'POST',
      url: '/api/auth/login',
      remoteAddress: '192.0.2.9',
      payload: { email: 'nobody@example.org', password: 'wrong wrong' },
    })
  const [first, second] = [await attempt(), await attempt()]
  assert.deepEqual([first?.status, second?.status], [401, 429])
  assert.match(second?.headers['ratelimit-policy'] ?? '', /^"signIn"/)
})

test('X-Forwarded-For from nobody we trust is not believed: the limit cannot be dodged', async () => {
  const untrusted: [TestApp, string][] = [
    [direct, '192.0.2.2'],
    [proxied, '192.0.2.2'],
  ]
  for (const [app, address] of untrusted) {
    const answers = await times(7, (at) => from(app, address, `198.51.100.${at}`))
    assert.equal(answers.at(-1)?.status, 429)
  }
})

test('behind a trusted proxy each client has its own budget, and cannot invent another by forging the header', async () => {
  const others = await times(8, (at) => from(proxied, PROXY, `198.51.100.${at}`))
  assert.ok(others.every(({ status }) => status === 200))
  const forged = await times(7, (at) => from(proxied, PROXY, `203.0.113.${at}, 198.51.100.77`))
  assert.equal(forged.at(-1)?.status, 429)
})

test('a server that cannot keep up says so at once, and takes work again when it can', async () => {
  // Where the stage is test, a server is patient: the machine may be busy with other tests.
  const app = await startApp({ env: { STAGE: 'development' } })
  try {
    const ann = await app.as()
    const stop = holdEachTurn(1_200)
    const busy = await eventually(async () => {
      const answer = await ann.get('/goals')
      assert.equal(answer.status, 503)
      return answer
    }, 60_000).finally(stop)
    assert.deepEqual([busy.body.code, busy.headers['retry-after']], ['unavailable', '2'])
    await eventually(async () => assert.equal((await ann.get('/goals')).status, 200))
  } finally {
    await app.close()
  }
})

/** Holds every turn of the event loop, as a runaway computation would, without burning a core. Answers how to let it go. */
function holdEachTurn(ms: number): () => void {
  let next = setImmediate(hold)
  function hold() {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
    next = setImmediate(hold)
  }
  return () => clearImmediate(next)
}
