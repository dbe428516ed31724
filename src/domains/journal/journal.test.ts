import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '#core/time/zones.ts'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { PROMPTS } from './prompts.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
after(() => app.close())

const NOW = '2027-03-10T12:00:00.000Z'
const TODAY = '2027-03-10'
const at = (now = NOW, timezone = 'UTC') => `now=${now}&timezone=${timezone}`

const write = async (ann: Caller, fields: object = {}): Promise<Body> => {
  const { status, body } = await ann.post('/journal', { text: 'A day.', ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const read = async (ann: Caller, url: string): Promise<Body> => {
  const { status, body } = await ann.get(url)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const texts = async (ann: Caller, query: string) =>
  (await read(ann, `/journal?${query}`)).items.map(({ text }: Body) => text)

test('an entry keeps what was written to the letter, and is private unless its writer says otherwise', async () => {
  const ann = await app.as()
  const given = {
    date: '2027-02-28',
    zone: 'Asia/Tokyo',
    writtenAt: '2027-02-28T12:30:00.000Z',
    title: 'Rain',
    text: '# Morning\n\n- *slow*\n',
    mood: 3,
    moodLabel: 'heavy',
    tags: ['rain', 'home'],
    promptId: 'heaviest',
    feedback: 'Keep this.',
  }
  const entry = await write(ann, given)
  assert.deepEqual(Object.fromEntries(Object.keys(given).map((name) => [name, entry[name]])), given)
  assert.equal(entry.isPrivate, true)
  const cleared = await ann.patch(`/journal/${entry.id}`, { mood: null, promptId: null, isPrivate: false, title: null })
  const { mood, promptId, isPrivate, title, text } = cleared.body
  assert.deepEqual([mood, promptId, isPrivate, title, text], [null, null, false, null, given.text])
})

test('an entry is about the writer’s own day where they were, and stays there when they travel', async () => {
  const ann = await app.as()
  const late = { now: '2027-03-10T02:30:00.000Z', timezone: 'America/New_York' }
  const entry = await write(ann, late)
  assert.deepEqual([entry.date, entry.zone], ['2027-03-09', 'America/New_York'])
  const offline = await write(ann, { ...late, writtenAt: '2027-03-09T22:00:00.000Z', zone: 'Pacific/Auckland' })
  assert.deepEqual([offline.date, offline.zone], ['2027-03-10', 'Pacific/Auckland'])
  await ann.patch('/users/me', { timezone: 'Asia/Tokyo' })
  assert.equal((await read(ann, `/journal/${entry.id}`)).date, '2027-03-09')
})

test('a day that begins at four holds what is written at three', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { dayStartsAt: '04:00', timezone: 'UTC' })
  assert.equal((await write(ann, { now: '2027-03-10T03:59:00.000Z' })).date, '2027-03-09')
  assert.equal((await write(ann, { now: '2027-03-10T04:00:00.000Z' })).date, '2027-03-10')
})

test('an empty entry, and a mood, day, zone or question that there is not, are refused', async () => {
  const ann = await app.as()
  const wrong: object[] = [
    { text: '  ' },
    { text: 'x', mood: 0 },
    { text: 'x', mood: 11 },
    { text: 'x', mood: 5.5 },
    { text: 'x', date: '2027-02-29' },
    { text: 'x', zone: 'Mars/Base' },
    { text: 'x', promptId: 'nothing' },
    { text: 'x'.repeat(100_001) },
    { text: 'x', tags: Array.from({ length: 31 }, (_, n) => `t${n}`) },
  ]
  for (const one of wrong) assert.equal((await ann.post('/journal', one)).status, 400, JSON.stringify(one).slice(0, 60))
  assert.equal((await ann.post('/journal', { mood: 5 })).status, 201)
})

test('entries are found by day, mood, tag, privacy and text taken literally', async () => {
  const ann = await app.as()
  await write(ann, { text: 'slept 100% well', mood: 8, date: '2027-03-01', tags: ['sleep'] })
  await write(ann, { text: 'slept 1000 hours', mood: 2, date: '2027-03-03', isPrivate: false })
  await write(ann, { text: 'ran', date: '2027-03-02' })
  assert.deepEqual(await texts(ann, ''), ['slept 1000 hours', 'ran', 'slept 100% well'])
  assert.deepEqual(await texts(ann, 'from=2027-03-02&to=2027-03-02'), ['ran'])
  assert.deepEqual(await texts(ann, 'moodFrom=2&moodTo=7'), ['slept 1000 hours'])
  assert.deepEqual(await texts(ann, 'tag=sleep'), ['slept 100% well'])
  assert.deepEqual(await texts(ann, 'private=false'), ['slept 1000 hours'])
  assert.deepEqual(await texts(ann, 'q=100%25'), ['slept 100% well'])
})

test('a streak counts days, not entries, and lasts until a whole day was missed', async () => {
  const ann = await app.as()
  assert.deepEqual(await read(ann, `/journal/streak?${at()}`), {
    current: 0,
    longest: 0,
    totalDays: 0,
    wroteToday: false,
  })
  for (const back of [1, 2, 2, 3, 10, 11, 12, 13, 14]) await write(ann, { date: addDays(TODAY, -back) })
  const gone = await write(ann, { date: addDays(TODAY, -4) })
  await ann.delete(`/journal/${gone.id}`)
  const streak = async (now: string, zone?: string) => {
    const { current, longest, totalDays, wroteToday } = await read(ann, `/journal/streak?${at(now, zone)}`)
    return [current, longest, totalDays, wroteToday]
  }
  assert.deepEqual(await streak(NOW), [3, 5, 8, false])
  assert.deepEqual(await streak('2027-03-11T00:30:00.000Z'), [0, 5, 8, false])
  assert.deepEqual(await streak('2027-03-11T00:30:00.000Z', 'America/New_York'), [3, 5, 8, false])
  await write(ann, { date: TODAY })
  assert.deepEqual(await streak(NOW), [4, 5, 9, true])
})

test('the mood calendar has the mean of each day with entries, and of nobody else’s', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await write(ann, { date: '2027-03-01', mood: 4, moodLabel: 'tired' })
  await write(ann, { date: '2027-03-01', mood: 9, moodLabel: 'glad' })
  await write(ann, { date: '2027-03-02' })
  await write(bob, { date: '2027-03-02', mood: 1 })
  const { items } = await read(ann, '/journal/moods?from=2027-03-01&to=2027-03-31')
  assert.deepEqual(items, [
    { date: '2027-03-01', mood: 6.5, labels: ['glad', 'tired'], entries: 2 },
    { date: '2027-03-02', mood: null, labels: [], entries: 1 },
  ])
  assert.equal((await ann.get('/journal/moods?from=2027-03-02&to=2027-03-01')).status, 400)
  assert.equal((await ann.get('/journal/moods?from=1999-03-02&to=2027-03-01')).status, 400)
  const year = await read(ann, `/journal/moods?${at('2027-03-31T12:00:00.000Z')}`)
  assert.deepEqual([year.from, year.to, year.items.length], ['2026-04-01', '2027-03-31', 2])
})

test('statistics tell by weekday, word and tag how the days were', async () => {
  const ann = await app.as()
  // A Monday and two Tuesdays.
  await write(ann, { date: '2027-03-01', mood: 2, moodLabel: 'tired', tags: ['work'] })
  await write(ann, { date: '2027-03-02', mood: 8, tags: ['work', 'run'] })
  await write(ann, { date: '2027-03-09', mood: 9, tags: ['run'] })
  const stats = await read(ann, `/journal/stats?from=2027-03-01&to=2027-03-31&${at()}`)
  assert.deepEqual([stats.entries, stats.days, stats.mood], [3, 3, 6.3])
  assert.deepEqual(stats.byWeekday, [
    { weekday: 'mo', entries: 1, mood: 2 },
    { weekday: 'tu', entries: 2, mood: 8.5 },
  ])
  assert.deepEqual(stats.byTag, [
    { tag: 'run', entries: 2, mood: 8.5 },
    { tag: 'work', entries: 2, mood: 5 },
  ])
  assert.deepEqual(stats.byLabel, [{ label: 'tired', entries: 1, mood: 2 }])
  assert.deepEqual(stats.byMood, [
    { mood: 2, entries: 1 },
    { mood: 8, entries: 1 },
    { mood: 9, entries: 1 },
  ])
  assert.equal(stats.streak.current, 1)
})

test('on this day brings back earlier years, and 29 February in years that have none', async () => {
  const ann = await app.as()
  for (const date of ['2026-03-10', '2024-03-10', '2027-03-10', '2026-03-11', '2024-02-29', '2026-02-28'])
    await write(ann, { text: date, date })
  const years = async (date: string) =>
    (await read(ann, `/journal/on-this-day?date=${date}`)).items.map(({ yearsAgo, entry }: Body) => [
      yearsAgo,
      entry.text,
    ])
  assert.deepEqual(await years('2027-03-10'), [
    [1, '2026-03-10'],
    [3, '2024-03-10'],
  ])
  assert.deepEqual(await years('2027-02-28'), [
    [1, '2026-02-28'],
    [3, '2024-02-29'],
  ])
  assert.deepEqual(await years('2028-02-28'), [[2, '2026-02-28']])
  assert.deepEqual(await years('2028-02-29'), [[4, '2024-02-29']])
})

test('each question has its turn once before any comes again, and two devices hear the same', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const fitting = PROMPTS.filter(({ tone }) => tone === 'any').length
  const seen: string[] = []
  for (let n = 0; n < fitting; n++) {
    const { prompt } = await read(ann, `/journal/prompts/today?date=${addDays(TODAY, n)}`)
    seen.push(prompt.id)
  }
  assert.equal(new Set(seen).size, fitting)
  assert.equal((await read(ann, `/journal/prompts/today?${at()}`)).prompt.id, seen[0])
  const again = await read(ann, `/journal/prompts/today?date=${addDays(TODAY, fitting)}`)
  assert.equal(again.prompt.id, seen[0])
  const others: string[] = []
  for (let n = 0; n < 5; n++)
    others.push((await read(bob, `/journal/prompts/today?date=${addDays(TODAY, n)}`)).prompt.id)
  assert.notDeepEqual(others, seen.slice(0, 5))
})

