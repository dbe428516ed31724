import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startApp, type TestApp } from '#test/harness.ts'
import { fillDemo } from './lib/demo.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

test('the demo fills an account that moves: goals with progress, tasks done on their days, habits kept, points earned and spent', async () => {
  const base = await app.http.listen({ port: 0, host: '127.0.0.1' })
  const person = { email: 'demo@example.org', password: 'half a year 2027' }
  const told: string[] = []
  const { tasks, goals } = await fillDemo({ base, ...person, weeks: 4, say: (line) => told.push(line) })
  assert.ok(tasks > 50 && goals === 6 && told.length > 2)
  const signedIn = await app.call({ method: 'POST', url: '/api/auth/login', payload: person })
  const me = await app.as(signedIn.body.accessToken)
  const done = (await me.get('/tasks?status=done&limit=100')).body.items
  assert.ok(done.length > 20)
  assert.ok(
    new Set(done.map((one: { completedAt: string }) => one.completedAt.slice(0, 10))).size > 8,
    'spread over the weeks',
  )
  assert.ok((await me.get('/goals')).body.items.some((one: { progress: number }) => one.progress > 0))
  const wallet = (await me.get('/wallet')).body
  assert.ok(wallet.lifetimeEarned > wallet.balance && wallet.balance > 0, 'points were earned, and some spent')
  const { items: habits } = (await me.get('/habits/today')).body
  assert.equal(habits.length, 5)
  const { body: stats } = await me.get(`/habits/${habits[0].habitId}/stats`)
  assert.ok(stats.strength > 0.3 && stats.total > 15)
  const { items: metrics } = (await me.get('/metrics')).body
  const weight = metrics.find((one: { name: string }) => one.name === 'Weight')
  assert.ok((await me.get(`/metrics/${weight.id}/analytics`)).body.forecast.r2 > 0.5)
  for (const path of [
    '/projects',
    '/logbook',
    '/rewards',
    '/reminders/upcoming',
    '/notes',
    '/journal',
    '/study-sessions',
  ])
    assert.ok((await me.get(path)).body.items.length > 0, path)
  const [course] = (await me.get('/courses')).body.items
  assert.ok(course.progress > 50 && course.progress < 100)
  assert.ok((await me.get('/flashcards?limit=100')).body.items.some((one: { state: string }) => one.state === 'review'))
  await assert.rejects(fillDemo({ base, ...person, weeks: 1, say: () => {} }), /has data already/)
})

test('without a server it says how to start one', async () => {
  const nobody = { base: 'http://127.0.0.1:9', email: 'a@example.org', password: 'x', weeks: 1, say: () => {} }
  await assert.rejects(fillDemo(nobody), /npm start/)
})
