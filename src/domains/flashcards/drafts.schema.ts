import { z } from 'zod'
import { NewDeckCard } from './flashcards.schema.ts'

export const DraftedCards = z
  .strictObject({
    cards: z
      .array(NewDeckCard.pick({ front: true, back: true, hint: true, tags: true }).strict())
      .min(1)
      .max(100)
      .describe('As they were proposed, or as you have changed them'),
  })
  .meta({
    id: 'DraftedFlashcards',
    example: { cards: [{ front: 'Photosynthesis', back: 'how plants make sugar of light' }] },
  })
export type DraftedCards = z.infer<typeof DraftedCards>

export const AcceptedCards = z
  .object({
    results: z
      .array(
        z.object({
          status: z
            .enum(['created', 'known'])
            .meta({ description: 'Known: the deck has a card with this front', example: 'created' }),
          id: z.uuid(),
        }),
      )
      .max(100),
  })
  .meta({ id: 'AcceptedFlashcards' })
export type AcceptedCards = z.infer<typeof AcceptedCards>
