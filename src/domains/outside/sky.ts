import * as Astronomy from 'astronomy-engine'

export const BODIES = [
  'sun',
  'moon',
  'mercury',
  'venus',
  'mars',
  'jupiter',
  'saturn',
  'uranus',
  'neptune',
  'pluto',
] as const
export type Body = (typeof BODIES)[number]

export const SIGNS = [
  'aries',
  'taurus',
  'gemini',
  'cancer',
  'leo',
  'virgo',
  'libra',
  'scorpio',
  'sagittarius',
  'capricorn',
  'aquarius',
  'pisces',
] as const
export type Sign = (typeof SIGNS)[number]

export const MOON_PHASES = [
  'new_moon',
  'waxing_crescent',
  'first_quarter',
  'waxing_gibbous',
  'full_moon',
  'waning_gibbous',
  'last_quarter',
  'waning_crescent',
] as const
export type MoonPhase = (typeof MOON_PHASES)[number]

/** Where on the ecliptic something stands: degrees from the equinox of that date, and the same within its tropical sign. */
export interface Longitude {
  longitude: number
  sign: Sign
  degreesInSign: number
}

export interface Position extends Longitude {
  body: Body
  latitude: number
  /** Degrees a day along the ecliptic; negative while it seems to go backwards. */
  speed: number
  retrograde: boolean
}

export interface Site {
  latitude: number
  longitude: number
}

/** The years for which the library promises an arcminute (astronomy-engine, after VSOP87 and NOVAS). */
export const FIRST_YEAR = 1700
export const LAST_YEAR = 2200

const DAY_MS = 86_400_000
const BODY: Record<Body, Astronomy.Body> = {
  sun: Astronomy.Body.Sun,
  moon: Astronomy.Body.Moon,
  mercury: Astronomy.Body.Mercury,
  venus: Astronomy.Body.Venus,
  mars: Astronomy.Body.Mars,
  jupiter: Astronomy.Body.Jupiter,
  saturn: Astronomy.Body.Saturn,
  uranus: Astronomy.Body.Uranus,
  neptune: Astronomy.Body.Neptune,
  pluto: Astronomy.Body.Pluto,
}

/** Apparent geocentric positions on the true ecliptic of date, with light time and aberration. */
export const positionsAt = (at: Date): Position[] => BODIES.map((body) => positionOf(body, at))

export function positionOf(body: Body, at: Date): Position {
  const { lon, lat } = eclipticOf(body, at)
  const hourMs = DAY_MS / 24
  const [before, after] = [at.getTime() - hourMs, at.getTime() + hourMs].map((ms) => eclipticOf(body, new Date(ms)).lon)
  const speed = turn((after ?? 0) - (before ?? 0)) * 12
  return { body, ...longitudeOf(lon), latitude: rounded(lat), speed: rounded(speed), retrograde: speed < 0 }
}

function eclipticOf(body: Body, at: Date): { lon: number; lat: number } {
  if (body === 'moon') return Astronomy.EclipticGeoMoon(at)
  const { elon, elat } =
    body === 'sun' ? Astronomy.SunPosition(at) : Astronomy.Ecliptic(Astronomy.GeoVector(BODY[body], at, true))
  return { lon: elon, lat: elat }
}

/** An angle of any size as a place in the zodiac, to the thousandth of a degree. */
export function longitudeOf(degrees: number): Longitude {
  const longitude = rounded(circle(degrees)) % 360
  const sign = SIGNS[Math.floor(longitude / 30)] as Sign // 0 to 11 of 12
  return { longitude, sign, degreesInSign: rounded(longitude % 30) }
}

/** 0 up to 360. */
export const circle = (degrees: number): number => ((degrees % 360) + 360) % 360
/** −180 up to 180: the shorter way round. */
export const turn = (degrees: number): number => circle(degrees + 180) - 180
export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits))

/** How the moon stands to the sun: 0° is new, 90° the first quarter, 180° full. */
export function moonAt(at: Date) {
  const angle = Astronomy.MoonPhase(at)
  const phase = MOON_PHASES[Math.floor(circle(angle + 22.5) / 45)] as MoonPhase // 0 to 7 of 8
  const illumination = Astronomy.Illumination(Astronomy.Body.Moon, at).phase_fraction
  return { phase, angle: rounded(angle), illumination: rounded(illumination, 4) }
}

const QUARTERS = ['new_moon', 'first_quarter', 'full_moon', 'last_quarter'] as const

/** The next four quarters in the order in which they come. */
export function nextQuarters(at: Date) {
  const quarters = [Astronomy.SearchMoonQuarter(at)]
  while (quarters.length < QUARTERS.length)
    quarters.push(Astronomy.NextMoonQuarter(quarters.at(-1) as Astronomy.MoonQuarter)) // there is a first one
  return quarters.map(({ quarter, time }) => ({ phase: QUARTERS[quarter] ?? 'new_moon', at: time.date.toISOString() }))
}

/** Centre of the sun below the horizon, in degrees, at which each twilight ends. */
const TWILIGHTS = { civil: -6, nautical: -12, astronomical: -18 }

/** Rise, noon, set and twilights between two instants; null is what does not happen there then. The horizon is the sea's. */
export function sunBetween(from: Date, to: Date, site: Site) {
  const observer = observerAt(site)
  const noon = Astronomy.SearchHourAngle(Astronomy.Body.Sun, observer, 0, from)
  const twilight = (altitude: number) => ({
    dawn: momentIn(to, Astronomy.SearchAltitude(Astronomy.Body.Sun, observer, 1, from, days(from, to), altitude)),
    dusk: momentIn(to, Astronomy.SearchAltitude(Astronomy.Body.Sun, observer, -1, from, days(from, to), altitude)),
  })
  return {
    ...riseAndSet(Astronomy.Body.Sun, from, to, site),
    noon: momentIn(to, noon.time),
    noonAltitude: rounded(noon.hor.altitude, 2),
    twilight: {
      civil: twilight(TWILIGHTS.civil),
      nautical: twilight(TWILIGHTS.nautical),
      astronomical: twilight(TWILIGHTS.astronomical),
    },
  }
}

/** On about one day a month the moon does not rise, and on another it does not set. */
export const moonBetween = (from: Date, to: Date, site: Site) => riseAndSet(Astronomy.Body.Moon, from, to, site)

function riseAndSet(body: Astronomy.Body, from: Date, to: Date, site: Site) {
  const search = (direction: number) =>
    momentIn(to, Astronomy.SearchRiseSet(body, observerAt(site), direction, from, days(from, to)))
  return { rise: search(1), set: search(-1) }
}

/** How high its centre stands, with usual refraction. */
export function altitudeOf(body: Body, at: Date, site: Site): number {
  const observer = observerAt(site)
  const { ra, dec } = Astronomy.Equator(BODY[body], at, observer, true, true)
  return rounded(Astronomy.Horizon(at, observer, ra, dec, 'normal').altitude, 2)
}

const observerAt = ({ latitude, longitude }: Site) => new Astronomy.Observer(latitude, longitude, 0)
const days = (from: Date, to: Date) => (to.getTime() - from.getTime()) / DAY_MS
const momentIn = (to: Date, time: Astronomy.AstroTime | null): string | null =>
  time === null || time.date >= to ? null : time.date.toISOString()
