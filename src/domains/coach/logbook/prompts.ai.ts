import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays, daysBetween } from '#core/time/zones.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { type Goal, openGoals } from '../goals/goal-facts.service.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import { capital, counted, quoted, round } from '../wording.ts'
import { aboutEntries, type Day, daysOf, meanOf, moodWord, textOf, userToday } from './logbook-facts.service.ts'
import { DayInQuestion } from './questions.schema.ts'
import { LEANING, textSentiment } from './sentiment.ts'

const CATEGORIES = ['gratitude', 'learning', 'progress', 'challenges', 'future'] as const

const Question = z.object({
  question: z.string().min(1).max(500).meta({ example: 'What made “Write the second chapter” possible today?' }),
  category: z.enum(CATEGORIES).meta({ example: 'progress' }),
  depth: z.enum(['surface', 'moderate', 'deep']).meta({ example: 'moderate' }),
  context: sentence('It was done that day.'),
})
type Question = z.infer<typeof Question>

export const ReflectionPrompts = z
  .object({
    prompts: z.array(Question).max(6),
    focusAreas: sentences('progress'),
    confidence: Confidence,
  })
  .meta({ id: 'ReflectionPrompts' })
type ReflectionPrompts = z.infer<typeof ReflectionPrompts>

interface Facts {
  answer: ReflectionPrompts
  background: unknown
}

const BEFORE = 7
const MOST = 5
const NEAR_TARGET_DAYS = 14

export const reflectionPrompts = feature({
  name: 'logbook.prompts',
  summary: 'Ask what is worth writing about',
  description: 'Questions about what really happened on the day and in the week before it; each says what it rests on.',
  input: DayInQuestion,
  output: ReflectionPrompts,
  cache: '1h',
  dependsOn: 'day',
  reads: ['logbook', 'tasks', 'habits', 'goals'],
  facts: (ctx, { date }): Promise<Facts> => factsOf(ctx, date),
  prompt: (_, { facts }) => ({
    instructions:
      'Ask a person up to five questions that are worth writing about in their logbook, in their own world, open and without judging. The draft rests on what really happened: keep each context as it is, ask better, leave out what does not matter. Numbers only as given.',
    content: JSON.stringify(facts),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, _, { facts: { answer: own } }) => {
    const known = numbersIn(JSON.stringify(own))
    const real = new Set(own.prompts.map(({ context }) => context))
    const prompts = said.prompts.filter((one) => real.has(one.context) && isFounded(one.question, known))
    return prompts.length === 0 ? 'no question rests on a context that was given.' : { ...own, prompts }
  },
})

async function factsOf(ctx: UserCtx, asked: string | undefined): Promise<Facts> {
  const today = await userToday(ctx)
  const date = asked ?? today
  const [days, goals] = await Promise.all([daysOf(ctx, addDays(date, -BEFORE), date), openGoals(ctx)])
  const day = days.at(-1) as Day // the day itself is always among them
  const prompts = [...aboutDay(day, date < today), ...aboutWeek(days, date), ...aboutGoals(goals, date)].slice(0, MOST)
  const answer = {
    prompts: prompts.length > 0 ? prompts : [OPEN],
    focusAreas: [...new Set((prompts.length > 0 ? prompts : [OPEN]).map(({ category }) => category))],
    confidence: prompts.length === 0 ? 0.1 : Math.min(0.8, 0.3 + prompts.length / 10),
  }
  const written = days.flatMap(({ entries }) => entries).reverse()
  return { answer, background: { date, today, entries: aboutEntries(written, 5) } }
}

const OPEN: Question = {
  question: 'What would you like to remember of this day in a year?',
  category: 'gratitude',
  depth: 'moderate',
  context: 'Nothing was done, missed or written in the week before, so this is asked of everybody.',
}

const ask = (
  category: Question['category'],
  depth: Question['depth'],
  question: string,
  context: string,
): Question => ({ question, category, depth, context })

function aboutDay({ tasks, habitsDue, habitsDone, energy, mood }: Day, isOver: boolean): Question[] {
  const done = tasks.toSorted((a, b) => (a.priority < b.priority ? -1 : 1))[0]
  const missed = isOver ? habitsDue - habitsDone : 0
  const others = tasks.length === 1 ? '' : `, with ${counted(tasks.length - 1, 'other task')}`
  const what = done && `What made ${quoted(done.title)} possible, and what of it can you use again?`
  const weight = 'What weighed on you, and which part of it is yours to change?'
  const between = 'What came between you and what you had meant to do?'
  const found: Question[] = []
  if (what) found.push(ask('progress', 'moderate', what, `It was done that day${others}.`))
  if (mood !== null && moodWord(mood) === 'low')
    found.push(ask('challenges', 'deep', weight, 'The mood of the day is written down as low.'))
  else if (energy !== null && energy <= LOW_ENERGY)
    found.push(ask('challenges', 'deep', weight, `The energy of the day is written down as ${round(energy)} of 10.`))
  if (mood !== null && moodWord(mood) === 'high')
    found.push(
      ask(
        'gratitude',
        'surface',
        'Who or what do you owe this good day to?',
        'The mood of the day is written down as high.',
      ),
    )
  if (missed > 0)
    found.push(
      ask(
        'challenges',
        'moderate',
        between,
        `${capital(counted(missed, 'habit was', 'habits were'))} due and not done.`,
      ),
    )
  return found
}

const LOW_ENERGY = 3
const HEAVY_DAYS = 3

function aboutWeek(days: readonly Day[], date: string): Question[] {
  const before = days.slice(0, -1)
  const last = before.findLast(({ entries }) => entries.length > 0)
  const heavy = before.filter(({ entries }) => entries.some((entry) => textSentiment(textOf(entry)).score <= -LEANING))
  const [newest] = last?.entries ?? []
  const usual = meanOf(before.map(({ tasks }) => tasks.length)) ?? 0
  const found: Question[] = []
  if (heavy.length >= HEAVY_DAYS) {
    const context = `What was written on ${heavy.length} of the ${BEFORE} days before feels negative.`
    found.push(ask('challenges', 'deep', 'What has been heavy for days now, and who could you tell about it?', context))
  }
  if (last && newest) {
    const question = `You wrote ${quoted(newest.title)} ${agoOf(daysBetween(last.date, date))}: what has become of it?`
    found.push(ask('learning', 'moderate', question, `It is the last entry before, of ${last.date}.`))
  }
  if (usual >= 1 && !days.at(-1)?.tasks.length) {
    const question = 'Was this a day of rest, or one that got away from you?'
    found.push(ask('learning', 'surface', question, 'No task was done, unlike on the days before.'))
  }
  return found
}

const agoOf = (days: number) => (days === 1 ? 'the day before' : `${days} days before`)

function aboutGoals(goals: readonly Goal[], date: string): Question[] {
  const next = goals
    .flatMap((goal) => (goal.targetDate === null ? [] : [{ goal, left: daysBetween(date, goal.targetDate) }]))
    .filter(({ left }) => left >= 0 && left <= NEAR_TARGET_DAYS)
    .sort((a, b) => a.left - b.left)[0]
  if (!next) return []
  return [
    {
      question: `What is the one step that brings ${quoted(next.goal.title)} closest to its end?`,
      category: 'future',
      depth: 'moderate',
      context: `It is to be reached ${next.left === 0 ? 'that day' : `in ${counted(next.left, 'day')}`} and stands at ${next.goal.progress} %.`,
    },
  ]
}
