import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { sentencesIn } from '../logbook/sentiment.ts'
import { themesIn } from '../logbook/themes.ts'
import { counted, joined, quoted } from '../wording.ts'
import { type NoteSubject, noteSubjectOf, notesLike, ownNotes, told } from './note-facts.service.ts'
import { linksIn, sectionsOf } from './outline.ts'
import { NoteInQuestion } from './questions.schema.ts'
import { wordCount } from './readability.ts'

const NoteExpansion = z
  .object({
    expandedContent: z.string().max(200_000).meta({ description: 'Markdown', example: 'Tomatoes want loose soil.' }),
    addedSections: z.array(z.string().max(500)).max(20).describe('Headings of what was added; none without a model'),
    improvements: sentences('It comes back to “soil” 3 times without saying what it means by it.'),
    reasoning: sentence(
      'Nobody wrote anything for you: no model is set up. These are places where the note itself is thin.',
    ),
    confidence: Confidence,
  })
  .meta({ id: 'NoteExpansion' })
type NoteExpansion = z.infer<typeof NoteExpansion>

interface Facts {
  subject: NoteSubject
  answer: NoteExpansion
}

export const expandNote = feature({
  name: 'notes.expand',
  summary: 'Make more of a note',
  description:
    'Without a model your text comes back as it is, with the places where it is thin and the own notes that say more; nothing is made up.',
  input: NoteInQuestion,
  output: NoteExpansion,
  cache: '1d',
  dependsOn: 'day',
  reads: ['notes'],
  facts: (ctx, input): Promise<Facts> => factsOf(ctx, input),
  prompt: (_, { facts: { subject, answer } }) => ({
    instructions:
      'Make more of a note, in its own language: keep every sentence of it, and add sections where it is thin. Invent no facts about the writer and no sources. addedSections has the headings you added.',
    content: JSON.stringify({ ...told(subject), thin: answer.improvements }),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, _, { facts: { subject } }) => {
    const lost = linksIn(told(subject).content).find((link) => !said.expandedContent.includes(link))
    if (lost !== undefined) return `it has lost the link ${lost}.`
    return wordCount(said.expandedContent) < wordCount(told(subject).content) ? 'it is shorter than the note.' : said
  },
})

async function factsOf(ctx: UserCtx, input: NoteInQuestion): Promise<Facts> {
  const subject = await noteSubjectOf(ctx, input)
  const like = await notesLike(subject, await ownNotes(ctx, subject.id), 5)
  const named = new Set(linksIn(subject.content).map((title) => title.toLowerCase()))
  const others = like.map(({ item }) => item.title).filter((title) => !named.has(title.toLowerCase()))
  const improvements = [...thinSections(subject), ...openThemes(subject), ...alsoThere(others)].slice(0, 20)
  const reasoning = `Nobody wrote anything for you: no model answered. ${
    improvements.length === 0
      ? 'Nothing in the note itself is plainly missing.'
      : 'These are places where the note itself is thin.'
  }`
  const answer = { expandedContent: subject.content, addedSections: [], improvements, reasoning, confidence: 0.2 }
  return { subject, answer }
}

const THIN = 25

function thinSections({ content }: NoteSubject): string[] {
  return sectionsOf(content)
    .filter(({ heading, text }) => heading !== null && wordCount(text) < THIN)
    .slice(0, 8)
    .map(({ heading, text }) => {
      const words = wordCount(text)
      return words === 0
        ? `Nothing stands below ${quoted(heading ?? '')} yet.`
        : `Only ${counted(words, 'word')} stand below ${quoted(heading ?? '')}.`
    })
}

/** What several sentences speak of and none explains. */
function openThemes({ content }: NoteSubject): string[] {
  const all = sentencesIn(content)
  return themesIn(all, (sentence) => sentence, 3)
    .filter(({ word }) => !all.some((sentence) => new RegExp(`\\b${word}\\b (is|are|means)\\b`, 'i').test(sentence)))
    .slice(0, 3)
    .map(
      ({ word, items }) => `It comes back to ${quoted(word)} ${items.length} times without saying what it means by it.`,
    )
}

const alsoThere = (titles: string[]) =>
  titles.length === 0 ? [] : [`You wrote about the same in ${joined(titles.map((title) => `[[${title}]]`))}.`]
