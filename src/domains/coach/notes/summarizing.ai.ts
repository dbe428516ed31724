import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { Confidence, sentences } from '../answers.schema.ts'
import { sentencesIn } from '../logbook/sentiment.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import { type NoteSubject, noteSubjectOf, told } from './note-facts.service.ts'
import { NoteInQuestion } from './questions.schema.ts'
import { wordCount } from './readability.ts'
import { mainSentences } from './textrank.ts'

export const NoteSummary = z
  .object({
    summary: z
      .string()
      .max(10_000)
      .meta({ example: 'Loose soil holds water and air. Compost makes soil loose and feeds it.' }),
    keyPoints: sentences('Compost makes soil loose and feeds it.'),
    wordCount: z.int().describe('Of the note').meta({ example: 22 }),
    summaryWordCount: z.int().meta({ example: 13 }),
    isExtract: z.boolean().describe('Its sentences are the note’s own, word for word').meta({ example: true }),
    confidence: Confidence,
  })
  .meta({ id: 'NoteSummary' })
type NoteSummary = z.infer<typeof NoteSummary>

export const summarizeNote = feature({
  name: 'notes.summarize',
  summary: 'Sum up a note',
  description:
    'Without a model in its own sentences: those that share most with the others (TextRank), in their order. Numbers that are not in the note are never in its summary.',
  input: NoteInQuestion,
  output: NoteSummary,
  cache: '1d',
  dependsOn: 'day',
  reads: ['notes'],
  facts: (ctx, input) => noteSubjectOf(ctx, input),
  prompt: (_, { facts }) => ({
    instructions:
      'Sum up a note in its own language: at most a quarter of its length, then its key points, one sentence each. Add nothing that is not in it. isExtract is false.',
    content: JSON.stringify(told(facts)),
  }),
  rules: (_, { facts }) => extractOf(facts),
  check: (said, _, { facts }) => {
    if (!isFounded([said.summary, said.keyPoints], numbersIn(`${facts.title} ${facts.content}`)))
      return 'a number in it is not in the note.'
    return { ...said, ...countsOf(facts, said.summary), isExtract: false }
  },
})

/** A third of the sentences, and five at most: more is no summary. */
export function extractOf({ content }: Pick<NoteSubject, 'title' | 'content'>): NoteSummary {
  const all = sentencesIn(content)
  const most = Math.min(5, Math.max(1, Math.ceil(all.length / 3)))
  const chosen = mainSentences(all, most)
  const summary = chosen.join(' ').slice(0, 10_000)
  const confidence = all.length < 3 ? 0.3 : 0.5
  const keyPoints = chosen.map((sentence) => sentence.slice(0, 1_000))
  return { summary, keyPoints, ...countsOf({ content }, summary), isExtract: true, confidence }
}

const countsOf = ({ content }: Pick<NoteSubject, 'content'>, summary: string) => ({
  wordCount: wordCount(content),
  summaryWordCount: wordCount(summary),
})
