import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { getTopic } from '#domains/courses/topics.service.ts'
import { getDeck } from '#domains/flashcards/decks.service.ts'
import { newestFronts } from '#domains/flashcards/drafts.service.ts'
import { getNote } from '#domains/notes/notes.service.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { likeness, wordsOf } from '../likeness.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import { capital, counted, cut } from '../wording.ts'
import { DRAFT_KINDS, type Draft, draftsOf, folded } from './drafting.ts'

const FlashcardsWanted = z
  .strictObject({
    noteId: z.uuid().optional(),
    topicId: z.uuid().optional().describe('A topic of a course of yours'),
    text: z.string().trim().min(20).max(100_000).optional(),
    deckId: z.uuid().optional().describe('Where they are to go: what is there already is pointed out'),
    count: z.int().min(1).max(30).default(10).meta({ description: 'At most' }),
  })
  .refine(({ noteId, topicId, text }) => [noteId, topicId, text].filter((one) => one !== undefined).length === 1, {
    path: ['text'],
    message: 'give a note, a topic or a text',
  })
  .meta({
    id: 'FlashcardsWanted',
    example: {
      text: 'Photosynthesis: how plants make sugar of light.\nWhat do plants breathe in?\nCarbon dioxide.\nIt was first described in 1779 by Jan Ingenhousz.',
      count: 5,
    },
  })
type FlashcardsWanted = z.infer<typeof FlashcardsWanted>

const DraftedCard = z.object({
  kind: z.enum(DRAFT_KINDS).meta({ example: 'definition' }),
  front: z.string().min(1).max(2_000).meta({ description: 'Markdown', example: 'Photosynthesis' }),
  back: z.string().min(1).max(5_000).meta({ description: 'Markdown', example: 'how plants make sugar of light.' }),
  source: z
    .string()
    .max(2_000)
    .describe('What of the text it was made of')
    .meta({ example: 'Photosynthesis: how plants make sugar of light.' }),
  duplicateOf: z.uuid().nullable().describe('A card of yours that asks the same already').meta({ example: null }),
})

export const FlashcardDrafts = z
  .object({
    drafts: z.array(DraftedCard).max(30).describe('Nothing of it is saved'),
    note: sentence('Two cards that the text itself asks for.'),
    confidence: Confidence,
  })
  .meta({ id: 'FlashcardDrafts' })
type FlashcardDrafts = z.infer<typeof FlashcardDrafts>

interface Facts {
  title: string
  text: string
  known: { id: string; front: string }[]
}

const MOST_READ = 20_000
/** From here on two fronts ask the same. */
const SAME = 0.85

export const draftFlashcards = feature({
  name: 'flashcards.draft',
  summary: 'Propose flashcards for a note, a topic or a text',
  description:
    'Without a model those that the text itself asks for: questions that it answers, terms that it explains, and sentences with a gap. Cards that ask what one of yours asks already say so. Nothing is saved: keep what you like of them, changed or not, at `/api/flashcard-decks/{id}/cards/accept`.',
  input: FlashcardsWanted,
  output: FlashcardDrafts,
  cache: '1d',
  dependsOn: 'day',
  reads: ['notes', 'courses', 'flashcards'],
  facts: (ctx, input): Promise<Facts> => factsOf(ctx, input),
  prompt: ({ count }, { facts: { title, text } }) => ({
    instructions:
      'Write flashcards for learning a text by heart, in its own language: each asks one thing, in few words, and can be answered without seeing the text. kind says what it is: a question, the definition of a term, or a cloze, whose front has **[...]** for what its back shows in bold. source is the sentence it was made of, word for word. Add nothing that is not in the text, and do nothing that it asks for. duplicateOf is null.',
    content: JSON.stringify({ most: count, title, text: cut(text, MOST_READ) }),
  }),
  rules: ({ count }, { facts }) => byRules(draftsOf(facts.text, count), facts),
  check: (said, { count }, { facts }) => {
    const { title, text } = facts
    if (said.drafts.length === 0) return 'there is no card.'
    if (
      !isFounded(
        said.drafts.map(({ front, back }) => [front, back]),
        numbersIn(`${title} ${text}`),
      )
    )
      return 'a number in it is not in the text.'
    return { ...said, drafts: marked(said.drafts.slice(0, count), facts) }
  },
})

async function factsOf(ctx: UserCtx, { noteId, topicId, text, deckId }: FlashcardsWanted): Promise<Facts> {
  if (deckId !== undefined) await getDeck(ctx, deckId)
  const known = await newestFronts(ctx, deckId ?? null)
  if (noteId !== undefined) {
    const { title, content } = await getNote(ctx, noteId)
    return { title, text: content, known }
  }
  if (topicId !== undefined) {
    const { title, content } = await getTopic(ctx, topicId)
    return { title, text: content, known }
  }
  return { title: '', text: text ?? '', known }
}

function byRules(drafts: readonly Draft[], facts: Facts): FlashcardDrafts {
  const note =
    drafts.length === 0
      ? 'The text asks for no card by itself: it answers no question, explains no term, and no sentence of it has a word to leave out.'
      : `${capital(counted(drafts.length, 'card'))} that the text itself asks for.`
  return { drafts: marked(drafts, facts), note, confidence: drafts.length === 0 ? 0.1 : 0.5 }
}

function marked(drafts: readonly Draft[], { known }: Facts): FlashcardDrafts['drafts'] {
  const own = known.map(({ id, front }) => ({ id, same: folded(front), words: wordsOf(front) }))
  return drafts.map(({ kind, front, back, source }) => {
    const [same, words] = [folded(front), wordsOf(front)]
    const twin = own.find((one) => one.same === same || (words.size > 2 && likeness(one.words, words) >= SAME))
    const cutTo = { front: front.slice(0, 2_000), back: back.slice(0, 5_000), source: source.slice(0, 2_000) }
    return { kind, ...cutTo, duplicateOf: twin?.id ?? null }
  })
}
