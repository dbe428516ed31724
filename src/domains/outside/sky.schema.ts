import { z } from 'zod'
import { isZone } from '#core/time/zones.ts'
import { Instant } from '#core/wire.ts'
import { ASPECTS, HOUSE_SYSTEMS } from './chart.ts'
import { Place, WHERE } from './places.schema.ts'
import { BODIES, MOON_PHASES, SIGNS } from './sky.ts'

const Zone = z
  .string()
  .max(64)
  .refine(isZone, 'must be an IANA zone such as Europe/Vienna')
  .meta({ example: 'Europe/Vienna' })

export const SkyQuery = z.strictObject({
  ...WHERE,
  at: Instant.optional().meta({
    description: 'The present moment unless told; from 1700 to 2200',
    example: '2027-03-01T09:00:00.000Z',
  }),
  zone: Zone.optional().meta({ description: 'Whose day it is: the place’s if that is known, else yours' }),
})
export type SkyQuery = z.infer<typeof SkyQuery>

const LONGITUDE = {
  longitude: z.number().meta({ description: 'Degrees of the ecliptic from the equinox of date', example: 340.52 }),
  sign: z.enum(SIGNS).meta({ example: 'pisces' }),
  degreesInSign: z.number().meta({ example: 10.52 }),
}
const ZodiacPoint = z.object(LONGITUDE).meta({ id: 'ZodiacPoint' })
const BodyPosition = z
  .object({
    body: z.enum(BODIES),
    ...LONGITUDE,
    latitude: z.number().meta({ description: 'Degrees north of the ecliptic', example: 0.001 }),
    speed: z.number().meta({ description: 'Degrees a day', example: 1.004 }),
    retrograde: z.boolean().meta({ example: false }),
  })
  .meta({ id: 'BodyPosition' })

const moment = z.iso.datetime().nullable().meta({ example: '2027-03-01T05:35:00.000Z' })
const RISING = { rise: moment, set: moment }
const Twilight = z.object({ dawn: moment, dusk: moment }).meta({ id: 'Twilight' })
const altitude = z.number().meta({ description: 'Degrees above the horizon', example: 32.4 })

export const Sky = z
  .object({
    at: z.iso.datetime(),
    date: z.iso.date(),
    zone: z.string().meta({ example: 'Europe/Vienna' }),
    place: Place.nullable(),
    sun: z
      .object({
        ...RISING,
        altitude,
        noon: moment,
        noonAltitude: altitude,
        twilight: z.object({ civil: Twilight, nautical: Twilight, astronomical: Twilight }),
      })
      .nullable()
      .meta({
        id: 'SunOfDay',
        description: 'Of that day at the place; null without one, and null is what does not happen',
      }),
    moon: z
      .object({
        phase: z.enum(MOON_PHASES),
        angle: z.number().meta({ description: '0 new, 90 first quarter, 180 full', example: 274.1 }),
        illumination: z.number().meta({ description: 'Part of the disc that is lit, 0 to 1', example: 0.46 }),
        next: z.array(z.object({ phase: z.enum(MOON_PHASES), at: z.iso.datetime() })),
        here: z
          .object({ ...RISING, altitude })
          .nullable()
          .meta({ description: 'At the place, on that day' }),
      })
      .meta({ id: 'MoonOfDay' }),
    positions: z.array(BodyPosition),
    notes: z.array(z.string()).meta({ example: ['Positions are computed; no provider is asked.'] }),
  })
  .meta({ id: 'Sky' })
export type Sky = z.infer<typeof Sky>

export const BirthDate = z.iso
  .date()
  .refine((day) => day >= '1700-01-02' && day <= '2200-12-30', 'must lie between 1700 and 2200')
  .meta({ example: '1987-06-14' })

export const BirthChartRequest = z
  .strictObject({
    ...WHERE,
    latitude: z.number().min(-90).max(90).optional().meta({ example: 48.21 }),
    longitude: z.number().min(-180).max(180).optional().meta({ example: 16.37 }),
    date: BirthDate,
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm')
      .nullable()
      .optional()
      .meta({ description: 'On the clock of the place; left out when nobody knows', example: '09:30' }),
    zone: Zone.optional().meta({ description: 'The place’s when a place is named, and needed otherwise' }),
    houses: z.enum(HOUSE_SYSTEMS).default('placidus'),
  })
  .meta({
    id: 'BirthChartRequest',
    example: { date: '1987-06-14', time: '09:30', zone: 'Europe/Vienna', latitude: 48.21, longitude: 16.37 },
  })
export type BirthChartRequest = z.infer<typeof BirthChartRequest>

export const BirthChart = z
  .object({
    at: z.iso.datetime().nullable().meta({ description: 'The moment of birth; null when the time is not known' }),
    zone: z.string().meta({ example: 'Europe/Vienna' }),
    place: Place.nullable(),
    zodiac: z.literal('tropical'),
    positions: z.array(
      BodyPosition.extend({
        house: z.int().nullable().meta({ description: '1 to 12', example: 11 }),
        signs: z
          .array(z.enum(SIGNS))
          .meta({ description: 'More than one when it changes its sign on that day and the time is not known' }),
      }).meta({ id: 'BirthPosition' }),
    ),
    angles: z.object({ ascendant: ZodiacPoint, midheaven: ZodiacPoint }).nullable(),
    houses: z.object({ system: z.enum(HOUSE_SYSTEMS), cusps: z.array(ZodiacPoint) }).nullable(),
    aspects: z.array(
      z
        .object({
          between: z.array(z.enum(BODIES)).meta({ example: ['sun', 'moon'] }),
          aspect: z.enum(ASPECTS),
          angle: z.number().meta({ example: 121.4 }),
          orb: z.number().meta({ description: 'Degrees off the exact aspect', example: 1.4 }),
        })
        .meta({ id: 'ChartAspect' }),
    ),
    notes: z.array(z.string()).meta({ example: ['Astrology is a tradition, not a science.'] }),
  })
  .meta({ id: 'BirthChart' })
export type BirthChart = z.infer<typeof BirthChart>
