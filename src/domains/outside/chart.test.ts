import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Astronomy from 'astronomy-engine'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { type OutsideServer, openOutsideServer } from '#test/outside-server.ts'
import { anglesAt, housesAt } from './chart.ts'
import { turn } from './sky.ts'

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

const VIENNA = { latitude: 48.21, longitude: 16.37 }
const BIRTH = { date: '1987-06-14', time: '09:30', zone: 'Europe/Vienna', ...VIENNA }
const chartOf = async (request: object): Promise<Body> => {
  const { status, body } = await (await app.as()).post('/sky/birth-chart', request)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

const MOMENTS = ['1987-06-14T07:30:00Z', '1992-10-13T00:00:00Z', '2027-12-21T18:45:00Z'].map((at) => new Date(at))
const SITES = [VIENNA, { latitude: -33.87, longitude: 151.21 }, { latitude: 0.5, longitude: -78.5 }]

/** A point of the ecliptic of date on the sky of a place: its height, its direction, and right ascension and declination. */
function seen(longitude: number, at: Date, site: { latitude: number; longitude: number }) {
  const time = Astronomy.MakeTime(at)
  const point = Astronomy.VectorFromSphere(new Astronomy.Spherical(0, longitude, 1), time)
  const equator = Astronomy.EquatorFromVector(Astronomy.RotateVector(Astronomy.Rotation_ECT_EQD(time), point))
  const observer = new Astronomy.Observer(site.latitude, site.longitude, 0)
  const horizon = Astronomy.Horizon(time, observer, equator.ra, equator.dec)
  const sidereal = Astronomy.SiderealTime(time) * 15 + site.longitude
  return { ...equator, ...horizon, hourAngle: turn(sidereal - equator.ra * 15), declination: equator.dec }
}

test('the ascendant is where the ecliptic rises, and the midheaven where it crosses the meridian', () => {
  for (const at of MOMENTS)
    for (const site of SITES) {
      const { ascendant, midheaven } = anglesAt(at, site)
      const rising = seen(ascendant.longitude, at, site)
      assert.ok(Math.abs(rising.altitude) < 0.01 && rising.azimuth < 180, JSON.stringify(rising))
      assert.ok(Math.abs(seen(midheaven.longitude, at, site).hourAngle) < 0.01)
    }
})

test('Placidus cuts each way between meridian and horizon into thirds of its own time', () => {
  for (const at of MOMENTS)
    for (const site of SITES) {
      const cusps = housesAt(at, site, 'placidus')
      for (const [house, part] of [
        [11, 1 / 3],
        [12, 2 / 3],
        [3, 1 / 3],
        [2, 2 / 3],
      ] as const) {
        const { hourAngle, declination } = seen(cusps[house - 1]?.longitude ?? NaN, at, site)
        const [lat, dec] = [site.latitude, declination].map((degrees) => (degrees * Math.PI) / 180) as [number, number]
        const semi = (Math.acos(-Math.tan(lat) * Math.tan(dec)) * 180) / Math.PI
        const expected = house > 6 ? -semi * part : 180 + (180 - semi) * part
        assert.ok(Math.abs(turn(hourAngle - expected)) < 0.02, `house ${house}: ${hourAngle}, not ${expected}`)
      }
      assert.ok(Math.abs(turn((cusps[0]?.longitude ?? NaN) - anglesAt(at, site).ascendant.longitude)) < 0.001)
      assert.ok(Math.abs(turn((cusps[9]?.longitude ?? NaN) - anglesAt(at, site).midheaven.longitude)) < 0.001)
    }
})

test('a chart holds positions with houses, angles, and aspects with their orbs', async () => {
  const chart = await chartOf(BIRTH)
  assert.deepEqual([chart.at, chart.zodiac, chart.houses.system], ['1987-06-14T07:30:00.000Z', 'tropical', 'placidus'])
  assert.equal(chart.houses.cusps.length, 12)
  const sun = chart.positions.find(({ body }: Body) => body === 'sun')
  assert.deepEqual([sun.sign, sun.signs], ['gemini', ['gemini']])
  for (const { house } of chart.positions) assert.ok(house >= 1 && house <= 12)
  assert.ok(chart.aspects.length > 0)
  const at = (name: string) => chart.positions.find(({ body }: Body) => body === name).longitude
  const exact: Record<string, number> = { conjunction: 0, sextile: 60, square: 90, trine: 120, opposition: 180 }
  for (const { between, aspect, angle, orb } of chart.aspects) {
    assert.ok(Math.abs(Math.abs(angle - (exact[aspect] ?? NaN)) - orb) < 0.002, `${aspect} of ${angle}`)
    assert.ok(Math.abs(Math.abs(turn(at(between[0]) - at(between[1]))) - angle) < 0.01)
    assert.ok(orb <= 8)
  }
  const whole = await chartOf({ ...BIRTH, houses: 'whole_sign' })
  const { ascendant } = whole.angles
  assert.deepEqual(
    [whole.houses.cusps[0].longitude % 30, whole.houses.cusps[0].sign, whole.houses.cusps[1].degreesInSign],
    [0, ascendant.sign, 0],
  )
})

test('without the hour nothing is said that needs it, and a sign that changes that day is not decided', async () => {
  const chart = await chartOf({ ...BIRTH, time: null })
  assert.deepEqual([chart.at, chart.angles, chart.houses], [null, null, null])
  assert.ok(chart.positions.every(({ house }: Body) => house === null))
  assert.ok(chart.aspects.every(({ between }: Body) => !between.includes('moon')))
  // The sun entered Cancer on 21 June 1987 at 22:11 UT.
  const changing = await chartOf({ ...BIRTH, date: '1987-06-22', time: undefined })
  const { signs } = changing.positions.find(({ body }: Body) => body === 'sun')
  assert.deepEqual(signs, ['gemini', 'cancer'])
  assert.match(chart.notes.join(' '), /Without the time of birth.*entertainment/s)
})

test('without a place there are no houses, and Placidus is refused where it does not exist', async () => {
  const { angles, houses, aspects, notes } = await chartOf({ date: BIRTH.date, time: BIRTH.time, zone: BIRTH.zone })
  assert.deepEqual([angles, houses], [null, null])
  assert.ok(aspects.length > 0 && /Without a place/.test(notes[0]))
  const ann = await app.as()
  const north = { ...BIRTH, latitude: 69.65, longitude: 18.96 }
  const { status, body } = await ann.post('/sky/birth-chart', north)
  assert.deepEqual([status, body.errors[0].path], [400, 'houses'])
  assert.equal((await chartOf({ ...north, houses: 'whole_sign' })).houses.cusps.length, 12)
  assert.equal((await ann.post('/sky/birth-chart', { date: BIRTH.date, time: '09:30' })).body.errors[0].path, 'zone')
  assert.equal((await ann.post('/sky/birth-chart', { ...BIRTH, date: '1987-02-30' })).status, 400)
})

test('a place by its name brings its own zone, and the chart is kept nowhere', async () => {
  const chart = await chartOf({ date: BIRTH.date, time: BIRTH.time, place: 'Vienna' })
  assert.deepEqual(
    [chart.zone, chart.place.country, chart.at],
    ['Europe/Vienna', 'Austria', '1987-06-14T07:30:00.000Z'],
  )
  const { body } = await (await app.as()).post('/sky/birth-chart', { ...BIRTH, place: undefined, latitude: 90 })
  assert.equal(body.status, 400)
})
