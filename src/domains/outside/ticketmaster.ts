import { z } from 'zod'
import type { OutsideEvent } from './events.schema.ts'

/** The Discovery API's list of events, as far as it is read; without any, `_embedded` is missing. */
export const DISCOVERY_PATH = '/discovery/v2/events.json'

const word = z.string().max(500).nullish()
const Venue = z.object({
  name: word,
  city: z.object({ name: word }).nullish(),
  country: z.object({ countryCode: word }).nullish(),
})
const Event = z.object({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(1_000),
  url: z.string().max(2_000).nullish(),
  dates: z.object({
    start: z.object({
      localDate: z.iso.date().nullish(),
      localTime: z.iso.time().nullish(),
      dateTime: z.iso.datetime().nullish(),
    }),
    status: z.object({ code: word }).nullish(),
  }),
  classifications: z.array(z.object({ segment: z.object({ name: word }).nullish() })).nullish(),
  _embedded: z.object({ venues: z.array(Venue).nullish() }).nullish(),
})
export const Discovery = z.object({
  _embedded: z.object({ events: z.array(Event).max(500) }).optional(),
  page: z.object({ totalElements: z.int().min(0) }),
})

/** An event without a day is an idea; it is left out. */
export function eventsOf({ _embedded }: z.infer<typeof Discovery>): OutsideEvent[] {
  return (_embedded?.events ?? []).flatMap((event) => {
    const { localDate, localTime, dateTime } = event.dates.start
    if (!localDate) return []
    const [venue] = event._embedded?.venues ?? []
    return {
      source: 'ticketmaster' as const,
      id: event.id,
      title: event.name.slice(0, 200),
      startAt: dateTime ? new Date(dateTime).toISOString() : null,
      local: localTime ? `${localDate}T${localTime.slice(0, 5)}` : localDate,
      endAt: null,
      venue: venue?.name ?? null,
      city: venue?.city?.name ?? null,
      country: venue?.country?.countryCode ?? null,
      category: event.classifications?.[0]?.segment?.name ?? null,
      status: event.dates.status?.code ?? null,
      url: event.url && /^https?:\/\//.test(event.url) ? event.url : null,
      calendar: null,
    }
  })
}
