import type { Reach, UserCtx } from '#core/ctx.ts'
import { AppError, invalid } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import type { Told } from '#core/source.ts'
import { addDays, dayOf, daysBetween, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { agendaBetween } from '#domains/schedule/agenda.service.ts'
import type { EventsQuery, OutsideEvent, OutsideEvents } from './events.schema.ts'
import type { Place } from './places.schema.ts'
import { locate } from './places.service.ts'
import { DISCOVERY_PATH, Discovery, eventsOf } from './ticketmaster.ts'

/**
 * What is on, from the operator's provider and from the calendars that the user subscribed to, in order of time. A source that fails
 * is named and the others answer; only when the provider was all there was to ask is it `unavailable`.
 */
export async function listEvents(ctx: UserCtx, reach: Reach, query: EventsQuery): Promise<OutsideEvents> {
  const { timezone } = await userZone(ctx)
  const span = spanOf(query, dayOf(ctx.now().toISOString(), timezone), timezone)
  const place = await locate(reach, query)
  const all = [await fromProvider(reach, query, place, span), await fromCalendars(ctx, query, span, timezone)]
  const items = all.flatMap(({ items }) => items).sort((a, b) => (a.local < b.local ? -1 : 1))
  return { place, items: items.slice(0, query.limit), sources: all.map(({ state }) => state) }
}

const MOST_DAYS = 92
const USUAL_DAYS = 30
/** The most that the provider gives at once, and that anybody reads. */
const PROVIDER_PAGE = '100'

interface Span {
  from: string
  to: string
}

interface Part {
  items: OutsideEvent[]
  state: OutsideEvents['sources'][number]
}

function spanOf({ from: first, to: last }: EventsQuery, today: string, zone: string): Span {
  const from = first ?? today
  const to = last ?? addDays(from, USUAL_DAYS)
  const length = daysBetween(from, to)
  if (length < 1 || length > MOST_DAYS) throw invalid('to', `must lie 1 to ${MOST_DAYS} days after the beginning`)
  return { from: startOfDay(from, zone), to: startOfDay(to, zone) }
}

async function fromProvider({ sources }: Reach, query: EventsQuery, place: Place | null, span: Span): Promise<Part> {
  const source = 'ticketmaster' as const
  const quiet = (says: string): Part => ({ items: [], state: { source, state: 'not_asked', ageSeconds: null, says } })
  if (sources.events === null) return quiet('The operator has no key for Ticketmaster.')
  if (place === null && query.q === undefined) return quiet('Name a place or words to ask Ticketmaster.')
  try {
    const told = await sources.events.ask(DISCOVERY_PATH, questionOf(query, place, span), Discovery)
    const state = told.isStale ? ('stale' as const) : ('answered' as const)
    return { items: eventsOf(told.value), state: { source, state, ageSeconds: told.ageSeconds, says: howItSays(told) } }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { items: [], state: { source, state: 'failed', ageSeconds: null, says: error.message } }
  }
}

const howItSays = ({ isStale }: Told<unknown>) =>
  isStale ? 'Ticketmaster cannot be asked at the moment; this is what it said before.' : 'Ticketmaster answered.'

/** Its instants have no fractions of a second. */
const instant = (text: string) => `${text.slice(0, 19)}Z`

const questionOf = ({ q, radiusKm }: EventsQuery, place: Place | null, { from, to }: Span) => ({
  startDateTime: instant(from),
  endDateTime: instant(to),
  size: PROVIDER_PAGE,
  sort: 'date,asc',
  locale: '*',
  ...(q !== undefined && { keyword: q }),
  ...(place && {
    latlong: `${place.latitude.toFixed(2)},${place.longitude.toFixed(2)}`,
    radius: String(radiusKm),
    unit: 'km',
  }),
})

async function fromCalendars(ctx: UserCtx, { q }: EventsQuery, span: Span, zone: string): Promise<Part> {
  const source = 'calendars' as const
  if (!holdsScope(ctx.actor, 'schedule:read')) {
    const says = 'This API key may not read the schedule.'
    return { items: [], state: { source, state: 'not_asked', ageSeconds: null, says } }
  }
  const all = await agendaBetween(ctx, span, zone)
  const wanted = q?.toLowerCase()
  const items = all
    .filter(({ subscriptionId }) => subscriptionId !== null)
    .filter(({ title }) => wanted === undefined || title.toLowerCase().includes(wanted))
    .map(eventOf)
  return { items, state: { source, state: 'answered', ageSeconds: 0, says: 'From calendars that you subscribed to.' } }
}

type Occurrence = Awaited<ReturnType<typeof agendaBetween>>[number]

const eventOf = ({
  id,
  occurrence,
  title,
  startAt,
  endAt,
  local,
  location,
  subscriptionId,
}: Occurrence): OutsideEvent => ({
  source: 'calendars',
  id: `${id}/${occurrence}`,
  title,
  startAt,
  endAt,
  local,
  venue: location,
  city: null,
  country: null,
  category: null,
  status: null,
  url: null,
  calendar: subscriptionId,
})
