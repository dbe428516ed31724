import { checkParameters } from 'ts-fsrs'
import { z } from 'zod'
import { AREAS } from '#core/areas.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { CARD_STATES, LEECH_ACTIONS } from './flashcards.tables.ts'

const Owned = { id: z.uuid(), version: z.int(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() }
const Tags = z
  .array(z.string().trim().min(1).max(100))
  .max(50)
  .transform((tags) => [...new Set(tags)])
const Position = z.number().min(-1e12).max(1e12)

const Step = z.string().regex(/^([1-9]\d{0,3})[mhd]$/, 'a number with m, h or d')
const Steps = z
  .array(Step)
  .max(10)
  .meta({ example: ['1m', '10m'] })

/** FSRS-6 has 21; others are an older version's, which it would read differently. */
const Parameters = z
  .array(z.number().min(-100).max(1_000))
  .length(21)
  .refine((numbers) => isAccepted(numbers), 'not parameters of FSRS-6')

export const FlashcardDeck = z
  .object({
    ...Owned,
    name: z.string().meta({ example: 'Spanish' }),
    description: z.string().nullable(),
    area: z.enum(AREAS).nullable().meta({ example: 'happiness' }),
    tags: z.array(z.string()).meta({ example: ['language'] }),
    parentDeckId: z.uuid().nullable(),
    position: z.number().meta({ example: 0 }),
    desiredRetention: z.number().meta({ example: 0.9 }),
    newPerDay: z.int().meta({ example: 20 }),
    reviewsPerDay: z.int().meta({ example: 200 }),
    maximumIntervalDays: z.int().meta({ example: 36_500 }),
    learningSteps: z.array(z.string()).meta({ example: ['1m', '10m'] }),
    relearningSteps: z.array(z.string()).meta({ example: ['10m'] }),
    parameters: z.array(z.number()).nullable().meta({ example: null }),
    leechLapses: z.int().nullable().meta({ example: 8 }),
    leechAction: z.enum(LEECH_ACTIONS),
    weekdayWeights: z
      .array(z.number())
      .nullable()
      .meta({ example: [1, 1, 1, 1, 1, 0.5, 0] }),
    balancesLoad: z.boolean(),
  })
  .meta({ id: 'FlashcardDeck' })

const DeckFields = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Spanish' }),
  description: z.string().max(5_000).nullish(),
  area: z.enum(AREAS).nullish().meta({ example: 'happiness' }),
  tags: Tags.optional().meta({ example: ['language'] }),
  parentDeckId: z.uuid().nullish().meta({ description: 'The deck it is part of' }),
  position: Position.optional().meta({ description: 'Decks are listed from the lowest', example: 0 }),
  desiredRetention: z.number().min(0.7).max(0.99).optional().meta({
    description: 'How likely a card shall be remembered when it is asked. Counts from its next review',
    example: 0.9,
  }),
  newPerDay: z.int().min(0).max(9_999).optional().meta({ description: 'New cards of this deck on a day of yours' }),
  reviewsPerDay: z.int().min(0).max(9_999).optional(),
  maximumIntervalDays: z.int().min(1).max(36_500).optional(),
  learningSteps: Steps.optional().describe('How long after which a card in learning is asked again'),
  relearningSteps: Steps.optional().describe('The same for a card that was forgotten'),
  parameters: Parameters.nullish().describe('The 21 parameters of FSRS-6; null for those it comes with'),
  leechLapses: z
    .int()
    .min(1)
    .max(100)
    .nullish()
    .meta({ description: 'Forgotten so often, a card is a leech; null for never', example: 8 }),
  leechAction: z
    .enum(LEECH_ACTIONS)
    .optional()
    .describe('A leech gets the tag `leech`; `suspend` also takes it out of the queue'),
  weekdayWeights: z
    .array(z.number().min(0).max(1))
    .length(7)
    .nullish()
    .meta({
      description:
        'Easy days: how much of a usual day each weekday takes, Monday first; 0 is none where another day will do. Null for those of your preferences',
      example: [1, 1, 1, 1, 1, 0.5, 0],
    }),
  balancesLoad: z
    .boolean()
    .optional()
    .describe('Of the days that a card may fall on, choose those more often on which few are due'),
})
export const NewFlashcardDeck = DeckFields.meta({ id: 'NewFlashcardDeck', example: { name: 'Spanish', newPerDay: 10 } })
export type NewFlashcardDeck = z.infer<typeof NewFlashcardDeck>
export const FlashcardDeckPatch = DeckFields.partial().meta({
  id: 'FlashcardDeckPatch',
  example: { desiredRetention: 0.92, newPerDay: 10 },
})
export type FlashcardDeckPatch = z.infer<typeof FlashcardDeckPatch>
export const FlashcardDeckPage = pageOf(FlashcardDeck).meta({ id: 'FlashcardDeckPage' })
export const FlashcardDeckQuery = PageQuery.extend({
  parentDeckId: z.uuid().optional().meta({ description: 'Only the parts of this deck' }),
})
export type FlashcardDeckQuery = z.infer<typeof FlashcardDeckQuery>