test('recent moods choose the questions, what was answered rests, and the day’s own entries change nothing', async () => {
  const ann = await app.as()
  await write(ann, { date: addDays(TODAY, -1), mood: 3 })
  const today = () => read(ann, `/journal/prompts/today?${at()}`)
  const { tone, prompt, others } = await today()
  assert.equal(tone, 'hard')
  assert.ok([prompt, ...others].every((one: Body) => one.tone !== 'good' && one.source.length > 10))
  await write(ann, { date: TODAY, mood: 10, promptId: prompt.id })
  assert.equal((await today()).prompt.id, prompt.id)
  await write(ann, { date: addDays(TODAY, -2), promptId: prompt.id })
  assert.equal((await today()).prompt.id, others[0].id)
  const bob = await app.as()
  await write(bob, { date: addDays(TODAY, -7), mood: 9 })
  await write(bob, { date: addDays(TODAY, -8), mood: 1 })
  assert.equal((await read(bob, `/journal/prompts/today?${at()}`)).tone, 'good')
})

test('a private entry is found by nobody who searches, and leaves the index when it becomes one', async () => {
  const ann = await app.as()
  const found = async (): Promise<string[]> =>
    (await read(ann, '/search?q=lighthouse')).items.map(({ snippet }: Body) => snippet)
  await write(ann, { text: 'A secret lighthouse.' })
  assert.deepEqual(await found(), [])
  const open = await write(ann, { text: 'An open lighthouse.', isPrivate: false })
  assert.equal((await found()).length, 1)
  await ann.patch(`/journal/${open.id}`, { isPrivate: true })
  assert.deepEqual(await found(), [])
  const kept = await app.platform.database.query(
    'select 1 from search_documents where user_id = $1 and to_jsonb(search_documents)::text like $2',
    [ann.userId, '%lighthouse%'],
  )
  assert.equal(kept.length, 0)
})
