import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { loadNotes } from '#domains/notes/notes.service.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { sentencesIn } from '../logbook/sentiment.ts'
import { themesIn } from '../logbook/themes.ts'
import { named } from '../naming.ts'
import { notesLike, ownNotes } from './note-facts.service.ts'
import { NoteToBe } from './questions.schema.ts'
import { mainSentences } from './textrank.ts'

const NoteDraft = z
  .object({
    generatedContent: z.string().max(50_000).meta({
      description: 'Markdown',
      example: '# Soil for tomatoes\n\n## From [[Compost]]\n\n> Compost makes soil loose and feeds it.\n',
    }),
    structure: z
      .array(z.string().max(300))
      .max(20)
      .describe('Its headings')
      .meta({ example: ['From [[Compost]]'] }),
    keyTopics: z
      .array(z.string().max(100))
      .max(20)
      .meta({ example: ['compost'] }),
    reasoning: sentence('No model is set up, so nothing is invented: these are your own sentences about it.'),
    confidence: Confidence,
  })
  .meta({ id: 'NoteDraft' })
type NoteDraft = z.infer<typeof NoteDraft>

const MOST_NOTES = 4
const MOST_SENTENCES = 3

export const generateNote = feature({
  name: 'notes.generate',
  summary: 'Draft a note from its title',
  description:
    'Without a model nothing is made up: it gathers what your own notes say about it, each with its source, and is hardly sure of itself. Nothing is saved.',
  input: NoteToBe,
  output: NoteDraft,
  cache: '1d',
  dependsOn: 'day',
  reads: ['notes'],
  facts: (ctx, input) => draftOf(ctx, input.title),
  prompt: ({ title }, { facts }) => ({
    instructions:
      'Draft a note in Markdown for this title: headings, and below each a few sentences of what is commonly known. Where notes of the person say something about it, use that and name the note as [[title]]. Invent nothing about the person. structure has your headings.',
    content: JSON.stringify({ title, own: facts.generatedContent }),
  }),
  rules: (_, { facts }) => facts,
  check: (said) => ({ ...said, confidence: Math.min(said.confidence, 0.7) }),
})

async function draftOf(ctx: UserCtx, title: string): Promise<NoteDraft> {
  const like = await notesLike({ title, content: '' }, await ownNotes(ctx), MOST_NOTES)
  const whole = new Map(
    (
      await loadNotes(
        ctx,
        like.map(({ item }) => item.id),
      )
    ).map((note) => [note.id, note.content]),
  )
  const parts = like
    .map(({ item }) => ({
      title: item.title,
      said: mainSentences(sentencesIn(whole.get(item.id) ?? ''), MOST_SENTENCES),
    }))
    .filter(({ said }) => said.length > 0)
  const structure = parts.map((part) => `From [[${part.title}]]`)
  const sections = parts.map(
    (part, at) => `## ${structure[at]}\n\n${part.said.map((one) => `> ${one}`).join('\n>\n')}\n`,
  )
  const keyTopics = themesIn(
    parts.flatMap(({ said }) => said),
    (one) => one,
    2,
  ).map(({ word }) => word)
  const reasoning =
    parts.length === 0
      ? 'No model answered, and no note of yours speaks of it: there is nothing to begin with.'
      : `No model answered, so nothing is invented: these are your own sentences from ${named(parts.map((part) => part.title))}.`
  return {
    generatedContent: [`# ${title}\n`, ...sections].join('\n').slice(0, 50_000),
    structure: structure.map((one) => one.slice(0, 300)),
    keyTopics: keyTopics.slice(0, 10),
    reasoning: reasoning.slice(0, 1_000),
    confidence: parts.length === 0 ? 0 : 0.2,
  }
}
