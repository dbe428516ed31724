import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { IMPORT_STATES } from './imports.tables.ts'

export const NewFlashcardImport = z
  .strictObject({
    fileId: z.uuid().describe('An upload: an `.apkg` of any version of Anki since 2.0'),
    deckId: z.uuid().nullish().describe('Its decks become parts of this one; decks of their own when absent'),
    dryRun: z.boolean().default(false).describe('Only tell what would become of it'),
    withReviews: z
      .boolean()
      .default(true)
      .describe('With the history of reviews, and what is known of each card; else every card begins anew'),
  })
  .meta({ id: 'NewFlashcardImport', example: { fileId: '0199c8f2-7a6b-7c1d-8e2f-3a4b5c6d7e8f', dryRun: true } })
export type NewFlashcardImport = z.infer<typeof NewFlashcardImport>

const Count = z.int().meta({ example: 12 })

export const FlashcardImport = z
  .object({
    id: z.uuid(),
    fileId: z.uuid(),
    fileName: z.string().meta({ example: 'Spanish.apkg' }),
    deckId: z.uuid().nullable(),
    isDryRun: z.boolean(),
    withReviews: z.boolean(),
    state: z.enum(IMPORT_STATES).meta({ example: 'done' }),
    done: Count.describe('Cards that have been looked at'),
    total: Count.nullable().describe('Null until the package has been opened'),
    counts: z.object({
      created: Count,
      updated: Count.describe('Cards that had come in before, and say something else now'),
      unchanged: Count,
      refused: Count,
      reviews: Count.describe('Of the history that were not there before'),
      media: Count.describe('Pictures and sounds that became files'),
      decks: Count.describe('That were made'),
    }),
    warnings: z.array(z.string()).describe('What was left out though its card came in; the first fifty'),
    problems: z
      .array(
        z.object({
          guid: z.string().meta({ description: 'Anki’s id of the note', example: 'q&Tf3~]v2H' }),
          ord: z.int().meta({ description: 'Which card of the note', example: 0 }),
          front: z.string().meta({ example: 'la montaña' }),
          error: z.string().meta({ example: 'its back is empty' }),
        }),
      )
      .describe('The cards that did not come in, and why; the first two hundred'),
    error: z.string().nullable().describe('Why it failed'),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'FlashcardImport' })

export const FlashcardImportPage = pageOf(FlashcardImport).meta({ id: 'FlashcardImportPage' })
export const FlashcardImportQuery = PageQuery
export type FlashcardImportQuery = z.infer<typeof FlashcardImportQuery>

export const PackageQuery = z.strictObject({
  withReviews: z.stringbool().default(true).meta({ description: 'Else every card is new', example: true }),
})
