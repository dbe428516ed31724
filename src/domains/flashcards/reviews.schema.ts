import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Instant } from '#core/wire.ts'
import { Flashcard } from './flashcards.schema.ts'
import { CARD_STATES, RATINGS } from './flashcards.tables.ts'

export const DueQuery = z.strictObject({
  deckId: z.uuid().optional().meta({ description: 'This deck and its parts; all decks when absent' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type DueQuery = z.infer<typeof DueQuery>

export const DueFlashcards = z
  .object({
    date: z.iso.date().describe('Your day'),
    items: z.array(Flashcard).max(100).describe('In the order in which to ask them'),
  })
  .meta({ id: 'DueFlashcards' })

const Outcome = z.object({
  state: z.enum(CARD_STATES).meta({ example: 'review' }),
  dueAt: z.iso.datetime(),
  intervalDays: z.int().meta({ description: '0 while it is asked again the same day', example: 12 }),
  intervalMinutes: z.int().meta({ example: 17_280 }),
  stability: z.number().meta({ example: 12.4 }),
  difficulty: z.number().meta({ example: 5.2 }),
})
export type Outcome = z.infer<typeof Outcome>

export const FlashcardPreview = z
  .object({
    flashcardId: z.uuid(),
    retrievability: z
      .number()
      .nullable()
      .meta({ description: 'How likely it is remembered now; null while it is new', example: 0.91 }),
    again: Outcome,
    hard: Outcome,
    good: Outcome,
    easy: Outcome,
  })
  .meta({ id: 'FlashcardPreview' })

const ReviewFields = {
  rating: z.enum(RATINGS).meta({ example: 'good' }),
  reviewedAt: Instant.optional().describe('When it was answered; now, when absent'),
  durationMs: z.int().min(0).max(3_600_000).nullish().meta({ description: 'How long the answer took', example: 4_200 }),
  reviewId: z.uuid().optional().describe('Chosen by the device: the same review sent again is recorded once'),
}
export const NewFlashcardReview = z.strictObject(ReviewFields).meta({
  id: 'NewFlashcardReview',
  example: { rating: 'good', durationMs: 4_200 },
})
export type NewFlashcardReview = z.infer<typeof NewFlashcardReview>

export const FlashcardReview = z
  .object({
    id: z.uuid(),
    flashcardId: z.uuid(),
    rating: z.enum(RATINGS).meta({ example: 'good' }),
    reviewedAt: z.iso.datetime(),
    day: z.iso.date().describe('Your day at that time'),
    durationMs: z.int().nullable().meta({ example: 4_200 }),
    stateBefore: z.enum(CARD_STATES).meta({ example: 'review' }),
    intervalBefore: z.int().meta({ description: 'Days', example: 5 }),
    undoneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'FlashcardReview' })

export const ReviewedFlashcard = z
  .object({
    flashcard: Flashcard,
    review: FlashcardReview,
    isKnown: z.boolean().describe('This review was recorded before'),
    isLeech: z.boolean().describe('It has just become a leech'),
  })
  .meta({ id: 'ReviewedFlashcard' })

export const FlashcardReviewPage = pageOf(FlashcardReview).meta({ id: 'FlashcardReviewPage' })
export const FlashcardReviewQuery = PageQuery
export type FlashcardReviewQuery = z.infer<typeof FlashcardReviewQuery>

export const ReviewBatch = z
  .strictObject({
    reviews: z
      .array(z.strictObject({ flashcardId: z.uuid(), ...ReviewFields, reviewId: z.uuid(), reviewedAt: Instant }))
      .min(1)
      .max(200),
  })
  .meta({ id: 'FlashcardReviewBatch' })
export type ReviewBatch = z.infer<typeof ReviewBatch>

export const ReviewBatchResult = z
  .object({
    results: z
      .array(
        z.object({
          reviewId: z.uuid(),
          status: z.enum(['recorded', 'known', 'refused']).meta({ example: 'recorded' }),
          error: z.string().nullable().meta({ example: null }),
          dueAt: z.iso.datetime().nullable().describe('Of the card after it'),
        }),
      )
      .max(200),
  })
  .meta({ id: 'FlashcardReviewBatchResult' })

export const ReviewParams = z.strictObject({ id: z.uuid(), reviewId: z.uuid() })
export const Burying = z
  .strictObject({
    until: z.iso.date().optional().describe('Your day from which it is asked again; tomorrow, when absent'),
  })
  .meta({ id: 'FlashcardBurying', example: { until: '2027-03-08' } })
export type Burying = z.infer<typeof Burying>
