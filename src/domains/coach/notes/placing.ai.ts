import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { AREAS, type Area } from '#core/areas.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { wordsOf } from '../likeness.ts'
import { named } from '../naming.ts'
import { areaOfWord } from '../tasks/categorizing.ai.ts'
import { type NoteSubject, noteSubjectOf, notesLike, type OwnNote, ownNotes, told } from './note-facts.service.ts'
import { NoteInQuestion } from './questions.schema.ts'

const NoteArea = z
  .object({
    suggestedArea: z.enum(AREAS).nullable().meta({ example: 'happiness' }),
    reasoning: sentence('Its words “garden, plant” belong to happiness.'),
    alternativeAreas: z
      .array(z.object({ area: z.enum(AREAS), confidence: z.number().min(0).max(1) }))
      .max(6)
      .meta({ example: [{ area: 'operations', confidence: 0.2 }] }),
    confidence: Confidence,
  })
  .meta({ id: 'NoteArea' })
type NoteArea = z.infer<typeof NoteArea>

interface Vote {
  area: Area
  weight: number
  because: string
}

interface Facts {
  subject: NoteSubject
  votes: Vote[]
}

export const placeNote = feature({
  name: 'notes.area',
  summary: 'Say which area of life a note belongs to',
  description: 'From your own notes that are like it, then from its words. Null when neither says anything.',
  input: NoteInQuestion,
  output: NoteArea,
  cache: '1d',
  dependsOn: 'day',
  reads: ['notes'],
  facts: (ctx, input): Promise<Facts> => factsOf(ctx, input),
  prompt: (_, { facts: { subject, votes } }) => ({
    instructions:
      'Say which area of life a note belongs to, with one sentence of reasoning; null when you are not sure. The votes come from notes of the same person and from its words.',
    content: JSON.stringify({ ...told(subject), votes }),
  }),
  rules: (_, { facts }) => areaByVotes(facts.votes),
})

async function factsOf(ctx: UserCtx, input: NoteInQuestion): Promise<Facts> {
  const subject = await noteSubjectOf(ctx, input)
  return { subject, votes: await votesOn(subject, await ownNotes(ctx, subject.id)) }
}

const WORD_WEIGHT = 0.3
const MOST_FOR_WORDS = 0.9

export async function votesOn(
  subject: Pick<NoteSubject, 'title' | 'content'>,
  notes: readonly OwnNote[],
): Promise<Vote[]> {
  const like = await notesLike(subject, notes)
  const words = [...wordsOf(`${subject.title} ${subject.content}`)]
  const votes = AREAS.map((area): Vote => {
    const own = like.filter(({ item }) => item.area === area)
    const hits = words.filter((word) => areaOfWord(word) === area)
    const weight =
      own.reduce((sum, { nearness }) => sum + nearness, 0) + Math.min(MOST_FOR_WORDS, WORD_WEIGHT * hits.length)
    const titles = own.map(({ item }) => item.title)
    const because =
      own.length > 0
        ? `Your notes like it are in ${area}: ${named(titles)}.`
        : `Its words “${hits.slice(0, 5).join(', ')}” belong to ${area}.`
    return { area, weight: Math.round(weight * 100) / 100, because }
  })
  return votes.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
}

/** An area's part of all votes, where half a vote always stands for what nobody knows. */
export function areaByVotes(votes: readonly Vote[]): NoteArea {
  const [first, ...others] = votes
  if (!first) {
    const reasoning = 'Neither its words nor your own notes say where it belongs.'
    return { suggestedArea: null, reasoning, alternativeAreas: [], confidence: 0 }
  }
  const all = votes.reduce((sum, { weight }) => sum + weight, 0) + 0.5
  const share = ({ weight }: Vote) => Math.round((weight / all) * 100) / 100
  return {
    suggestedArea: first.area,
    reasoning: first.because,
    alternativeAreas: others.map((vote) => ({ area: vote.area, confidence: share(vote) })),
    confidence: share(first),
  }
}
