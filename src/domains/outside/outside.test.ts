import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { type OutsideServer, openOutsideServer } from '#test/outside-server.ts'
import { openPageServer } from '#test/page-server.ts'
import { signUp } from '#test/people.ts'

let app: TestApp
let server: OutsideServer
before(async () => {
  server = await openOutsideServer()
  app = await startApp({ env: server.env })
})
after(async () => {
  await app.close()
  server.close()
})

const NOW = 'now=2027-03-01T09:00:00.000Z&timezone=Europe/Vienna'
const lastAsked = () => server.asked.at(-1) as URL // a test asks before

test('the weather is told now, by the hour on the clock of the place, and by the day', async () => {
  const ann = await app.as()
  const { status, body } = await ann.get('/weather?place=Vienna&days=3')
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual([body.place.name, body.place.country, body.timezone], ['Vienna', 'Austria', 'Europe/Vienna'])
  const { temperatureC, condition, isDay, at } = body.current
  assert.deepEqual([temperatureC, condition, isDay, at], [8.4, 'light rain', true, '2027-03-01T09:00:00.000Z'])
  assert.deepEqual(
    [body.hourly.length, body.hourly[0].local, body.hourly[3].temperatureC],
    [48, '2027-03-01T10:00', 0.3],
  )
  assert.deepEqual(
    body.daily.map(({ date }: Body) => date),
    ['2027-03-01', '2027-03-02', '2027-03-03'],
  )
  assert.deepEqual([body.isStale, /Open-Meteo/.test(body.attribution)], [false, true])
  // Summer time begins on the 28th: days of the forecast behind it are still the right ones.
  const all = (await ann.get('/weather?latitude=48.208&longitude=16.372&days=16')).body.daily
  assert.deepEqual([all.length, all.at(-1).date], [16, '2027-03-16'])
})

test('no more of where somebody is leaves the house than a kilometre, and neighbours share an answer', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await ann.get('/weather?latitude=47.123456&longitude=15.123456')
  const asked = server.asked.length
  assert.deepEqual(
    [lastAsked().searchParams.get('latitude'), lastAsked().searchParams.get('longitude')],
    ['47.12', '15.12'],
  )
  const { body } = await bob.get('/weather?latitude=47.1231&longitude=15.1199')
  assert.deepEqual([server.asked.length, body.place.latitude], [asked, 47.1231])
})

test('a place is found by its name and what tells it from others, and one that nobody knows is not found', async () => {
  const ann = await app.as()
  const { items } = (await ann.get('/places?q=Springfield,%20Illinois')).body
  assert.deepEqual([items.length, items[0].region, items[0].timezone], [1, 'Illinois', 'America/Chicago'])
  assert.equal((await ann.get('/places?q=Springfield')).body.items.length, 2)
  const { status, body } = await ann.get('/weather?place=Nowhere-at-all')
  assert.deepEqual([status, /Nowhere-at-all/.test(body.detail)], [404, true])
  assert.equal((await ann.get('/weather')).body.errors[0].path, 'place')
  assert.equal((await ann.get('/weather?latitude=48')).body.errors[0].path, 'longitude')
  assert.equal((await ann.get('/weather?latitude=91&longitude=0')).status, 400)
})

test('when nobody can be asked it is 503 with the seconds to wait, never an invented sky', async () => {
  const silent = await openOutsideServer()
  silent.close()
  const offline = await startApp({ env: silent.env })
  try {
    const ann = await offline.as()
    const { status, headers, body } = await ann.get('/weather?latitude=48&longitude=16')
    assert.deepEqual([status, body.code, headers['retry-after']], [503, 'unavailable', '30'])
    assert.equal((await ann.get('/weather?place=Vienna')).status, 503)
    assert.equal((await ann.get('/sky?latitude=48&longitude=16')).status, 200)
    const { body: events } = await ann.get('/events?q=jazz')
    assert.deepEqual(
      events.sources.map(({ source, state }: Body) => [source, state]),
      [
        ['ticketmaster', 'failed'],
        ['calendars', 'answered'],
      ],
    )
  } finally {
    await offline.close()
  }
})

test('an answer that has grown old stands in with its age while the provider fails', async () => {
  const own = await openOutsideServer()
  const other = await startApp({ env: own.env })
  try {
    const ann = await other.as()
    other.setNow('2027-03-01T09:00:00.000Z')
    await ann.get('/weather?latitude=48&longitude=16')
    own.replies.splice(0, Infinity, 'garbage')
    other.setNow('2027-03-01T11:00:00.000Z')
    const { status, body } = await ann.get('/weather?latitude=48&longitude=16')
    assert.deepEqual([status, body.isStale, body.ageSeconds], [200, true, 7_200])
    for (const latitude of [1, 2])
      assert.equal((await ann.get(`/weather?latitude=${latitude}&longitude=0`)).status, 503)
    const { weather, events, sky } = (await ann.get('/outside/capabilities')).body
    assert.deepEqual([weather.state, events.state, sky.level], ['resting', 'answering', 'computed'])
  } finally {
    await other.close()
    own.close()
  }
})

test('what is on comes from the provider in order of time, and with the words and the span that were asked for', async () => {
  const ann = await app.as()
  const { body } = await ann.get(`/events?place=Vienna&from=2027-03-01&to=2027-04-01&${NOW}`)
  assert.deepEqual(
    body.items.map(({ id, local, venue, category }: Body) => [id, local, venue, category]),
    [
      ['early', '2027-03-05T20:00', 'Riverside Hall', 'Music'],
      ['late', '2027-03-20T20:00', 'Riverside Hall', 'Music'],
    ],
  )
  const asked = Object.fromEntries(lastAsked().searchParams)
  assert.deepEqual(
    [asked.startDateTime, asked.endDateTime, asked.latlong, asked.radius, asked.unit],
    ['2027-02-28T23:00:00Z', '2027-03-31T22:00:00Z', '48.21,16.37', '50', 'km'],
  )
  assert.equal((await ann.get(`/events?q=jazz&${NOW}`)).body.items.length, 1)
  assert.equal((await ann.get(`/events?from=2027-03-01&to=2027-09-01&${NOW}`)).body.errors[0].path, 'to')
  assert.doesNotMatch(JSON.stringify(body), /discovery-key/)
})

test('subscribed calendars are among the events of their owner, for keys that may read the schedule', async () => {
  const calendar = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nBEGIN:VEVENT\r\nUID:${newId()}\r\nDTSTAMP:20270101T000000Z\r\nDTSTART:20270310T180000Z\r\nDTEND:20270310T200000Z\r\nSUMMARY:Chess club\r\nLOCATION:Library\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
  const page = await openPageServer(calendar, 'text/calendar')
  const ann = await signUp(app)
  await app.work()
  await ann.post('/schedule/subscriptions', { url: `${page.url}/club.ics`, name: 'Club' })
  await ann.post('/schedule', { title: 'Own block', startAt: '2027-03-10T10:00:00.000Z', durationMinutes: 30 })
  const club = await eventually(async () => {
    const { items } = (await ann.get(`/events?${NOW}`)).body
    assert.equal(items.length, 1)
    return items[0]
  })
  assert.deepEqual([club.title, club.venue, club.source], ['Chess club', 'Library', 'calendars'])
  assert.deepEqual((await (await app.as()).get(`/events?${NOW}`)).body.items, [])
  const { key } = (await ann.post('/api-keys', { name: 'outside', scopes: ['outside:read'] })).body
  const { body } = await (await app.as(key)).get(`/events?${NOW}`)
  assert.deepEqual([body.items, body.sources[1].state], [[], 'not_asked'])
  page.close()
})
