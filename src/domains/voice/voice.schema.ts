import { z } from 'zod'
import { AREAS } from '#core/areas.ts'
import { MAX_UTTERANCE } from './classify.ts'
import { INTENT_TYPES } from './intents.ts'

export const Utterance = z.strictObject({ text: z.string().trim().min(1).max(MAX_UTTERANCE) }).meta({
  id: 'Utterance',
  example: { text: 'Remind me to call mom tomorrow at 5pm and add buy flowers to my list' },
})

const text = z.string().nullable()
const number = z.number().nullable()
const day = z.iso.date().nullable()

export const IntentEntities = z
  .object({
    title: text.meta({ example: 'call mom' }),
    date: day,
    time: text.describe('HH:mm on the wall clock'),
    at: z.iso.datetime().nullable().describe('The instant of date and time'),
    timezone: text.describe('The zone in which date and time are meant'),
    from: day.describe('The first of the days that it is about, as in "this week"'),
    to: day,
    recurrence: z
      .object({ rrule: z.string(), anchor: z.enum(['due', 'completion']), skipDates: z.array(z.iso.date()) })
      .nullable()
      .meta({ example: null }),
    target: z.object({ times: z.int(), days: z.int() }).nullable(),
    durationMinutes: z.int().nullable(),
    priority: z.enum(['p1', 'p2', 'p3', 'p4']).nullable(),
    area: z.enum(AREAS).nullable(),
    tags: z.array(z.string()),
    person: text,
    place: text,
    amount: number,
    unit: text,
    metric: text,
    habit: text,
    query: text.describe('What is looked for or asked'),
  })
  .meta({ id: 'IntentEntities' })

export const Intent = z
  .object({
    type: z.enum(INTENT_TYPES).meta({ example: 'create_reminder' }),
    confidence: z.number().min(0).max(1).meta({ example: 0.9 }),
    entities: IntentEntities,
    text: z.string().meta({ example: 'Remind me to call mom tomorrow at 5pm' }),
  })
  .meta({ id: 'Intent' })

export const Understanding = z
  .object({
    intents: z.array(Intent),
    distress: z
      .boolean()
      .describe('Whether it has words of acute crisis: show help before anything else')
      .meta({ example: false }),
    meta: z.object({
      source: z.literal('rules'),
      provider: z.null(),
      model: z.null(),
      cached: z.literal(false),
      usage: z.null(),
    }),
  })
  .meta({ id: 'Understanding' })
export type Understanding = z.infer<typeof Understanding>
