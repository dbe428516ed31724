import type { Reach } from '#core/ctx.ts'
import type { Source } from '#core/source.ts'
import type { Ability, OutsideCapabilities } from './capabilities.schema.ts'

/** What is real here at this moment: who is asked, whether they answer, and what is computed instead. */
export function capabilitiesOf({ sources }: Reach): OutsideCapabilities {
  return {
    weather: asked(sources.weather, 'Asked for a place of about a kilometre, and remembered for 15 minutes.'),
    places: asked(sources.places, 'Finds places by their names.'),
    events: sources.events ? asked(sources.events, 'Remembered for an hour.') : NO_EVENTS,
    calendars: computed('Events of calendars that you subscribed to in your schedule.'),
    sky: computed(
      'Computed (astronomy-engine) from 1700 to 2200, good to about an arcminute; works without a network.',
    ),
    birthChart: computed('Computed like the sky; houses by whole sign or Placidus. Astrology itself is entertainment.'),
    numerology: computed('Counted by the Pythagorean method, for Latin letters. Numerology itself is entertainment.'),
  }
}

const NO_EVENTS: Ability = {
  level: 'none',
  provider: null,
  state: null,
  says: 'The operator has no key for Ticketmaster (TICKETMASTER_API_KEY).',
}

const asked = ({ name, state }: Source, says: string): Ability => ({ level: 'provider', provider: name, state, says })
const computed = (says: string): Ability => ({ level: 'computed', provider: null, state: null, says })
