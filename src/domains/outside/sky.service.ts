import type { Reach, UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { addDays, dayOf, resolveLocal, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { anglesAt, aspectsOf, houseOf, housesAt, placidusLimit, uncertainPositions } from './chart.ts'
import type { Place } from './places.schema.ts'
import { locate } from './places.service.ts'
import type { BirthChart, BirthChartRequest, Sky, SkyQuery } from './sky.schema.ts'
import {
  altitudeOf,
  FIRST_YEAR,
  LAST_YEAR,
  moonAt,
  moonBetween,
  nextQuarters,
  type Position,
  positionsAt,
  sunBetween,
} from './sky.ts'

/** Sun, moon and planets at a moment; with a place also when they rise and set on that day. Computed here, unless a place is named. */
export async function getSky(ctx: UserCtx, reach: Reach, { at, zone, ...where }: SkyQuery): Promise<Sky> {
  const place = await locate(reach, where)
  const moment = new Date(at ?? ctx.now())
  const year = moment.getUTCFullYear()
  if (year < FIRST_YEAR || year > LAST_YEAR) throw invalid('at', `must lie between ${FIRST_YEAR} and ${LAST_YEAR}`)
  const clock = zone ?? place?.timezone ?? (await userZone(ctx)).timezone
  const date = dayOf(moment.toISOString(), clock)
  const [from, to] = [date, addDays(date, 1)].map((day) => new Date(startOfDay(day, clock))) as [Date, Date] // of two days
  return {
    at: moment.toISOString(),
    date,
    zone: clock,
    place,
    sun: place && { ...sunBetween(from, to, place), altitude: altitudeOf('sun', moment, place) },
    moon: {
      ...moonAt(moment),
      next: nextQuarters(moment),
      here: place && { ...moonBetween(from, to, place), altitude: altitudeOf('moon', moment, place) },
    },
    positions: positionsAt(moment),
    notes: [COMPUTED, ...(place ? [SEA_HORIZON] : []), TRADITION],
  }
}

const COMPUTED = 'Positions are computed (astronomy-engine) and good to about an arcminute.'
const SEA_HORIZON = 'Rising and setting are those at sea level with a free horizon; mountains and weather shift them.'
const TRADITION =
  'Signs are those of the tropical zodiac. What astrology makes of them is a tradition for reflection and entertainment: nothing shows that it tells anything about people or the future.'
const NO_TIME =
  'Without the time of birth there is no ascendant, no midheaven and no house. Positions are those of noon; a body with more than one sign changes it on that day, and aspects of the moon are left out.'
const NO_PLACE = 'Without a place there is no ascendant, no midheaven and no house.'

/**
 * A chart of the tropical zodiac. What needs the time or the place of birth is null without it, never guessed. Refuses Placidus beyond
 * the polar circles, where it is not defined. Nothing of it is kept.
 */
export async function birthChart(reach: Reach, request: BirthChartRequest): Promise<BirthChart> {
  const { date, time = null, houses: system, latitude, longitude, place: named } = request
  const place = await locate(reach, { latitude, longitude, place: named })
  const zone = request.zone ?? place?.timezone
  if (zone == null) throw invalid('zone', 'Say in which zone the clock was, such as Europe/Vienna.')
  const common = { zone, place, zodiac: 'tropical' as const }
  if (time === null) return { ...common, ...withoutTime(date, zone) }
  const at = new Date(resolveLocal(`${date}T${time}`, zone))
  const positions = positionsAt(at)
  const chart = { ...common, at: at.toISOString(), aspects: aspectsOf(positions) }
  if (place === null)
    return { ...chart, angles: null, houses: null, positions: positions.map(unhoused), notes: [NO_PLACE, TRADITION] }
  return { ...chart, ...housed(at, place, system, positions), notes: [TRADITION] }
}

function withoutTime(date: string, zone: string) {
  const [from, to] = [date, addDays(date, 1)].map((day) => new Date(startOfDay(day, zone))) as [Date, Date] // of two days
  const positions = uncertainPositions(from, to)
  return {
    at: null,
    angles: null,
    houses: null,
    positions: positions.map((one) => ({ ...one, house: null })),
    // In a day the moon goes through more than any orb.
    aspects: aspectsOf(positions.filter(({ body }) => body !== 'moon')),
    notes: [NO_TIME, TRADITION],
  }
}

function housed(at: Date, place: Place, system: BirthChartRequest['houses'], positions: Position[]) {
  const limit = placidusLimit(at)
  if (system === 'placidus' && Math.abs(place.latitude) >= limit)
    throw invalid('houses', `Placidus has no houses beyond ${limit.toFixed(1)}° of latitude. Ask for whole_sign.`)
  const cusps = housesAt(at, place, system)
  return {
    angles: anglesAt(at, place),
    houses: { system, cusps },
    positions: positions.map((one) => ({ ...unhoused(one), house: houseOf(one.longitude, cusps) })),
  }
}

const unhoused = (one: Position) => ({ ...one, house: null, signs: [one.sign] })
