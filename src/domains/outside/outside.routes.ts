import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { OutsideCapabilities } from './capabilities.schema.ts'
import { capabilitiesOf } from './capabilities.service.ts'
import { EventsQuery, OutsideEvents } from './events.schema.ts'
import { listEvents } from './events.service.ts'
import { Places, PlacesQuery } from './places.schema.ts'
import { findPlaces } from './places.service.ts'
import { Weather, WeatherQuery } from './weather.schema.ts'
import { getWeather } from './weather.service.ts'

const tags = ['outside']
const STALE =
  'When the provider cannot be asked, an older answer stands in and says so (`isStale`, `ageSeconds`); without one it is 503 with `Retry-After`.'

export const outsideRoutes: Routes = async (app) => {
  const { reach } = app.platform

  app.get(
    '/weather',
    {
      schema: {
        operationId: 'getWeather',
        summary: 'Read the weather of a place',
        description: `Now, the next 48 hours and up to 16 days, for coordinates or the name of a place. ${STALE}`,
        tags,
        querystring: WeatherQuery,
        response: { 200: Weather },
      },
    },
    (req) => getWeather(reach, req.query),
  )

  app.get(
    '/places',
    {
      schema: {
        operationId: 'findPlaces',
        summary: 'Find a place by its name',
        description: `With coordinates and zone. \`Springfield, Illinois\` finds the one there. ${STALE}`,
        tags,
        querystring: PlacesQuery,
        response: { 200: Places },
      },
    },
    (req) => findPlaces(reach, req.query),
  )

  app.get(
    '/events',
    {
      config: { time: true },
      schema: {
        operationId: 'listEvents',
        summary: 'Read what is on',
        description:
          'Events near a place from the operator’s provider, and those of calendars that you subscribed to in your schedule (an API key needs `schedule:read` for these). A source that fails is named under `sources`, and the others answer.',
        tags,
        querystring: EventsQuery,
        response: { 200: OutsideEvents },
      },
    },
    (req) => listEvents(userCtx(req), reach, req.query),
  )

  app.get(
    '/outside/capabilities',
    {
      schema: {
        operationId: 'getOutsideCapabilities',
        summary: 'Read what is known of the world here',
        description: 'Who is asked for what, whether they answer at the moment, and what is computed.',
        tags,
        response: { 200: OutsideCapabilities },
      },
    },
    () => capabilitiesOf(reach),
  )
}
