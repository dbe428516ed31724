import { z } from 'zod'
import { PLAN_STATES } from './backlog.tables.ts'

const Deck = z.uuid().meta({ description: 'This deck and its parts; all decks when absent' })
const PerDay = z.coerce.number().int().min(1).max(9_999)

export const BacklogQuery = z.strictObject({
  deckId: Deck.optional(),
  perDay: PerDay.meta({ description: 'How many reviews you want to do on a day at most', example: 50 }),
})
export type BacklogQuery = z.infer<typeof BacklogQuery>

export const FlashcardBacklog = z
  .object({
    date: z.iso.date().describe('Your day'),
    overdue: z.int().meta({ description: 'Cards that are due today, with all that are overdue', example: 320 }),
    perDay: z.int().meta({ example: 50 }),
    days: z
      .int()
      .nullable()
      .meta({ description: 'Until all of them have been asked; null when as many come anew each day', example: 9 }),
    finishedOn: z.iso.date().nullable(),
    plan: z
      .array(
        z.object({
          date: z.iso.date(),
          backlog: z.int().meta({ description: 'Of those cards', example: 38 }),
          arriving: z.int().meta({ description: 'That fall due on this day anyway', example: 12 }),
        }),
      )
      .max(365),
  })
  .meta({ id: 'FlashcardBacklog' })
export type FlashcardBacklog = z.infer<typeof FlashcardBacklog>

export const NewBacklogPlan = z
  .strictObject({ deckId: Deck.nullish(), perDay: z.int().min(1).max(9_999) })
  .meta({ id: 'NewFlashcardBacklogPlan', example: { perDay: 50 } })
export type NewBacklogPlan = z.infer<typeof NewBacklogPlan>

export const BacklogPlan = z
  .object({
    id: z.uuid(),
    deckId: z.uuid().nullable(),
    perDay: z.int().meta({ example: 50 }),
    overdue: z.int().meta({ example: 320 }),
    putOff: z.int().meta({ description: 'Cards that come on a later day', example: 270 }),
    finishedOn: z.iso.date().describe('Your day on which the last of them comes'),
    state: z.enum(PLAN_STATES).meta({ example: 'active' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'FlashcardBacklogPlan' })

export const WorkloadQuery = z.strictObject({
  deckId: Deck.optional(),
  days: z.coerce.number().int().min(7).max(365).default(90).meta({ description: 'How far ahead' }),
  retention: z.coerce
    .number()
    .min(0.7)
    .max(0.99)
    .optional()
    .meta({ description: 'Besides 0.8, 0.85, 0.9 and 0.95', example: 0.92 }),
})
export type WorkloadQuery = z.infer<typeof WorkloadQuery>

export const FlashcardWorkload = z
  .object({
    days: z.int().meta({ example: 90 }),
    cards: z.int().meta({ description: 'That are known now', example: 400 }),
    items: z
      .array(
        z.object({
          desiredRetention: z.number().meta({ example: 0.9 }),
          reviewsPerDay: z.number().meta({ example: 38.5 }),
          minutesPerDay: z
            .number()
            .nullable()
            .meta({ description: 'At your own pace; null without reviews', example: 4.2 }),
          remembered: z.int().meta({ description: 'Cards that would be known in the end', example: 610 }),
        }),
      )
      .max(5)
      .describe('By how much you want to remember, the least first'),
  })
  .meta({ id: 'FlashcardWorkload' })
export type FlashcardWorkload = z.infer<typeof FlashcardWorkload>
