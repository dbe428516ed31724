import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { listNoteTags } from '#domains/notes/notes.service.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { wordsOf } from '../likeness.ts'
import { sentencesIn } from '../logbook/sentiment.ts'
import { themesIn } from '../logbook/themes.ts'
import { named } from '../naming.ts'
import { counted } from '../wording.ts'
import { type NoteSubject, noteSubjectOf, notesLike, type OwnNote, ownNotes, told } from './note-facts.service.ts'
import { NoteInQuestion } from './questions.schema.ts'

const Suggested = z.object({
  tag: z.string().min(1).max(50).meta({ example: 'garden' }),
  relevance: z.number().min(0).max(1).meta({ example: 0.8 }),
  isNew: z.boolean().describe('You have not used it yet').meta({ example: false }),
  reasoning: sentence('Your notes like it have this tag: “Compost”.'),
})

const NoteTagging = z
  .object({
    suggestedTags: z
      .array(Suggested)
      .max(10)
      .meta({ example: [{ tag: 'soil', relevance: 0.4, isNew: true, reasoning: '3 sentences speak of it.' }] }),
    confidence: Confidence,
  })
  .meta({ id: 'NoteTagging' })
type NoteTagging = z.infer<typeof NoteTagging>
type Suggested = NoteTagging['suggestedTags'][number]

interface Facts {
  subject: NoteSubject
  ownTags: string[]
  answer: NoteTagging
}

const MOST = 6

export const tagNote = feature({
  name: 'notes.tags',
  summary: 'Suggest tags for a note',
  description:
    'Your own tags first: those it names, and those of your notes that are like it. Only then words that it comes back to.',
  input: NoteInQuestion,
  output: NoteTagging,
  cache: '1d',
  dependsOn: 'day',
  reads: ['notes'],
  facts: (ctx, input): Promise<Facts> => factsOf(ctx, input),
  prompt: (_, { facts: { subject, ownTags, answer } }) => ({
    instructions:
      'Suggest at most six tags for a note, lower case, of one or two words. Prefer tags the person has; a new one only where none fits. Not those that the note has.',
    content: JSON.stringify({ ...told(subject), has: subject.tags, ownTags, found: answer.suggestedTags }),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, _, { facts: { subject, ownTags } }) => ({
    ...said,
    suggestedTags: said.suggestedTags
      .filter(({ tag }) => !subject.tags.includes(tag))
      .map((one) => ({ ...one, isNew: !ownTags.includes(one.tag) })),
  }),
})

async function factsOf(ctx: UserCtx, input: NoteInQuestion): Promise<Facts> {
  const subject = await noteSubjectOf(ctx, input)
  const [{ items }, notes] = await Promise.all([listNoteTags(ctx), ownNotes(ctx, subject.id)])
  const ownTags = items.map(({ tag }) => tag)
  const suggestedTags = await suggestTags(subject, ownTags, notes)
  const confidence = suggestedTags.length === 0 ? 0 : suggestedTags.some(({ isNew }) => !isNew) ? 0.6 : 0.3
  return { subject, ownTags, answer: { suggestedTags, confidence } }
}

/** The best of every way to a tag. */
export async function suggestTags(
  subject: Omit<NoteSubject, 'id'>,
  ownTags: readonly string[],
  notes: readonly OwnNote[],
): Promise<Suggested[]> {
  const all = [...namedTags(subject, ownTags), ...(await tagsOfLike(subject, notes)), ...newTags(subject, ownTags)]
  const best = new Map<string, Suggested>()
  for (const one of all)
    if (!subject.tags.includes(one.tag) && (best.get(one.tag)?.relevance ?? 0) < one.relevance) best.set(one.tag, one)
  return [...best.values()].sort((a, b) => b.relevance - a.relevance).slice(0, MOST)
}

function namedTags({ title, content }: Pick<NoteSubject, 'title' | 'content'>, tags: readonly string[]): Suggested[] {
  const [inTitle, inText] = [wordsOf(title), wordsOf(content)]
  return tags.flatMap((tag) => {
    const words = [...wordsOf(tag)]
    const isIn = (text: Set<string>) => words.length > 0 && words.every((word) => text.has(word))
    if (isIn(inTitle))
      return [{ tag, relevance: 0.9, isNew: false, reasoning: 'It is one of your tags, and in the title.' }]
    return isIn(inText)
      ? [{ tag, relevance: 0.7, isNew: false, reasoning: 'It is one of your tags, and in the text.' }]
      : []
  })
}

async function tagsOfLike(
  subject: Pick<NoteSubject, 'title' | 'content'>,
  notes: readonly OwnNote[],
): Promise<Suggested[]> {
  const like = await notesLike(subject, notes)
  const tags = [...new Set(like.flatMap(({ item }) => item.tags))]
  return tags.map((tag) => {
    const with_ = like.filter(({ item }) => item.tags.includes(tag))
    const titles = named(with_.map(({ item }) => item.title))
    const relevance =
      Math.round(Math.min(0.85, (with_[0]?.nearness ?? 0) * 0.9 + 0.05 * (with_.length - 1)) * 100) / 100
    return { tag, relevance, isNew: false, reasoning: `Your notes like it have this tag: ${titles}.` }
  })
}

function newTags({ content }: Pick<NoteSubject, 'content'>, ownTags: readonly string[]): Suggested[] {
  const known = new Set(ownTags.flatMap((tag) => [...wordsOf(tag)]))
  return themesIn(sentencesIn(content), (sentence) => sentence, 2)
    .filter(({ word }) => word.length <= 50 && ![...wordsOf(word)].some((stem) => known.has(stem)))
    .slice(0, 3)
    .map(({ word, items }) => ({
      tag: word,
      relevance: Math.round(Math.min(0.5, 0.2 + 0.05 * items.length) * 100) / 100,
      isNew: true,
      reasoning: `${counted(items.length, 'sentence')} speak of it.`,
    }))
}
