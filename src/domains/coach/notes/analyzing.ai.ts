import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { Confidence, sentences } from '../answers.schema.ts'
import { LEANING, sentencesIn, textSentiment } from '../logbook/sentiment.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import { type NoteSubject, noteSubjectOf, told } from './note-facts.service.ts'
import { linksIn, sectionsOf } from './outline.ts'
import { NoteInQuestion } from './questions.schema.ts'
import { readabilityOf, wordCount } from './readability.ts'
import { extractOf } from './summarizing.ai.ts'

const NoteAnalysis = z
  .object({
    keyPoints: sentences('Compost makes soil loose and feeds it.'),
    sentiment: z.object({
      label: z
        .enum(['negative', 'neutral', 'positive'])
        .nullable()
        .describe('Null when no word of it can be rated')
        .meta({ example: 'positive' }),
      score: z.number().min(-1).max(1).describe('VADER, mean of its sentences').meta({ example: 0.2 }),
    }),
    readabilityScore: z
      .number()
      .nullable()
      .describe(
        'Flesch reading ease, 206.835 − 1.015 · words/sentences − 84.6 · syllables/words; null below thirty words, and only true of English',
      )
      .meta({ example: 78.4 }),
    words: z.int().meta({ example: 22 }),
    sentences: z.int().meta({ example: 4 }),
    completeness: z.object({
      score: z.number().min(0).max(1).describe('Of what was looked for, the part that is there').meta({ example: 0.5 }),
      missingElements: z
        .array(z.string().max(200))
        .max(10)
        .meta({ example: ['headings'] }),
      suggestions: sentences('Tie it to what you know already: name another note as [[title]].'),
    }),
    confidence: Confidence,
  })
  .meta({ id: 'NoteAnalysis' })
type NoteAnalysis = z.infer<typeof NoteAnalysis>

export const analyzeNote = feature({
  name: 'notes.analyze',
  summary: 'Look at how a note is written',
  description:
    'Key points, feeling, how easily it reads, and what is commonly there and missing here. Figures are always worked out.',
  input: NoteInQuestion,
  output: NoteAnalysis,
  cache: '1d',
  dependsOn: 'day',
  reads: ['notes'],
  facts: (ctx, input) => noteSubjectOf(ctx, input),
  prompt: (_, { facts }) => ({
    instructions:
      'Tell the key points of a note, and suggest what would make it more complete. Sentiment, readability, counts and score are worked out elsewhere, whatever you say of them.',
    content: JSON.stringify(told(facts)),
  }),
  rules: (_, { facts }) => analysisOf(facts),
  check: (said, _, { facts }) => {
    if (!isFounded(said.keyPoints, numbersIn(`${facts.title} ${facts.content}`)))
      return 'a number in it is not in the note.'
    const own = analysisOf(facts)
    const { suggestions } = said.completeness
    return {
      ...own,
      keyPoints: said.keyPoints,
      completeness: { ...own.completeness, suggestions },
      confidence: said.confidence,
    }
  },
})

function analysisOf(subject: NoteSubject): NoteAnalysis {
  const { content } = subject
  const { score, rated } = textSentiment(content)
  const label = rated === 0 ? null : score >= LEANING ? 'positive' : score <= -LEANING ? 'negative' : 'neutral'
  const words = wordCount(content)
  return {
    keyPoints: extractOf(subject).keyPoints,
    sentiment: { label, score: Math.round(score * 100) / 100 },
    readabilityScore: readabilityOf(content)?.score ?? null,
    words,
    sentences: sentencesIn(content).length,
    completeness: completenessOf(subject, words),
    confidence: words < 30 ? 0.2 : 0.6,
  }
}

const LONG = 200

/** What makes a note easy to find and to go on with. Short ones need no headings. */
function completenessOf({ id, title, content, tags }: NoteSubject, words: number): NoteAnalysis['completeness'] {
  const wanted: [string, boolean, string][] = [
    ['a title', title !== '', 'Give it a title: it is found and named by that.'],
    ['text', words >= 20, 'Say more than a line: in a month you will not know what you meant.'],
    ['links', linksIn(content).length > 0, 'Tie it to what you know already: name another note as [[title]].'],
    ...(id === null
      ? []
      : [['tags', tags.length > 0, 'Give it a tag, so that it is found among its like.'] as [string, boolean, string]]),
    ...(words < LONG
      ? []
      : [
          ['headings', sectionsOf(content).some(({ heading }) => heading), 'Give its parts headings.'] as [
            string,
            boolean,
            string,
          ],
        ]),
  ]
  const missing = wanted.filter(([, isThere]) => !isThere)
  return {
    score: Math.round((1 - missing.length / wanted.length) * 100) / 100,
    missingElements: missing.map(([name]) => name),
    suggestions: missing.map(([, , suggestion]) => suggestion),
  }
}
