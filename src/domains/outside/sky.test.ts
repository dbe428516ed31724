import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { type OutsideServer, openOutsideServer } from '#test/outside-server.ts'
import { nextQuarters, positionOf, turn } from './sky.ts'

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

const skyAt = async (at: string, more = ''): Promise<Body> => {
  const { status, body } = await (await app.as()).get(`/sky?at=${at}${more}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const longitudes = ({ positions }: Body): Record<string, number> =>
  Object.fromEntries(positions.map(({ body, longitude }: Body) => [body, longitude]))
const within = (found: number, published: number, off: number, what: string) =>
  assert.ok(Math.abs(found - published) <= off, `${what}: ${found}, published ${published}`)
const minutesApart = (a: string, b: string) => Math.abs(Date.parse(a) - Date.parse(b)) / 60_000

/** Instants of the books are in dynamical time, which ran 59 seconds ahead of UTC in 1992. */
const PUBLISHED: [source: string, at: string, body: string, longitude: number][] = [
  ['Meeus, Astronomical Algorithms (2nd ed.), example 25.b', '1992-10-12T23:59:01Z', 'sun', 199 + 54 / 60 + 22 / 3600],
  ['Meeus, example 47.a', '1992-04-11T23:59:01Z', 'moon', 133.167265],
  ['Meeus, example 33.a', '1992-12-19T23:59:01Z', 'venus', 313.08],
  ['Meeus, example 27.a: the June solstice of 1962', '1962-06-21T21:24:08Z', 'sun', 90],
  ['The great conjunction of 2020, at 0°29′ of Aquarius', '2020-12-21T18:20:00Z', 'jupiter', 300.49],
  ['The great conjunction of 2020, at 0°29′ of Aquarius', '2020-12-21T18:20:00Z', 'saturn', 300.49],
]
/** Swiss Ephemeris (JPL DE431), geocentric apparent longitudes of 1 January 2000, 12:00 UT, to a hundredth of a degree. */
const J2000: Record<string, number> = {
  sun: 280.37,
  moon: 223.32,
  mercury: 271.89,
  venus: 241.57,
  mars: 327.96,
  jupiter: 25.25,
  saturn: 40.4,
  uranus: 314.81,
  neptune: 303.19,
  pluto: 251.45,
}

test('positions are within a tenth of a degree of what is published', async () => {
  for (const [source, at, body, longitude] of PUBLISHED)
    within(longitudes(await skyAt(at))[body] ?? NaN, longitude, 0.1, `${body}, ${source}`)
  const found = longitudes(await skyAt('2000-01-01T12:00:00Z'))
  for (const [body, longitude] of Object.entries(J2000)) within(found[body] ?? NaN, longitude, 0.1, body)
  assert.deepEqual(Object.keys(found), Object.keys(J2000))
})

/** UTC, by the Institut de mécanique céleste (IMCCE): when the sun is at 0°, 90°, 180° and 270°. */
const TURNS = [
  ['2024-03-20T03:06:21Z', '2024-06-20T20:50:56Z', '2024-09-22T12:43:36Z', '2024-12-21T09:20:30Z'],
  ['2025-03-20T09:01:25Z', '2025-06-21T02:42:11Z', '2025-09-22T18:19:16Z', '2025-12-21T15:03:01Z'],
  ['2026-03-20T14:45:53Z', '2026-06-21T08:24:26Z', '2026-09-23T00:05:08Z', '2026-12-21T20:50:09Z'],
]
/** UTC to the minute, by NASA: conjunction and opposition in longitude at eclipses, when nobody can mistake them. */
const ECLIPSES = {
  new_moon: ['2024-04-08T18:21Z', '2024-10-02T18:49Z', '2025-03-29T10:58Z', '2025-09-21T19:54Z', '2026-08-12T17:37Z'],
  full_moon: ['2024-03-25T07:00Z', '2024-09-18T02:34Z', '2025-03-14T06:55Z', '2025-09-07T18:09Z', '2026-03-03T11:38Z'],
}

test('the year turns, and the moon is new and full, in the published minute', () => {
  for (const year of TURNS)
    for (const [quarter, at] of year.entries()) {
      const off = turn(positionOf('sun', new Date(at)).longitude - quarter * 90)
      assert.ok(Math.abs(off) <= 0.001, `${at}: ${off} degrees off, ${(off / 0.041) * 60} minutes`)
    }
  for (const [phase, instants] of Object.entries(ECLIPSES))
    for (const at of instants) {
      const [next] = nextQuarters(new Date(Date.parse(at) - 86_400_000))
      assert.equal(next?.phase, phase)
      assert.ok(minutesApart(next.at, at) < 1.5, `${phase} ${next.at}, published ${at}`)
    }
})

test('phases of the moon fall on the published minutes, and its disc is lit as published', async () => {
  const { moon } = await skyAt('1977-02-10T00:00:00Z')
  const next = ({ next }: Body, phase: string) => next.find((one: Body) => one.phase === phase).at
  // Meeus, examples 49.a and 49.b; dynamical time was 48 seconds ahead in 1977.
  assert.ok(minutesApart(next(moon, 'new_moon'), '1977-02-18T03:36:54Z') < 2)
  const later = await skyAt('2044-01-10T00:00:00Z')
  assert.ok(minutesApart(next(later.moon, 'last_quarter'), '2044-01-21T23:47:00Z') < 3)
  // Meeus, example 48.a.
  within((await skyAt('1992-04-11T23:59:01Z')).moon.illumination, 0.6786, 0.002, 'lit part')
  assert.equal((await skyAt('1992-04-11T23:59:01Z')).moon.phase, 'first_quarter')
})

test('signs follow from longitudes, and Mercury goes backwards when it is known to', async () => {
  const back = (await skyAt('2024-04-10T00:00:00Z')).positions.find(({ body }: Body) => body === 'mercury')
  const forth = (await skyAt('2024-05-05T00:00:00Z')).positions.find(({ body }: Body) => body === 'mercury')
  assert.deepEqual([back.retrograde, back.sign, forth.retrograde], [true, 'aries', false])
  assert.ok(back.speed < 0 && forth.speed > 0)
})

test('the sun rises and sets within two minutes of the almanac, and what does not happen is null', async () => {
  // HM Nautical Almanac Office: London, 20 June 2024, 04:43 and 21:21 in summer time; civil twilight from 03:55 to 22:09.
  const london = await skyAt('2024-06-20T12:00:00Z', '&latitude=51.5&longitude=-0.13&zone=Europe/London')
  assert.ok(minutesApart(london.sun.rise, '2024-06-20T03:43:00Z') < 2, london.sun.rise)
  assert.ok(minutesApart(london.sun.set, '2024-06-20T20:21:30Z') < 2, london.sun.set)
  assert.ok(minutesApart(london.sun.twilight.civil.dusk, '2024-06-20T21:09:00Z') < 3, london.sun.twilight.civil.dusk)
  assert.equal(london.sun.twilight.astronomical.dusk, null, 'in June the night of London is never dark')
  within(london.sun.noonAltitude, 90 - 51.5 + 23.44, 0.1, 'height at noon')
  const tromso = await skyAt('2024-06-20T12:00:00Z', '&latitude=69.65&longitude=18.96&zone=Europe/Oslo')
  assert.deepEqual([tromso.sun.rise, tromso.sun.set], [null, null])
  assert.ok(tromso.sun.altitude > 0)
})

test('without a place nothing is said of rising, and outside of three centuries nothing at all', async () => {
  const { sun, moon, place } = await skyAt('2027-03-01T09:00:00Z')
  assert.deepEqual([sun, moon.here, place], [null, null, null])
  const ann = await app.as()
  assert.equal((await ann.get('/sky?at=1500-01-01T00:00:00Z')).status, 400)
  assert.equal((await ann.get('/sky?latitude=91&longitude=0')).status, 400)
  const { status, body } = await ann.get('/sky?latitude=48')
  assert.deepEqual([status, body.errors[0].path], [400, 'longitude'])
  assert.equal(server.asked.length, 0, 'nobody was asked')
})

test('the present moment and the own zone are meant unless told', async () => {
  const ann = await app.as()
  const { body } = await ann.get('/sky?now=2027-03-10T23:30:00.000Z&timezone=Europe/Vienna')
  assert.deepEqual([body.at, body.date, body.zone], ['2027-03-10T23:30:00.000Z', '2027-03-11', 'Europe/Vienna'])
  assert.ok(body.notes.some((note: string) => /entertainment/.test(note)))
})
