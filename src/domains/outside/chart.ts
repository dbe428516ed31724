import * as Astronomy from 'astronomy-engine'
import {
  type Body,
  circle,
  type Longitude,
  longitudeOf,
  type Position,
  positionsAt,
  rounded,
  SIGNS,
  type Site,
  turn,
} from './sky.ts'

export const HOUSE_SYSTEMS = ['whole_sign', 'placidus'] as const
export type HouseSystem = (typeof HOUSE_SYSTEMS)[number]

export const ASPECTS = ['conjunction', 'sextile', 'square', 'trine', 'opposition'] as const
export type Aspect = (typeof ASPECTS)[number]

/** The angle of each aspect and how far from it still counts, in degrees. */
export const ORBS: Record<Aspect, { angle: number; orb: number }> = {
  conjunction: { angle: 0, orb: 8 },
  sextile: { angle: 60, orb: 6 },
  square: { angle: 90, orb: 7 },
  trine: { angle: 120, orb: 8 },
  opposition: { angle: 180, orb: 8 },
}

export interface FoundAspect {
  between: [Body, Body]
  aspect: Aspect
  /** What is between them, 0 to 180. */
  angle: number
  /** How far that is from the exact aspect. */
  orb: number
}

/** Where the eastern horizon and the meridian cut the ecliptic. */
export interface Angles {
  ascendant: Longitude
  midheaven: Longitude
}

export function aspectsOf(positions: readonly Position[]): FoundAspect[] {
  const pairs = positions.flatMap((a, at) => positions.slice(at + 1).map((b) => [a, b] as const))
  return pairs.flatMap(([a, b]) => {
    const angle = Math.abs(turn(a.longitude - b.longitude))
    return ASPECTS.flatMap((aspect) => {
      const off = Math.abs(angle - ORBS[aspect].angle)
      const found: FoundAspect = { between: [a.body, b.body], aspect, angle: rounded(angle), orb: rounded(off) }
      return off <= ORBS[aspect].orb ? [found] : []
    })
  })
}

/** What the place's sidereal time and latitude say of its sky; the formulas of Meeus, Astronomical Algorithms, chapters 12 to 14. */
export function anglesAt(at: Date, site: Site): Angles {
  const { ramc, obliquity, latitude } = frameAt(at, site)
  const midheaven = atan2(sin(ramc), cos(ramc) * cos(obliquity))
  const ascendant = atan2(cos(ramc), -(sin(ramc) * cos(obliquity) + tan(latitude) * sin(obliquity)))
  return { ascendant: longitudeOf(ascendant), midheaven: longitudeOf(midheaven) }
}

/** Beyond this latitude parts of the ecliptic never rise, and Placidus has no houses. */
export const placidusLimit = (at: Date): number => 90 - obliquityAt(at)

/** The twelve cusps from the ascendant on. */
export function housesAt(at: Date, site: Site, system: HouseSystem): Longitude[] {
  const { ascendant, midheaven } = anglesAt(at, site)
  if (system === 'whole_sign') {
    const first = SIGNS.indexOf(ascendant.sign)
    return SIGNS.map((_, house) => longitudeOf((first + house) * 30))
  }
  const frame = frameAt(at, site)
  const [eleventh, twelfth] = [cusp(frame, 1 / 3, true), cusp(frame, 2 / 3, true)]
  const [second, third] = [cusp(frame, 2 / 3, false), cusp(frame, 1 / 3, false)]
  const half = [ascendant.longitude, second, third, midheaven.longitude + 180, eleventh + 180, twelfth + 180]
  return [...half, ...half.map((longitude) => longitude + 180)].map(longitudeOf)
}

/** The house, 1 to 12, in which a longitude lies. */
export function houseOf(longitude: number, cusps: readonly Longitude[]): number {
  const at = cusps.findIndex((cusp, house) => {
    const next = cusps[(house + 1) % cusps.length]?.longitude ?? 0
    return circle(longitude - cusp.longitude) < circle(next - cusp.longitude)
  })
  return at + 1
}

interface Frame {
  /** Right ascension of the meridian: the local apparent sidereal time as an angle. */
  ramc: number
  obliquity: number
  latitude: number
}

const obliquityAt = (at: Date): number => Astronomy.e_tilt(Astronomy.MakeTime(at)).tobl

function frameAt(at: Date, { latitude, longitude }: Site): Frame {
  // At the very pole every direction is the same one.
  const bounded = Math.max(-89.99, Math.min(89.99, latitude))
  return { ramc: circle(Astronomy.SiderealTime(at) * 15 + longitude), obliquity: obliquityAt(at), latitude: bounded }
}

const ROUNDS = 100
const CLOSE = 1e-9

/**
 * The point of the ecliptic that has gone this part of the way from the meridian to the horizon, measured in its own time:
 * the definition of Placidus, solved by going round until it no longer moves.
 */
function cusp({ ramc, obliquity, latitude }: Frame, part: number, isAbove: boolean): number {
  const from = isAbove ? ramc : ramc + 180
  const side = isAbove ? 1 : -1
  let ascension = circle(from + side * 90 * part)
  for (let round = 0; round < ROUNDS; round++) {
    const declination = atan(tan(obliquity) * sin(ascension))
    const lift = asin(Math.max(-1, Math.min(1, tan(latitude) * tan(declination))))
    const arc = isAbove ? 90 + lift : 90 - lift
    const next = circle(from + side * arc * part)
    const moved = Math.abs(turn(next - ascension))
    ascension = next
    if (moved < CLOSE) break
  }
  return atan2(sin(ascension), cos(ascension) * cos(obliquity))
}

const RADIANS = Math.PI / 180
const sin = (degrees: number) => Math.sin(degrees * RADIANS)
const cos = (degrees: number) => Math.cos(degrees * RADIANS)
const tan = (degrees: number) => Math.tan(degrees * RADIANS)
const asin = (value: number) => Math.asin(value) / RADIANS
const atan = (value: number) => Math.atan(value) / RADIANS
const atan2 = (y: number, x: number) => circle(Math.atan2(y, x) / RADIANS)

/** Of a day whose hour nobody knows: signs that are certain, and those that are not. */
export function uncertainPositions(from: Date, to: Date): (Position & { signs: Position['sign'][] })[] {
  const noon = new Date((from.getTime() + to.getTime()) / 2)
  const [first, last] = [positionsAt(from), positionsAt(to)]
  return positionsAt(noon).map((position, at) => ({
    ...position,
    signs: [...new Set([first[at]?.sign ?? position.sign, position.sign, last[at]?.sign ?? position.sign])],
  }))
}
