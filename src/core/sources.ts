import type { Config } from '../config.ts'
import type { Log } from './log.ts'
import { createSource, type Source } from './source.ts'

/** Who is asked about the world. */
export interface Sources {
  weather: Source
  /** Finds places by their names. */
  places: Source
  /** Null when the operator has no key. */
  events: Source | null
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function createSources(config: Config, log: Log, now: () => Date): Sources {
  const common = { timeoutMs: config.OUTSIDE_TIMEOUT_SECONDS * 1_000, now, log }
  const meteoKey = config.OPEN_METEO_API_KEY === null ? {} : { apikey: config.OPEN_METEO_API_KEY }
  const eventsKey = config.TICKETMASTER_API_KEY
  const meteo = { ...common, secret: meteoKey }
  return {
    weather: createSource({
      ...meteo,
      name: 'Open-Meteo',
      url: config.OPEN_METEO_URL,
      freshMs: 15 * MINUTE,
      keptMs: 6 * HOUR,
    }),
    places: createSource({
      ...meteo,
      name: 'Open-Meteo Geocoding',
      url: config.OPEN_METEO_GEOCODING_URL,
      freshMs: 7 * DAY,
      keptMs: 30 * DAY,
    }),
    events:
      eventsKey === null
        ? null
        : createSource({
            ...common,
            secret: { apikey: eventsKey },
            name: 'Ticketmaster',
            url: config.TICKETMASTER_URL,
            freshMs: HOUR,
            keptMs: DAY,
          }),
  }
}
