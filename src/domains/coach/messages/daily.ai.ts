import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import { type MessageFacts, messageFacts } from './message-facts.service.ts'
import { writeByRules } from './writing.ts'

const KINDS = ['motivation', 'reflection', 'affirmation', 'check_in'] as const

export const DailyWords = z
  .object({
    text: z
      .string()
      .trim()
      .min(1)
      .max(1_500)
      .meta({ example: 'Two tasks are due today, first of all “Call the bank”.' }),
    question: z.string().max(500).nullable().meta({ example: 'Which of them would you be glad to have done by noon?' }),
  })
  .meta({ id: 'DailyWords' })

const WHAT: Record<(typeof KINDS)[number], string> = {
  motivation: 'Encourage them for today in one to three sentences, by what they are about.',
  reflection: 'Offer one thought about what they are about, and one open question to write about.',
  affirmation: 'Say their affirmation.',
  check_in: 'Ask how they are and how the day is going, in one or two sentences and one question.',
}

export const writeDailyWords = feature({
  name: 'messages.daily',
  summary: 'Write a few words for your day',
  description:
    'As your daily messages are written: from your own tasks, habits and goals. An affirmation is your own, word by word. Nothing is kept or sent.',
  input: z.strictObject({ kind: z.enum(KINDS) }).meta({ id: 'DailyWordsWanted', example: { kind: 'motivation' } }),
  output: DailyWords,
  cache: '1h',
  dependsOn: 'day',
  reads: ['tasks', 'habits', 'goals', 'affirmations', 'journal'],
  facts: (ctx, { kind }, { today }): Promise<MessageFacts> => messageFacts(ctx, kind, today),
  // What somebody wants to hear of themselves is said in their own words.
  staysHere: ({ kind }) => kind === 'affirmation',
  prompt: ({ kind }, { facts: { day, style } }) => ({
    instructions: [
      `Write a message of the kind ${kind} to one person. ${WHAT[kind]}`,
      `${style.length === 'long' ? 'At most 120 words' : 'At most 50 words'}; in the manner “${style.mode}”. No numbers and no facts that are not given; no promises. question is one open question or null.`,
    ].join('\n'),
    content: JSON.stringify(day),
  }),
  rules: ({ kind }, { facts }) => writeByRules(kind, facts),
  check: (answer, _, { facts: { day } }) =>
    isFounded(answer, numbersIn(JSON.stringify(day))) ? answer : 'there is a number that was not given.',
})
