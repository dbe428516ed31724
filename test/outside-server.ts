import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the next questions are answered: as the provider does, by a refusal, by other JSON, or by one of the ways in which a server fails. */
export type OutsideReply =
  | 'answer'
  | 'stall'
  | 'garbage'
  | { json: object }
  | { status: number; headers?: Record<string, string> }

export interface OutsideServer {
  url: string
  /** Everything that was asked: path and parameters. */
  asked: URL[]
  /** One each for the next questions; the last one stays. */
  replies: OutsideReply[]
  close(): void
  /** Settings of an app that asks this server. */
  env: Record<string, string>
}

export const EVENTS_KEY = 'discovery-key'
/** The first of March 2027, 9:00 in UTC. */
const START = 1_803_891_600
const HOUR = 3_600
const DAY = 24 * HOUR

/** A server on loopback that speaks Open-Meteo's forecast and geocoding and Ticketmaster's Discovery API, and refuses what they would. */
export async function openOutsideServer(...replies: OutsideReply[]): Promise<OutsideServer> {
  const asked: URL[] = []
  const queue = replies.length > 0 ? replies : (['answer'] as OutsideReply[])
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    asked.push(url)
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    const reply = (queue.length > 1 ? queue.shift() : queue[0]) ?? 'answer'
    if (reply === 'stall') return
    if (reply === 'garbage') return response.writeHead(200, { 'content-type': 'text/html' }).end('<html>gateway</html>')
    if (reply !== 'answer')
      return 'json' in reply ? send(200, reply.json) : send(reply.status, { error: true, reason: 'no' }, reply.headers)
    const [status, body] = ROUTES[url.pathname]?.(url.searchParams) ?? [404, { error: true, reason: 'Not Found' }]
    return send(status, body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  const env = {
    OPEN_METEO_URL: url,
    OPEN_METEO_GEOCODING_URL: url,
    TICKETMASTER_URL: url,
    TICKETMASTER_API_KEY: EVENTS_KEY,
    OUTSIDE_TIMEOUT_SECONDS: '2',
  }
  return { url, asked, replies: queue, env, close: () => server.close().closeAllConnections() }
}

type Route = (query: URLSearchParams) => [number, unknown]

const ROUTES: Record<string, Route> = {
  '/v1/forecast': (query) => {
    const [latitude, longitude] = [Number(query.get('latitude')), Number(query.get('longitude'))]
    if (!query.get('latitude') || !query.get('longitude')) return [400, { error: true, reason: 'Parameter missing' }]
    if (query.get('timeformat') !== 'unixtime' || query.get('timezone') !== 'auto') return [400, { error: true }]
    return [200, forecast(latitude, longitude, query)]
  },
  '/v1/search': (query) => {
    const name = (query.get('name') ?? '').toLowerCase()
    const results = PLACES.filter((place) => place.name.toLowerCase() === name)
    return [200, { ...(results.length > 0 && { results }), generationtime_ms: 0.5 }]
  },
  '/discovery/v2/events.json': (query) => {
    if (query.get('apikey') !== EVENTS_KEY)
      return [401, { fault: { faultstring: 'Invalid ApiKey', detail: { errorcode: 'oauth.v2.InvalidApiKey' } } }]
    const isInstant = (name: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(query.get(name) ?? '')
    if (!isInstant('startDateTime') || !isInstant('endDateTime')) return [400, { errors: [{ code: 'DIS1015' }] }]
    const word = query.get('keyword')?.toLowerCase() ?? ''
    const events = EVENTS.filter(({ name }) => name.toLowerCase().includes(word))
    const page = { size: 100, totalElements: events.length, totalPages: 1, number: 0 }
    return [200, { ...(events.length > 0 && { _embedded: { events } }), page }]
  },
}

const columns = (query: URLSearchParams, part: string, length: number, value: (name: string, at: number) => unknown) =>
  Object.fromEntries(
    (query.get(part) ?? '').split(',').map((name) => [name, Array.from({ length }, (_, at) => value(name, at))]),
  )

export function forecast(latitude: number, longitude: number, query: URLSearchParams) {
  const hours = Number(query.get('forecast_hours') ?? 168)
  const days = Number(query.get('forecast_days') ?? 7)
  // Midnight in Vienna, as the offset of today has it.
  const midnight = START - 9 * HOUR - HOUR
  const daily: Record<string, (at: number) => number> = {
    sunrise: (at) => midnight + at * DAY + 6.5 * HOUR,
    sunset: (at) => midnight + at * DAY + 17.5 * HOUR,
    weather_code: () => 61,
  }
  return {
    latitude,
    longitude,
    generationtime_ms: 0.1,
    utc_offset_seconds: 3_600,
    timezone: 'Europe/Vienna',
    timezone_abbreviation: 'CET',
    elevation: 190,
    current: { time: START, interval: 900, ...currentOf(query) },
    hourly: {
      time: Array.from({ length: hours }, (_, at) => START + at * HOUR),
      ...columns(query, 'hourly', hours, (name, at) => (name === 'weather_code' ? 3 : at / 10)),
    },
    daily: {
      time: Array.from({ length: days }, (_, at) => midnight + at * DAY),
      ...columns(query, 'daily', days, (name, at) => daily[name]?.(at) ?? at + 0.5),
    },
  }
}

const currentOf = (query: URLSearchParams) =>
  Object.fromEntries((query.get('current') ?? '').split(',').map((name) => [name, CURRENT[name] ?? 1]))

const CURRENT: Record<string, number> = { temperature_2m: 8.4, weather_code: 61, is_day: 1, relative_humidity_2m: 71 }

const place = (id: number, name: string, admin1: string, country_code: string, country: string) => ({
  id,
  name,
  latitude: 48.20849 - id,
  longitude: 16.37208 + id,
  elevation: 171,
  feature_code: 'PPLC',
  country_code,
  timezone: country_code === 'US' ? 'America/Chicago' : 'Europe/Vienna',
  population: 1_691_468,
  country,
  admin1,
})

const PLACES = [
  place(0, 'Vienna', 'Vienna', 'AT', 'Austria'),
  place(1, 'Springfield', 'Missouri', 'US', 'United States'),
  place(2, 'Springfield', 'Illinois', 'US', 'United States'),
]

const event = (id: string, name: string, localDate: string) => ({
  name,
  type: 'event',
  id,
  test: false,
  url: `https://www.ticketmaster.at/event/${id}`,
  locale: 'en-us',
  dates: {
    start: { localDate, localTime: '20:00:00', dateTime: `${localDate}T19:00:00Z`, dateTBD: false, timeTBA: false },
    timezone: 'Europe/Vienna',
    status: { code: 'onsale' },
  },
  classifications: [{ primary: true, segment: { id: 'KZFzniwnSyZfZ7v7nJ', name: 'Music' } }],
  _embedded: {
    venues: [{ name: 'Riverside Hall', city: { name: 'Vienna' }, country: { name: 'Austria', countryCode: 'AT' } }],
  },
})

const EVENTS = [event('late', 'Jazz at the river', '2027-03-20'), event('early', 'Evening of songs', '2027-03-05')]
