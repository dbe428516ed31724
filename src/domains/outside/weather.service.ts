import { z } from 'zod'
import type { Reach } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { dayOf, isZone, localOf } from '#core/time/zones.ts'
import { conditionOf } from './conditions.ts'
import { locate } from './places.service.ts'
import type { Weather, WeatherQuery } from './weather.schema.ts'

/**
 * The weather somewhere, as Open-Meteo's protocol tells it. A place is sent to the hundredth of a degree, about a kilometre. When the
 * provider cannot be asked, an answer of the last six hours stands in and says so; otherwise `unavailable`.
 */
export async function getWeather(reach: Reach, { days, ...where }: WeatherQuery): Promise<Weather> {
  const place = await locate(reach, where)
  if (place === null) throw invalid('place', 'Give a place, or latitude and longitude.')
  const query = { latitude: place.latitude.toFixed(2), longitude: place.longitude.toFixed(2), ...WANTED }
  const { value, ...told } = await reach.sources.weather.ask('/v1/forecast', query, Forecast)
  const { timezone, current, hourly, daily } = value
  return {
    place: { ...place, timezone: place.timezone ?? timezone },
    timezone,
    current: currentOf(current),
    hourly: hoursOf(hourly, timezone),
    daily: daysOf(daily, timezone).slice(0, days),
    ...told,
    attribution: 'Weather data by Open-Meteo.com, CC BY 4.0',
  }
}

const MOST_DAYS = 16
const HOURS = 48

const CURRENT = [
  'temperature_2m',
  'apparent_temperature',
  'relative_humidity_2m',
  'precipitation',
  'cloud_cover',
  'wind_speed_10m',
  'wind_direction_10m',
  'wind_gusts_10m',
  'weather_code',
  'is_day',
] as const
const HOURLY = [
  'temperature_2m',
  'apparent_temperature',
  'precipitation_probability',
  'precipitation',
  'wind_speed_10m',
  'weather_code',
] as const
const DAILY = [
  'temperature_2m_min',
  'temperature_2m_max',
  'precipitation_sum',
  'precipitation_probability_max',
  'wind_speed_10m_max',
  'uv_index_max',
  'sunrise',
  'sunset',
  'weather_code',
] as const

/** Always the same question about a place, so that one answer serves all who ask. */
const WANTED = {
  current: CURRENT.join(','),
  hourly: HOURLY.join(','),
  daily: DAILY.join(','),
  timezone: 'auto',
  timeformat: 'unixtime',
  forecast_days: String(MOST_DAYS),
  forecast_hours: String(HOURS),
}

/** The year 2001 to 2096, in seconds. */
const Time = z.int().min(1_000_000_000).max(4_000_000_000)
/** Wider than anything that was ever measured; what lies beyond is a broken answer. */
const Degrees = z.number().min(-100).max(70).nullable()
const Amount = z.number().min(0).max(5_000).nullable()
const Percent = z.number().min(0).max(100).nullable()
const Compass = z.number().min(0).max(360).nullable()
const Code = z.int().min(0).max(99).nullable()
const list = <T extends z.ZodType>(one: T) => z.array(one).max(500)

const Current = z.object({
  time: Time,
  temperature_2m: Degrees,
  apparent_temperature: Degrees,
  relative_humidity_2m: Percent,
  precipitation: Amount,
  cloud_cover: Percent,
  wind_speed_10m: Amount,
  wind_direction_10m: Compass,
  wind_gusts_10m: Amount,
  weather_code: Code,
  is_day: z.literal([0, 1]).nullable(),
})
const Hourly = z.object({
  time: list(Time),
  temperature_2m: list(Degrees),
  apparent_temperature: list(Degrees),
  precipitation_probability: list(Percent),
  precipitation: list(Amount),
  wind_speed_10m: list(Amount),
  weather_code: list(Code),
})
const Daily = z.object({
  time: list(Time),
  temperature_2m_min: list(Degrees),
  temperature_2m_max: list(Degrees),
  precipitation_sum: list(Amount),
  precipitation_probability_max: list(Percent),
  wind_speed_10m_max: list(Amount),
  uv_index_max: list(Amount),
  sunrise: list(Time.nullable()),
  sunset: list(Time.nullable()),
  weather_code: list(Code),
})
const areEven = (columns: Record<string, unknown[]>) =>
  new Set(Object.values(columns).map(({ length }) => length)).size === 1
const Forecast = z.object({
  timezone: z.string().refine(isZone),
  current: Current,
  hourly: Hourly.refine(areEven, 'lists of different lengths'),
  daily: Daily.refine(areEven, 'lists of different lengths'),
})

const instant = (seconds: number): string => new Date(seconds * 1_000).toISOString()
const maybe = (seconds: number | null | undefined): string | null => (seconds ? instant(seconds) : null)

const currentOf = (now: z.infer<typeof Current>): Weather['current'] => ({
  at: instant(now.time),
  temperatureC: now.temperature_2m,
  feelsLikeC: now.apparent_temperature,
  humidityPercent: now.relative_humidity_2m,
  precipitationMm: now.precipitation,
  cloudCoverPercent: now.cloud_cover,
  windKmh: now.wind_speed_10m,
  windDirection: now.wind_direction_10m,
  gustsKmh: now.wind_gusts_10m,
  isDay: now.is_day === null ? null : now.is_day === 1,
  code: now.weather_code,
  condition: conditionOf(now.weather_code),
})

const hoursOf = (hours: z.infer<typeof Hourly>, zone: string): Weather['hourly'] =>
  hours.time.slice(0, HOURS).map((time, at) => ({
    at: instant(time),
    local: localOf(instant(time), zone),
    temperatureC: hours.temperature_2m[at] ?? null,
    feelsLikeC: hours.apparent_temperature[at] ?? null,
    precipitationProbabilityPercent: hours.precipitation_probability[at] ?? null,
    precipitationMm: hours.precipitation[at] ?? null,
    windKmh: hours.wind_speed_10m[at] ?? null,
    code: hours.weather_code[at] ?? null,
    condition: conditionOf(hours.weather_code[at] ?? null),
  }))

const daysOf = (days: z.infer<typeof Daily>, zone: string): Weather['daily'] =>
  days.time.map((time, at) => ({
    // Its midnight is reckoned with today's offset: an hour beside the day's own when the clocks change between them.
    date: dayOf(instant(time + 12 * 3_600), zone),
    minC: days.temperature_2m_min[at] ?? null,
    maxC: days.temperature_2m_max[at] ?? null,
    precipitationMm: days.precipitation_sum[at] ?? null,
    precipitationProbabilityPercent: days.precipitation_probability_max[at] ?? null,
    maxWindKmh: days.wind_speed_10m_max[at] ?? null,
    uvIndexMax: days.uv_index_max[at] ?? null,
    sunrise: maybe(days.sunrise[at]),
    sunset: maybe(days.sunset[at]),
    code: days.weather_code[at] ?? null,
    condition: conditionOf(days.weather_code[at] ?? null),
  }))