export const Flashcard = z
  .object({
    ...Owned,
    deckId: z.uuid(),
    front: z.string().meta({ example: 'la montaña' }),
    back: z.string().meta({ example: 'the mountain' }),
    hint: z.string().nullable().meta({ example: 'It is high.' }),
    tags: z.array(z.string()).meta({ example: ['nature'] }),
    groupId: z.uuid().nullable(),
    position: z.number().meta({ example: 0 }),
    state: z.enum(CARD_STATES).meta({ example: 'review' }),
    dueAt: z.iso.datetime().nullable().describe('Null while it is new'),
    stability: z
      .number()
      .nullable()
      .meta({ description: 'Days after which it is remembered with 90 %', example: 12.4 }),
    difficulty: z.number().nullable().meta({ description: '1 to 10', example: 5.2 }),
    intervalDays: z.int().meta({ example: 12 }),
    learningStep: z.int().meta({ example: 0 }),
    reps: z.int().meta({ example: 4 }),
    lapses: z.int().meta({ example: 0 }),
    lastReviewedAt: z.iso.datetime().nullable(),
    isSuspended: z.boolean(),
    buriedUntil: z.iso.date().nullable().describe('Not asked before this day of yours'),
  })
  .meta({ id: 'Flashcard' })

const CardFields = z.strictObject({
  deckId: z.uuid(),
  front: z.string().trim().min(1).max(20_000).meta({ description: 'Markdown', example: 'la montaña' }),
  back: z.string().trim().min(1).max(20_000).meta({ description: 'Markdown', example: 'the mountain' }),
  hint: z.string().trim().min(1).max(2_000).nullish().meta({ example: 'It is high.' }),
  tags: Tags.optional().meta({ example: ['nature'] }),
  groupId: z
    .uuid()
    .nullish()
    .describe('Any id of your choice: cards that share it ask the same from several sides, and come on different days'),
  position: Position.optional().meta({ description: 'New cards come from the lowest, then the oldest', example: 0 }),
  isSuspended: z.boolean().optional(),
  buriedUntil: z.iso.date().nullish().describe('Not asked before this day of yours'),
})
export const NewFlashcard = CardFields.meta({ id: 'NewFlashcard' })
export type NewFlashcard = z.infer<typeof NewFlashcard>
export const NewDeckCard = CardFields.omit({ deckId: true }).meta({ id: 'NewDeckCard' })
export const FlashcardPatch = CardFields.partial().meta({
  id: 'FlashcardPatch',
  example: { back: 'the mountain, the mountains', tags: ['nature'] },
})
export type FlashcardPatch = z.infer<typeof FlashcardPatch>

export const FlashcardQuery = PageQuery.extend({
  deckId: z.uuid().optional(),
  state: z.enum(CARD_STATES).optional(),
  suspended: z.stringbool().optional(),
  tag: z.string().trim().min(1).max(100).optional().meta({ description: 'Leeches have the tag `leech`' }),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text on either side' }),
})
export type FlashcardQuery = z.infer<typeof FlashcardQuery>
export const FlashcardPage = pageOf(Flashcard).meta({ id: 'FlashcardPage' })

function isAccepted(numbers: number[]): boolean {
  try {
    checkParameters(numbers)
    return true
  } catch {
    return false
  }
}
