import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { type FeedbackFacts, feedbackFacts } from './feedback-facts.service.ts'

const Line = z.object({
  country: z.string().nullable(),
  name: z.string().meta({ example: 'Find a Helpline' }),
  phone: z.string().nullable(),
  url: z.url().meta({ example: 'https://findahelpline.com' }),
})
const MeanMood = z.number().nullable()

export const JournalFeedback = z
  .object({
    reflection: z
      .string()
      .max(4_000)
      .meta({ example: 'You name that you were calm. Your mood of 7 is 1 above your mean of the last 30 days.' }),
    feelings: z
      .array(z.string().max(100))
      .max(20)
      .describe('Words of feeling that the entry names')
      .meta({ example: ['calm'] }),
    question: z.string().max(500).nullable().meta({ example: 'What helped you to be calm?' }),
    moods: z
      .object({
        entry: z.int().nullable().meta({ example: 7 }),
        mean30Days: MeanMood.describe('Of the thirty days before, without this day').meta({ example: 6 }),
        difference: MeanMood.meta({ example: 1 }),
        tags: z
          .array(z.object({ tag: z.string(), entries: z.int(), mood: MeanMood }))
          .describe('How days with the same tags were')
          .meta({ example: [] }),
      })
      .describe('Computed, whoever writes the words'),
    help: z
      .object({ message: z.string(), lines: z.array(Line) })
      .nullable()
      .describe('Whom to call, when the entry has words of crisis; nothing is asked of a model then')
      .meta({ example: null }),
  })
  .meta({ id: 'JournalFeedback' })
type JournalFeedback = z.infer<typeof JournalFeedback>

export const journalFeedback = feature({
  name: 'journal.feedback',
  summary: 'Ask for a few words about a journal entry',
  description:
    'Mirrors what you wrote and what can be counted; no advice, no diagnosis. A private entry, and one with words of crisis, never leaves the server: rules answer then. Nothing is kept unless you save it with the entry.',
  input: z.strictObject({ entryId: z.uuid() }).meta({ id: 'JournalEntryInQuestion' }),
  output: JournalFeedback,
  cache: '1d',
  dependsOn: 'day',
  reads: ['journal'],
  facts: (ctx, { entryId }): Promise<FeedbackFacts> => feedbackFacts(ctx, entryId),
  staysHere: (_, { facts }) => facts.entry.isPrivate || facts.help !== null,
  prompt: (_, { facts: { entry, feelings } }) => ({
    instructions: [
      'Somebody wrote in their journal and asks for a few words about it. Mirror warmly and precisely what they wrote, in two to five sentences, in their own language and form of address.',
      'No advice, no diagnosis, no praise for writing, and no number that is not in the entry. Then one open question that leads a step further, or null.',
      'feelings: words of feeling that stand in the entry. All of moods is null, its tags an empty list; help is null.',
    ].join('\n'),
    // No figure of other days goes along: those may come from entries that are private.
    content: JSON.stringify({
      date: entry.date,
      title: entry.title,
      text: entry.text,
      mood: entry.mood,
      moodLabel: entry.moodLabel,
      feelings,
    }),
  }),
  rules: (_, { facts }) => byRules(facts),
  check: (answer, _, { facts: { moods } }) =>
    answer.reflection.trim() === '' ? 'there is no reflection.' : { ...answer, moods, help: null },
})

function byRules(facts: FeedbackFacts): JournalFeedback {
  const { feelings, moods, help } = facts
  const named = [...feelings.unpleasant, ...feelings.pleasant]
  return {
    reflection: help?.message ?? (reflectionOf(facts).join(' ') || NOTHING),
    feelings: named.slice(0, 20),
    question: help ? null : questionOf(facts),
    moods,
    help,
  }
}

const NOTHING = 'There are no words of feeling and no mood in this entry that rules could mirror.'

function reflectionOf({ entry, feelings, moods, words }: FeedbackFacts): string[] {
  const { unpleasant, pleasant } = feelings
  const both = unpleasant.length > 0 && pleasant.length > 0
  const { entry: mood, mean30Days, difference, tags } = moods
  return [
    ...(words > 0 && (unpleasant.length > 0 || pleasant.length > 0)
      ? [
          both
            ? `You name that you felt ${listed(unpleasant)}, and also ${listed(pleasant)}.`
            : `You name that you felt ${listed([...unpleasant, ...pleasant])}.`,
        ]
      : []),
    ...(mood === null
      ? []
      : [`You gave it a mood of ${mood}${entry.moodLabel ? ` and called it ${entry.moodLabel}` : ''}.`]),
    ...(difference === null || mean30Days === null
      ? []
      : [
          difference === 0
            ? `That is your mean of the thirty days before.`
            : `That is ${Math.abs(difference)} ${difference > 0 ? 'above' : 'below'} your mean of the thirty days before, ${mean30Days}.`,
        ]),
    ...tags
      .filter((one) => one.mood !== null && one.entries > 1)
      .slice(0, 2)
      .map(
        ({ tag, entries, mood }) =>
          `In the ${entries} entries of those days with the tag ${tag}, your mood was ${mood} in the mean.`,
      ),
  ]
}

function questionOf({ feelings, moods }: FeedbackFacts): string {
  const [hard] = feelings.unpleasant
  const [good] = feelings.pleasant
  if (hard) return `What would you need when you feel ${hard}?`
  if (good) return `What helped you to feel ${good}?`
  if (moods.difference !== null && moods.difference <= -2) return 'What made this day harder than others?'
  if (moods.difference !== null && moods.difference >= 2) return 'What made this day better than others?'
  return 'What do you want to remember of this day?'
}

function listed(words: readonly string[]): string {
  const some = words.slice(0, 5)
  return some.length < 2 ? (some[0] ?? '') : `${some.slice(0, -1).join(', ')} and ${some.at(-1)}`
}
