import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

const app: TestApp = await sharedApp()
after(() => app.close())
afterEach(() => app.setNow(null))

const query = (text: string, values: unknown[] = []) => app.platform.database.query<Body>(text, values)

async function somebody(settings: object = { timezone: 'Europe/Vienna' }): Promise<Caller> {
  const ann = await app.as()
  await ann.patch('/users/me', settings)
  return ann
}

async function report(by: Caller, view: string, from: string, to: string, more = ''): Promise<Body> {
  const { status, body } = await by.get(`/analytics/${view}?from=${from}&to=${to}${more}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const of = (series: Body[], name: string) => series.map((one) => one[name])

const studied = (ann: Caller, startedAt: string, finishedAt: string) =>
  ann.post('/study-sessions', { startedAt, finishedAt })

test('studying over midnight counts on both of the user’s own days, and the hour that the clocks skip is no hour', async () => {
  app.setNow('2027-03-30T12:00:00.000Z')
  const ann = await somebody({ timezone: 'Europe/Vienna', dayStartsAt: '04:00' })
  // 03:30 to 04:15 in Vienna: half an hour before its day begins, a quarter after.
  assert.equal((await studied(ann, '2027-03-20T02:30:00.000Z', '2027-03-20T03:15:00.000Z')).status, 201)
  // 01:30 to 03:30 on the night that the clocks skip an hour: one hour.
  await studied(ann, '2027-03-28T00:30:00.000Z', '2027-03-28T01:30:00.000Z')
  const { series, totals } = await report(ann, 'learning', '2027-03-19', '2027-03-20')
  assert.deepEqual(
    [of(series, 'studyMinutes'), of(series, 'studySessions')],
    [
      [30, 15],
      [1, 1],
    ],
  )
  assert.equal(totals.studyMinutes, 45)
  assert.deepEqual(of((await report(ann, 'learning', '2027-03-27', '2027-03-28')).series, 'studyMinutes'), [60, 0])
  await ann.patch('/users/me', { timezone: 'America/New_York' })
  assert.deepEqual(of((await report(ann, 'learning', '2027-03-19', '2027-03-20')).series, 'studyMinutes'), [45, 0])
})

test('a session that goes on counts up to now, and one in the trash not at all', async () => {
  app.setNow('2027-03-10T10:00:00.000Z')
  const ann = await somebody()
  const { body: session } = await ann.post('/study-sessions/start', {})
  app.setNow('2027-03-10T10:20:30.000Z')
  const minutes = async () => (await report(ann, 'learning', '2027-03-10', '2027-03-10')).totals.studyMinutes
  assert.equal(await minutes(), 20)
  assert.equal((await report(ann, 'overview', '2027-03-10', '2027-03-10')).totals.studyMinutes, 20)
  await ann.delete(`/study-sessions/${session.id}`)
  assert.equal(await minutes(), 0)
})

test('reviews, topics and journal count on their days, and what is late or taken back is seen at once', async () => {
  app.setNow('2027-03-10T10:00:00.000Z')
  const ann = await somebody()
  const { body: deck } = await ann.post('/flashcard-decks', { name: 'd' })
  const review = async (reviewedAt: string) => {
    const { body: card } = await ann.post(`/flashcard-decks/${deck.id}/cards`, { front: 'f', back: 'b' })
    const given = { rating: 'good', durationMs: 60_000, reviewedAt }
    assert.ok((await ann.post(`/flashcards/${card.id}/review`, given)).status < 300)
    return card.id
  }
  await review('2027-03-10T09:00:00.000Z')
  const { body: course } = await ann.post('/courses', { title: 'c' })
  const { body: part } = await ann.post(`/courses/${course.id}/modules`, { title: 'm' })
  const { body: topic } = await ann.post(`/course-modules/${part.id}/topics`, { title: 't' })
  assert.equal((await ann.post(`/course-topics/${topic.id}/complete`)).status, 200)
  await ann.post('/journal', { text: 't', date: '2027-03-08', mood: 4 })
  await ann.post('/journal', { text: 't', date: '2027-03-08', mood: 7, isPrivate: false })
  const { totals } = await report(ann, 'learning', '2027-03-10', '2027-03-10')
  assert.deepEqual(
    [totals.cardsReviewed, totals.newCards, totals.recalled, totals.reviewMinutes, totals.topicsCompleted],
    [1, 1, 100, 1, 1],
  )
  const late = await review('2027-03-09T09:00:00.000Z')
  const reviews = async () => of((await report(ann, 'learning', '2027-03-09', '2027-03-10')).series, 'cardsReviewed')
  assert.deepEqual(await reviews(), [1, 1])
  const [{ id }] = (await ann.get(`/flashcards/${late}/reviews`)).body.items
  assert.equal((await ann.post(`/flashcards/${late}/reviews/${id}/undo`)).status, 200)
  assert.deepEqual(await reviews(), [0, 1])
  const mood = await report(ann, 'mood', '2027-03-08', '2027-03-09')
  assert.deepEqual(
    [of(mood.series, 'journalEntries'), of(mood.series, 'journalMood')],
    [
      [2, 0],
      [5.5, null],
    ],
  )
  const overview = await report(ann, 'overview', '2027-03-01', '2027-03-10', '&granularity=month')
  assert.deepEqual(
    [overview.totals.cardsReviewed, overview.totals.journalEntries, overview.series.length, overview.streak.activeDays],
    [1, 2, 1, 2],
  )
})

test('what private entries say of a mood counts for their writer in person alone', async () => {
  app.setNow('2027-03-10T10:00:00.000Z')
  const ann = await somebody()
  await ann.post('/journal', { text: 't', date: '2027-03-09', mood: 2 })
  await ann.post('/journal', { text: 't', date: '2027-03-09', mood: 8, isPrivate: false })
  const { key } = (await ann.post('/api-keys', { name: 'k', scopes: ['analytics:read'] })).body
  const moodOf = async (by: Caller) => {
    const { totals } = await report(by, 'mood', '2027-03-09', '2027-03-09')
    return [totals.journalEntries, totals.journalMood]
  }
  assert.deepEqual(await moodOf(ann), [2, 5])
  assert.deepEqual(await moodOf(await app.as(key)), [1, 8])
  assert.deepEqual(await moodOf(await app.as()), [0, null])
})

test('the days of the week are compared from the first of the user’s own', async () => {
  app.setNow('2027-03-20T10:00:00.000Z')
  const ann = await somebody({ timezone: 'Europe/Vienna', weekStartsOn: 'su' })
  // Two Mondays and a Sunday.
  for (const [date, mood] of [
    ['2027-03-08', 4],
    ['2027-03-15', 8],
    ['2027-03-14', 9],
  ])
    await ann.post('/journal', { text: 't', date, mood })
  const { weekdays } = await report(ann, 'mood/weekdays', '2027-03-08', '2027-03-20')
  assert.deepEqual(of(weekdays, 'weekday'), ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'])
  assert.deepEqual(of(weekdays, 'journalMood'), [9, 6, null, null, null, null, null])
})

test('questions to models are the asker’s own, and every view is taken along as CSV', async () => {
  app.setNow('2027-03-10T10:00:00.000Z')
  const [ann, bob] = [await somebody(), await somebody()]
  for (const [{ userId }, day, cost] of [
    [ann, '2027-03-08', 5],
    [ann, '2027-03-09', 7],
    [bob, '2027-03-09', 99],
  ] as const)
    await query(
      `insert into ai_usage (user_id, day, feature, provider, model, calls, input_tokens, output_tokens, cost_micros)
       values ($1, $2, $3, 'p', 'm', 2, 100, 10, $4)`,
      [userId, day, newId(), cost],
    )
  const { totals, streak } = await report(ann, 'ai', '2027-03-08', '2027-03-10')
  assert.deepEqual([totals, streak.longest], [{ calls: 4, tokens: 220, costMicros: 12 }, 2])
  const span = 'from=2027-03-08&to=2027-03-09'
  const { headers, body } = await ann.get(`/analytics/ai/export.csv?${span}`)
  assert.match(headers['content-disposition'] ?? '', /ai-2027-03-08-2027-03-09\.csv/)
  assert.equal(body, 'from,to,calls,tokens,costMicros\n2027-03-08,2027-03-08,2,110,5\n2027-03-09,2027-03-09,2,110,7\n')
  for (const view of ['overview', 'tasks', 'habits', 'goals', 'metrics', 'mood', 'learning']) {
    const { series } = await report(ann, view, '2027-03-08', '2027-03-09')
    const lines = parse((await ann.get(`/analytics/${view}/export.csv?${span}`)).body, { columns: true }) as Body[]
    const texts = series.map((one: Body) =>
      Object.fromEntries(Object.entries(one).map(([name, value]) => [name, value === null ? '' : String(value)])),
    )
    assert.deepEqual(lines, texts, view)
  }
})
