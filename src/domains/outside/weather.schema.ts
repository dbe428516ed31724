import { z } from 'zod'
import { FRESHNESS, Place, WHERE } from './places.schema.ts'

export const WeatherQuery = z.strictObject({
  ...WHERE,
  days: z.coerce.number().int().min(1).max(16).default(7).meta({ description: 'Days of the forecast, from today' }),
})
export type WeatherQuery = z.infer<typeof WeatherQuery>

const number = (example: number, description?: string) =>
  z
    .number()
    .nullable()
    .meta({ example, ...(description && { description }) })
const condition = z
  .string()
  .nullable()
  .meta({ description: 'In words; null where the provider did not say', example: 'light rain' })
const code = z.int().nullable().meta({ description: 'WMO code 4677', example: 61 })

const CurrentWeather = z
  .object({
    at: z.iso.datetime(),
    temperatureC: number(8.4),
    feelsLikeC: number(6.1),
    humidityPercent: number(71),
    precipitationMm: number(0.2),
    cloudCoverPercent: number(90),
    windKmh: number(14.2),
    windDirection: number(240, 'Degrees from north from which it blows'),
    gustsKmh: number(31),
    isDay: z.boolean().nullable().meta({ example: true }),
    code,
    condition,
  })
  .meta({ id: 'CurrentWeather' })

const WeatherHour = z
  .object({
    at: z.iso.datetime(),
    local: z.string().meta({ description: 'On the clock of the place', example: '2027-03-01T10:00' }),
    temperatureC: number(8.4),
    feelsLikeC: number(6.1),
    precipitationProbabilityPercent: number(60),
    precipitationMm: number(0.4),
    windKmh: number(14.2),
    code,
    condition,
  })
  .meta({ id: 'WeatherHour' })

const WeatherDay = z
  .object({
    date: z.iso.date(),
    minC: number(3.1),
    maxC: number(10.4),
    precipitationMm: number(2.8),
    precipitationProbabilityPercent: number(80),
    maxWindKmh: number(28),
    uvIndexMax: number(3.2),
    sunrise: z.iso.datetime().nullable().meta({ example: '2027-03-01T05:35:00.000Z' }),
    sunset: z.iso.datetime().nullable().meta({ example: '2027-03-01T16:40:00.000Z' }),
    code,
    condition,
  })
  .meta({ id: 'WeatherDay' })

export const Weather = z
  .object({
    place: Place,
    timezone: z.string().meta({ description: 'Of the place', example: 'Europe/Vienna' }),
    current: CurrentWeather,
    hourly: z.array(WeatherHour).meta({ description: 'The next 48 hours' }),
    daily: z.array(WeatherDay),
    ...FRESHNESS,
    attribution: z.string().meta({ example: 'Weather data by Open-Meteo.com, CC BY 4.0' }),
  })
  .meta({ id: 'Weather' })
export type Weather = z.infer<typeof Weather>
