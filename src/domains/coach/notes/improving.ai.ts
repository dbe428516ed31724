import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { noteSubjectOf, told } from './note-facts.service.ts'
import { linksIn, urlsIn } from './outline.ts'
import { CHANGE_TYPES, proofread } from './proofreading.ts'
import { NoteInQuestion } from './questions.schema.ts'

const NoteImprovement = z
  .object({
    improvedContent: z
      .string()
      .max(200_000)
      .meta({ description: 'Markdown', example: 'Tomatoes want loose soil. Loose soil holds water and air.' }),
    changes: z
      .array(
        z.object({
          type: z.enum(CHANGE_TYPES).meta({ example: 'grammar' }),
          description: sentence('Put right: one word that stood twice.'),
        }),
      )
      .max(50)
      .meta({ example: [{ type: 'grammar', description: 'Put right: one word that stood twice.' }] }),
    confidence: Confidence,
  })
  .meta({ id: 'NoteImprovement' })

export const improveNote = feature({
  name: 'notes.improve',
  summary: 'Put the writing of a note right',
  description:
    'Without a model only what is plainly wrong: doubled words, spaces, marks; long sentences and skipped headings are told and left to you. Code, addresses and links are never touched. Nothing is saved.',
  input: NoteInQuestion,
  output: NoteImprovement,
  cache: '1d',
  dependsOn: 'day',
  reads: ['notes'],
  facts: (ctx, input) => noteSubjectOf(ctx, input),
  prompt: (_, { facts }) => ({
    instructions:
      'Improve how a note is written, in its own language and in the voice of its writer: grammar, structure, clarity, flow. Keep what it says, its Markdown, every [[link]], every address and all code as they are. List what you changed.',
    content: JSON.stringify(told(facts)),
  }),
  rules: (_, { facts }) => {
    const { content, changes } = proofread(facts.content)
    return { improvedContent: content, changes, confidence: changes.length > 0 ? 0.6 : 0.3 }
  },
  check: (said, _, { facts }) => {
    const { content } = told(facts)
    if (content !== facts.content) return 'the note is too long to be written anew as a whole.'
    const lost = [...linksIn(content), ...urlsIn(content)].filter((one) => !said.improvedContent.includes(one))
    return lost.length > 0 ? `it has lost ${lost[0]}.` : said
  },
})
