import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sharedApp } from '#test/harness.ts'

const app = await sharedApp()
after(() => app.close())

test('every answer carries the security headers: a good one, a refusal, an unknown address, a wrong method', async () => {
  const person = await app.as()
  const answers = [
    await person.get('/tasks'),
    await person.post('/tasks', { title: '' }),
    await app.call({ method: 'GET', url: '/api/tasks' }),
    await app.call({ method: 'GET', url: '/nowhere' }),
    await app.call({ method: 'POST', url: '/livez' }),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 400, 401, 404, 405],
  )
  for (const { headers } of answers) {
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['x-frame-options'], 'SAMEORIGIN')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.match(headers['strict-transport-security'] ?? '', /^max-age=31536000/)
  }
})
