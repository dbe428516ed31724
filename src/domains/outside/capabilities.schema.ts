import { z } from 'zod'

const Ability = z
  .object({
    level: z.enum(['provider', 'computed', 'none']),
    provider: z.string().nullable().meta({ example: 'Open-Meteo' }),
    state: z.enum(['answering', 'resting']).nullable().meta({ description: 'Of the provider', example: 'answering' }),
    says: z.string().meta({ example: 'Asked when somebody asks, and remembered for 15 minutes.' }),
  })
  .meta({ id: 'OutsideAbility' })
export type Ability = z.infer<typeof Ability>

export const OutsideCapabilities = z
  .object({
    weather: Ability,
    places: Ability,
    events: Ability,
    calendars: Ability,
    sky: Ability,
    birthChart: Ability,
    numerology: Ability,
  })
  .meta({ id: 'OutsideCapabilities' })
export type OutsideCapabilities = z.infer<typeof OutsideCapabilities>
