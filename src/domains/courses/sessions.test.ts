import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

/** A topic of a course of its own. */
async function aTopic(by: Caller, title = 'Italian'): Promise<Body> {
  const { body: course } = await by.post('/courses', { title })
  const { body: module } = await by.post(`/courses/${course.id}/modules`, { title: 'Greetings' })
  return (await by.post(`/course-modules/${module.id}/topics`, { title: 'Ciao' })).body
}

/** Does something with a session at a time of day, in UTC. */
async function at(by: Caller, time: string, path: string, body?: object): Promise<Body> {
  const answer = await by.post(`/study-sessions/${path}?now=2027-03-01T${time}Z`, body)
  assert.ok(answer.status < 300, JSON.stringify(answer.body))
  return answer.body
}

test('a session measures what lies between its pauses', async () => {
  const ann = await app.as()
  const topic = await aTopic(ann)
  const started = await at(ann, '09:00:00', 'start', { topicId: topic.id, plannedMinutes: 25 })
  assert.deepEqual([started.state, started.courseId, started.focusSeconds], ['running', topic.courseId, 0])
  const { id } = started
  assert.equal((await at(ann, '09:10:00', `${id}/pause`)).focusSeconds, 600)
  await at(ann, '09:30:00', `${id}/resume`)
  const done = await at(ann, '09:45:00', `${id}/finish`, { note: 'Chapter 3' })
  assert.deepEqual([done.state, done.focusSeconds, done.note], ['finished', 1_500, 'Chapter 3'])
  assert.deepEqual([done.spans.length, done.finishedAt], [2, '2027-03-01T09:45:00.000Z'])
})

test('no step is taken twice or out of turn', async () => {
  const ann = await app.as()
  const { id } = await at(ann, '09:00:00', 'start')
  const status = async (verb: string) => (await ann.post(`/study-sessions/${id}/${verb}`)).status
  assert.equal(await status('resume'), 409)
  assert.deepEqual((await Promise.all([status('pause'), status('pause')])).sort(), [200, 409])
  assert.deepEqual((await Promise.all([status('finish'), status('finish')])).sort(), [200, 409])
  assert.deepEqual([await status('pause'), await status('resume')], [409, 409])
  const bob = await app.as()
  assert.equal((await bob.post(`/study-sessions/${id}/finish`)).status, 404)
})

test('two devices that start at once start one session, and the other is told of it', async () => {
  const ann = await app.as()
  const answers = await Promise.all([ann.post('/study-sessions/start'), ann.post('/study-sessions/start')])
  const [won, lost] = answers.sort((a, b) => a.status - b.status)
  assert.deepEqual([won?.status, lost?.status, lost?.body.sessionId], [201, 409, won?.body.id])
  await ann.post(`/study-sessions/${won?.body.id}/pause`)
  assert.equal((await ann.post('/study-sessions/start')).status, 409)
  assert.equal((await ann.delete(`/study-sessions/${won?.body.id}`)).status, 204)
  assert.equal((await ann.post('/study-sessions/start')).status, 201)
  const { status, body } = await ann.post(`/study-sessions/${won?.body.id}/restore`)
  assert.deepEqual([status, body.state], [200, 'finished'])
})

test('a timer that was forgotten is ended when it really ended, within what can be', async () => {
  const ann = await app.as()
  const { id } = await at(ann, '09:00:00', 'start')
  const finish = (finishedAt: string) =>
    ann.post(`/study-sessions/${id}/finish?now=2027-03-02T09:00:00Z`, { finishedAt })
  assert.equal((await finish('2027-03-01T08:59:00Z')).status, 400)
  assert.equal((await finish('2027-03-02T09:01:00Z')).status, 400)
  assert.equal((await finish('2027-03-01T10:00:00Z')).body.focusSeconds, 3_600)
})

test('what is logged afterwards lies in the past, ends after it began and names what is mine', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [topic, foreign] = [await aTopic(ann), await aTopic(bob)]
  const log = async (fields: object) => {
    const session = { startedAt: '2025-03-01T09:00:00Z', finishedAt: '2025-03-01T10:00:00Z', ...fields }
    const { status, body } = await ann.post('/study-sessions', session)
    return [status, body.errors?.[0].path ?? body.focusSeconds]
  }
  assert.deepEqual(await log({ topicId: topic.id }), [201, 3_600])
  assert.deepEqual(await log({ topicId: foreign.id }), [404, 'topicId'])
  assert.deepEqual(await log({ courseId: foreign.courseId }), [404, 'courseId'])
  assert.deepEqual(await log({ finishedAt: '2025-03-01T08:00:00Z' }), [400, 'finishedAt'])
  assert.deepEqual(await log({ finishedAt: '2025-03-03T08:00:00Z' }), [400, 'finishedAt'])
  assert.deepEqual(await log({ startedAt: '2100-03-01T09:00:00Z', finishedAt: '2100-03-01T10:00:00Z' }), [
    400,
    'finishedAt',
  ])
})

test('minutes are counted on the days of whoever studied, and for each course', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'America/New_York' })
  const [italian, latin] = [await aTopic(ann), await aTopic(ann, 'Latin')]
  const log = (startedAt: string, finishedAt: string, fields: object = {}) =>
    ann.post('/study-sessions', { startedAt, finishedAt, ...fields })
  // From 23:30 to 00:45 in New York.
  await log('2025-03-02T04:30:00Z', '2025-03-02T05:45:00Z', { topicId: italian.id })
  await log('2025-03-02T15:00:00Z', '2025-03-02T15:20:00Z', { courseId: latin.courseId })
  await log('2025-03-03T15:00:00Z', '2025-03-03T15:05:30Z')
  const { body } = await ann.get('/study-sessions/statistics?from=2025-03-01&to=2025-03-04')
  assert.deepEqual(
    body.days.map(({ date, minutes, sessions }: Body) => [date, minutes, sessions]),
    [
      ['2025-03-01', 30, 1],
      ['2025-03-02', 65, 2],
      ['2025-03-03', 5, 1],
      ['2025-03-04', 0, 0],
    ],
  )
  assert.deepEqual(
    body.courses.map(({ title, minutes, sessions }: Body) => [title, minutes, sessions]),
    [
      ['Italian', 75, 1],
      ['Latin', 20, 1],
      [null, 5, 1],
    ],
  )
  assert.deepEqual([body.minutes, body.sessions], [100, 3])
  const { body: second } = await ann.get('/study-sessions/statistics?from=2025-03-02&to=2025-03-02')
  assert.deepEqual([second.minutes, second.sessions], [65, 2])
  assert.equal((await ann.get('/study-sessions/statistics?from=2025-03-02&to=2025-03-01')).status, 400)
  assert.equal((await ann.get('/study-sessions/statistics?from=2023-03-02&to=2025-03-01')).status, 400)
})

test('an open session counts up to now', async () => {
  const ann = await app.as()
  await at(ann, '09:00:00', 'start')
  const { body } = await ann.get('/study-sessions/statistics?now=2027-03-01T09:12:30Z&timezone=UTC')
  assert.deepEqual([body.to, body.minutes, body.days.length], ['2027-03-01', 12, 30])
})
