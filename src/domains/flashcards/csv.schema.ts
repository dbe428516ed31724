import { z } from 'zod'
import { NewDeckCard } from './flashcards.schema.ts'

export const MAX_CSV_ROWS = 10_000

export const CsvCardFields = NewDeckCard.pick({ front: true, back: true })
  .extend({
    hint: z.string().max(2_000).nullable(),
    tags: NewDeckCard.shape.tags.unwrap(),
    id: z.uuid().nullable(),
  })
  .strict()
export type CsvCard = z.infer<typeof CsvCardFields>

export const FlashcardCsv = z.strictObject({ csv: z.string().min(1).max(5_000_000) }).meta({
  id: 'FlashcardCsv',
  description: 'A CSV text of at most 5 MB and 10,000 rows with a header; send it as text/csv, or within JSON',
  example: {
    csv: 'front,back,hint,tags\nla montaña,the mountain,It is high.,nature;geography\nel mar,the sea,,nature\n',
  },
})

export const ImportedFlashcards = z
  .object({
    created: z.int().meta({ example: 2 }),
    updated: z.int().meta({ example: 0 }),
    unchanged: z.int().meta({ example: 0 }),
    refused: z.int().meta({ example: 0 }),
    results: z.array(
      z.object({
        line: z.int().meta({ description: 'On which the row ends', example: 2 }),
        status: z.enum(['created', 'updated', 'unchanged', 'refused']).meta({ example: 'created' }),
        id: z.uuid().nullable(),
        error: z.string().nullable().meta({ example: null }),
      }),
    ),
  })
  .meta({ id: 'ImportedFlashcards' })
export type ImportedFlashcards = z.infer<typeof ImportedFlashcards>
