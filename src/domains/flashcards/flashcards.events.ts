import { z } from 'zod'
import { message } from '#core/messages.ts'

/** A card was answered, or an answer was taken out again. Published `during`. */
export const FlashcardReviewed = message(
  'flashcards.reviewed',
  z.object({
    reviewId: z.uuid(),
    flashcardId: z.uuid(),
    deckId: z.uuid(),
    reviewedAt: z.iso.datetime(),
    /** The user's local day that it was answered on. */
    day: z.iso.date(),
    isUndone: z.boolean(),
  }),
)
export type FlashcardReviewed = z.infer<typeof FlashcardReviewed.payload>
