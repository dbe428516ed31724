import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startApp, type TestApp } from '#test/harness.ts'
let app: TestApp
before(async () => { app = await startApp() })
after(() => app.close())
test('health', async () => {
  console.log(await app.call({ url: '/readyz' }))
  console.log(await app.call({ url: '/api/nope' }))
  console.log(await app.call({ method: 'POST', url: '/readyz', headers: {'content-type': 'application/json\ta'}, payload: '{}' }))
  console.log(Object.keys((await app.call({ url: '/openapi.json' })).body))
  assert.ok(1)
})
