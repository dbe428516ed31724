import { z } from 'zod'

const Latitude = z.coerce.number().min(-90).max(90).meta({ description: 'Degrees, north is positive', example: 48.21 })
const Longitude = z.coerce
  .number()
  .min(-180)
  .max(180)
  .meta({ description: 'Degrees, east is positive', example: 16.37 })
const PlaceName = z
  .string()
  .trim()
  .min(2)
  .max(100)
  .meta({ description: 'A town, and what tells it from others: `Springfield, Illinois`', example: 'Vienna' })

/** Either both coordinates or a name. */
export const WHERE = {
  latitude: Latitude.optional(),
  longitude: Longitude.optional(),
  place: PlaceName.optional(),
}
export interface Where {
  latitude?: number | undefined
  longitude?: number | undefined
  place?: string | undefined
}

export const Place = z
  .object({
    name: z.string().nullable().meta({ description: 'Null for bare coordinates', example: 'Vienna' }),
    region: z.string().nullable().meta({ example: 'Vienna' }),
    country: z.string().nullable().meta({ example: 'Austria' }),
    countryCode: z.string().nullable().meta({ example: 'AT' }),
    latitude: z.number().meta({ example: 48.21 }),
    longitude: z.number().meta({ example: 16.37 }),
    timezone: z.string().nullable().meta({ example: 'Europe/Vienna' }),
  })
  .meta({ id: 'Place' })
export type Place = z.infer<typeof Place>

/** How old an answer is, and whether it stands in for one that could not be had. */
export const FRESHNESS = {
  fetchedAt: z.iso.datetime(),
  ageSeconds: z.int().meta({ description: 'Since the provider was asked', example: 120 }),
  isStale: z.boolean().meta({
    description: 'Older than it should be, because the provider cannot be asked at the moment',
    example: false,
  }),
}

export const PlacesQuery = z.strictObject({
  q: PlaceName,
  limit: z.coerce.number().int().min(1).max(10).default(5),
})
export type PlacesQuery = z.infer<typeof PlacesQuery>

export const Places = z.object({ items: z.array(Place), ...FRESHNESS }).meta({ id: 'Places' })
export type Places = z.infer<typeof Places>
