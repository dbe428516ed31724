import { z } from 'zod'
import { pageOf } from '#core/page.ts'
import { WEEKDAY_CODES } from '#core/time/zones.ts'
import { FREQUENCIES, SUGGESTION_STATUSES } from './habits.tables.ts'

export const HabitSuggestion = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    name: z.string().meta({ example: 'Go for a run' }),
    frequency: z.enum(FREQUENCIES).meta({ example: 'weekly' }),
    weekday: z.enum(WEEKDAY_CODES).nullable().meta({ example: 'sa' }),
    timeOfDay: z.string().describe('On your wall clock').meta({ example: '09:00' }),
    confidence: z.number().describe('0 to 1').meta({ example: 0.9 }),
    samples: z
      .array(z.string())
      .describe('What it was noticed by')
      .meta({ example: ['Go for a run', 'Go running'] }),
    status: z.enum(SUGGESTION_STATUSES).meta({ example: 'open' }),
    habitId: z.uuid().nullable().describe('The habit that accepting it made'),
  })
  .meta({ id: 'HabitSuggestion' })
export const HabitSuggestionPage = pageOf(HabitSuggestion).meta({ id: 'HabitSuggestionPage' })
