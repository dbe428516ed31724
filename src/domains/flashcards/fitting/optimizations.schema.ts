import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { OPTIMIZATION_STATES } from './optimizations.tables.ts'

const Reschedule = z
  .boolean()
  .default(false)
  .describe('Compute the dates of all cards anew, as if they had been reviewed with these parameters all along')

export const NewOptimization = z
  .strictObject({
    deckId: z.uuid().nullish().describe('For this deck and its parts; for all decks when absent'),
    autoAccept: z.boolean().default(false).describe('Take them over when they foretell better, without being asked'),
    reschedule: Reschedule,
  })
  .meta({ id: 'NewFlashcardOptimization', example: { autoAccept: false } })
export type NewOptimization = z.infer<typeof NewOptimization>

export const OptimizationAcceptance = z
  .strictObject({ reschedule: z.boolean().optional().describe('When absent, as was said at first') })
  .meta({ id: 'FlashcardOptimizationAcceptance', example: { reschedule: true } })
export type OptimizationAcceptance = z.infer<typeof OptimizationAcceptance>

const Fit = z.number().nullable()

export const FlashcardOptimization = z
  .object({
    id: z.uuid(),
    deckId: z.uuid().nullable(),
    state: z.enum(OPTIMIZATION_STATES).meta({ example: 'proposed' }),
    autoAccept: z.boolean(),
    reschedule: z.boolean(),
    reviews: z.int().meta({ description: 'That they were fitted to', example: 1_240 }),
    parameters: z.array(z.number()).nullable().describe('The 21 of FSRS-6; null until they are found'),
    parametersBefore: z.array(z.number()).nullable().describe('Null are those that FSRS-6 comes with'),
    logLoss: Fit.meta({
      description: 'How far from the truth they foretell each review; less is better',
      example: 0.31,
    }),
    logLossBefore: Fit.meta({ example: 0.34 }),
    rmse: Fit.meta({ description: 'How far from the truth they foretell alike reviews together', example: 0.03 }),
    rmseBefore: Fit.meta({ example: 0.05 }),
    isBetter: z.boolean().nullable().describe('Whether they foretell your reviews better than those before'),
    rescheduled: z.int().nullable().describe('Cards whose dates have been computed anew; null where not wanted'),
    error: z.string().nullable(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'FlashcardOptimization' })

export const OptimizationPage = pageOf(FlashcardOptimization).meta({ id: 'FlashcardOptimizationPage' })
export const OptimizationQuery = PageQuery
export type OptimizationQuery = z.infer<typeof OptimizationQuery>
