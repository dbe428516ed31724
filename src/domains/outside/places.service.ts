import { z } from 'zod'
import type { Reach } from '#core/ctx.ts'
import { AppError, invalid } from '#core/errors.ts'
import { isZone } from '#core/time/zones.ts'
import type { Place, Places, PlacesQuery, Where } from './places.schema.ts'

/** Looks a place up by its name; with `town, region` only those of that region or country. None is an empty list. */
export async function findPlaces({ sources }: Reach, { q, limit }: PlacesQuery): Promise<Places> {
  const [town = '', ...within] = q.split(',').map((part) => part.trim())
  const query = { name: town, count: String(MOST), language: 'en', format: 'json' }
  const { value, ...told } = await sources.places.ask('/v1/search', query, Answer)
  const all = (value.results ?? []).map(placeOf)
  const fits = all.filter((place) => within.every((part) => part === '' || lies(place, part)))
  return { items: fits.slice(0, limit), ...told }
}

/** Where is meant, or null when nothing was said. Refuses half of a pair of coordinates, and a name that nobody knows. */
export async function locate(reach: Reach, { latitude, longitude, place }: Where): Promise<Place | null> {
  if ((latitude === undefined) !== (longitude === undefined))
    throw invalid(latitude === undefined ? 'latitude' : 'longitude', 'Give latitude and longitude together.')
  if (latitude !== undefined && longitude !== undefined) return { ...NAMELESS, latitude, longitude }
  if (place === undefined) return null
  const { items } = await findPlaces(reach, { q: place, limit: 1 })
  const [found] = items
  if (!found)
    throw new AppError('not_found', `No place is known as “${place}”. Check its spelling or give coordinates.`)
  return found
}

const MOST = 10
const NAMELESS = { name: null, region: null, country: null, countryCode: null, timezone: null }

const words = z.string().max(200).nullish()
const Found = z.object({
  name: z.string().min(1).max(200),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  timezone: words,
  country: words,
  country_code: words,
  admin1: words,
})
/** Of Open-Meteo's geocoding; without a match `results` is missing. */
const Answer = z.object({ results: z.array(Found).max(100).optional(), generationtime_ms: z.number() })

const placeOf = ({ admin1, country, country_code, timezone, ...place }: z.infer<typeof Found>): Place => ({
  ...place,
  region: admin1 ?? null,
  country: country ?? null,
  countryCode: country_code ?? null,
  timezone: timezone && isZone(timezone) ? timezone : null,
})

function lies({ region, country, countryCode }: Place, within: string): boolean {
  return [region, country, countryCode].some((name) => name?.toLowerCase() === within.toLowerCase())
}
