import { z } from 'zod'

const Days = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual)

export const StatisticsQuery = z.strictObject({
  deckId: z.uuid().optional().meta({ description: 'This deck and its parts; all decks when absent' }),
  days: Days(3_650, 30).meta({ description: 'How many days back, today included' }),
  forecastDays: Days(365, 30).meta({ description: 'How many days ahead, today included' }),
})
export type StatisticsQuery = z.infer<typeof StatisticsQuery>

const Counts = z.object({
  total: z.int().meta({ example: 120 }),
  new: z.int().meta({ example: 40 }),
  learning: z.int().meta({ description: 'In learning, or learned again after they were forgotten', example: 3 }),
  young: z.int().meta({ description: 'With an interval of less than 21 days', example: 50 }),
  mature: z.int().meta({ example: 27 }),
  suspended: z.int().meta({ description: 'Whatever else they are', example: 2 }),
  due: z.int().meta({ description: 'By the end of today, whatever the limits say; without new ones', example: 12 }),
})
export type Counts = z.infer<typeof Counts>

const Retention = z.object({
  reviews: z.int().meta({ example: 200 }),
  passed: z.int().meta({ example: 183 }),
  rate: z.number().nullable().meta({ description: '0 to 1; null without reviews', example: 0.915 }),
})

const Day = z.object({
  date: z.iso.date(),
  reviews: z.int().meta({ example: 34 }),
  newCards: z.int().meta({ example: 10 }),
  durationMs: z.int().meta({ example: 182_000 }),
  again: z.int().meta({ example: 3 }),
  hard: z.int().meta({ example: 4 }),
  good: z.int().meta({ example: 24 }),
  easy: z.int().meta({ example: 3 }),
})

export const FlashcardStatistics = z
  .object({
    date: z.iso.date().describe('Your day'),
    counts: Counts,
    decks: z.array(Counts.extend({ deckId: z.uuid() })).describe('The same for each deck that has cards'),
    retention: z
      .object({ young: Retention, mature: Retention, all: Retention })
      .describe('How often a card that was known was remembered when it was due. Cards in learning do not count'),
    reviews: z.int().meta({ example: 900 }),
    durationMs: z.int().meta({ example: 5_460_000 }),
    daysStudied: z.int().meta({ example: 26 }),
    days: z.array(Day).describe('The days with reviews, oldest first'),
    forecast: z
      .array(z.object({ date: z.iso.date(), due: z.int().meta({ example: 12 }) }))
      .describe('How many cards are due on each day as things stand, today with all that is overdue'),
  })
  .meta({ id: 'FlashcardStatistics' })
export type FlashcardStatistics = z.infer<typeof FlashcardStatistics>
