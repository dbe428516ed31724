import { z } from 'zod'
import { Place, WHERE } from './places.schema.ts'

export const EVENT_SOURCES = ['ticketmaster', 'calendars'] as const

export const EventsQuery = z.strictObject({
  ...WHERE,
  radiusKm: z.coerce.number().int().min(1).max(500).default(50),
  q: z.string().trim().min(2).max(100).optional().meta({ description: 'Words of the event', example: 'jazz' }),
  from: z.iso.date().optional().meta({ description: 'A day in your zone; today unless told', example: '2027-03-01' }),
  to: z.iso
    .date()
    .optional()
    .meta({ description: 'Exclusive, at most 92 days later; 30 unless told', example: '2027-03-31' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type EventsQuery = z.infer<typeof EventsQuery>

const text = (example: string) => z.string().nullable().meta({ example })

export const OutsideEvent = z
  .object({
    source: z.enum(EVENT_SOURCES),
    id: z.string().meta({ description: 'At its source', example: 'Z698xZ2qZa1' }),
    title: z.string().meta({ example: 'Jazz at the river' }),
    startAt: z.iso.datetime().nullable().meta({ description: 'Null while only the day is known' }),
    local: z.string().meta({ description: 'On the clock of the place, or the day', example: '2027-03-05T20:00' }),
    endAt: z.iso.datetime().nullable().meta({ example: null }),
    venue: text('Riverside Hall'),
    city: text('Vienna'),
    country: text('AT'),
    category: text('Music'),
    status: text('onsale'),
    url: text('https://www.ticketmaster.at/event/1'),
    calendar: z.uuid().nullable().meta({ description: 'The subscription it comes from', example: null }),
  })
  .meta({ id: 'OutsideEvent' })
export type OutsideEvent = z.infer<typeof OutsideEvent>

export const OutsideEvents = z
  .object({
    place: Place.nullable(),
    items: z.array(OutsideEvent),
    sources: z.array(
      z
        .object({
          source: z.enum(EVENT_SOURCES),
          state: z.enum(['answered', 'stale', 'failed', 'not_asked']),
          ageSeconds: z.int().nullable().meta({ example: 0 }),
          says: z.string().meta({ example: 'Ticketmaster answered.' }),
        })
        .meta({ id: 'EventSourceState' }),
    ),
  })
  .meta({ id: 'OutsideEvents' })
export type OutsideEvents = z.infer<typeof OutsideEvents>
