import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { capital, counted, cut, joined, quoted, round } from '../wording.ts'
import {
  aboutEntries,
  type Day,
  daysOf,
  goalsAchieved,
  meanOf,
  moodWord,
  textOf,
  userToday,
} from './logbook-facts.service.ts'
import { DayInQuestion } from './questions.schema.ts'
import { sentencesIn } from './sentiment.ts'

const Highlight = z.object({
  type: z.enum(['accomplishment', 'learning', 'challenge', 'insight']),
  description: sentence('Done: “Write the second chapter”.'),
  entity: z.enum(['task', 'goal', 'logbook_entry']).nullable().meta({ example: 'task' }),
  entityId: z.uuid().nullable(),
})
type Highlight = z.infer<typeof Highlight>

export const DailyDigest = z
  .object({
    date: z.iso.date(),
    summary: sentence('3 tasks and 4 of 5 habits were done, more than on the days before.'),
    highlights: z.array(Highlight).max(12),
    metrics: z.object({
      tasksCompleted: z.int().meta({ example: 3 }),
      habitsDone: z.int().meta({ example: 4 }),
      habitsDue: z.int().meta({ example: 5 }),
      energyAverage: z.number().nullable().describe('1 to 10').meta({ example: 7 }),
      moodSummary: z.enum(['low', 'steady', 'high']).nullable().meta({ example: 'steady' }),
    }),
    momentum: z
      .enum(['declining', 'stable', 'building', 'unknown'])
      .describe('Tasks and habits done, beside the seven days before; unknown with fewer than three of them')
      .meta({ example: 'building' }),
    tomorrowFocus: z
      .array(
        z.object({
          taskId: z.uuid(),
          title: z.string().meta({ example: 'Call the dentist' }),
          reason: sentence('It is overdue.'),
        }),
      )
      .max(3)
      .describe('Open tasks that are due, the most important first'),
    confidence: Confidence,
  })
  .meta({ id: 'DailyDigest' })
type DailyDigest = z.infer<typeof DailyDigest>

const BEFORE = 7
const LEARNED = /\b(learn(ed|t)?|reali[sz]ed?|found out|discover(ed)?|understood|noticed|lesson)\b/i

export const dailyDigest = feature({
  name: 'logbook.digest',
  summary: 'Sum up a day',
  description: 'What was done, written and left, counted from your own day, and what tomorrow asks for.',
  input: DayInQuestion,
  output: DailyDigest,
  cache: '1h',
  dependsOn: 'day',
  reads: ['logbook', 'tasks', 'habits', 'goals'],
  facts: (ctx, { date }) => draftOf(ctx, date),
  ...retelling<DailyDigest>('Sum up a day of a person, in two or three sentences.', (own, said, known) => ({
    ...anew(own, said, ['summary'], known),
    highlights: eachAnew(
      own.highlights,
      said.highlights,
      (one) => `${one.type} ${one.entityId}`,
      ['description'],
      known,
    ),
    tomorrowFocus: eachAnew(own.tomorrowFocus, said.tomorrowFocus, ({ taskId }) => taskId, ['reason'], known),
  })),
})

async function draftOf(ctx: UserCtx, asked: string | undefined): Promise<Draft<DailyDigest>> {
  const today = await userToday(ctx)
  const date = asked ?? today
  const [days, achieved, due] = await Promise.all([
    daysOf(ctx, addDays(date, -BEFORE), date),
    goalsAchieved(ctx, date, date),
    listTasks(ctx, {
      limit: 3,
      sort: 'priority',
      dueTo: addDays(date, 1),
      status: ['not_started', 'in_progress', 'blocked', 'backlog'],
    }),
  ])
  const day = days.at(-1) as Day // the day itself is always among them
  const before = days.slice(0, -1)
  const momentum = momentumOf(day, before)
  const { energy, mood } = day
  const isEmpty = day.tasks.length + day.entries.length + day.habitsDue === 0
  const answer: DailyDigest = {
    date,
    summary: isEmpty ? 'Nothing was done, due or written that day.' : summaryOf(day, momentum),
    highlights: [...achieved.map(goalHighlight), ...highlightsOf(day, before, date < today)].slice(0, 12),
    metrics: {
      tasksCompleted: day.tasks.length,
      habitsDone: day.habitsDone,
      habitsDue: day.habitsDue,
      energyAverage: energy === null ? null : round(energy),
      moodSummary: mood === null ? null : moodWord(mood),
    },
    momentum,
    tomorrowFocus: due.items.map(({ id, title, dueDate }) => ({ taskId: id, title, reason: dueReason(dueDate, date) })),
    confidence: isEmpty ? 0.1 : day.entries.length > 0 ? 0.8 : 0.6,
  }
  return { answer, background: aboutEntries(day.entries) }
}

const doneOn = ({ tasks, habitsDone }: Day) => tasks.length + habitsDone

function momentumOf(day: Day, before: readonly Day[]): DailyDigest['momentum'] {
  const lived = before.filter((one) => doneOn(one) + one.entries.length + one.habitsDue > 0)
  if (lived.length < 3) return 'unknown'
  const usual = meanOf(lived.map(doneOn)) ?? 0
  if (doneOn(day) > usual * 1.25) return 'building'
  return doneOn(day) < usual * 0.75 ? 'declining' : 'stable'
}

const MOMENTUM = {
  building: ', more than on the days before',
  declining: ', less than on the days before',
  stable: ', about as on the days before',
  unknown: '',
}

function summaryOf(
  { tasks, habitsDone, habitsDue, entries, energy, mood }: Day,
  momentum: DailyDigest['momentum'],
): string {
  const parts = [
    counted(tasks.length, 'task'),
    ...(habitsDue > 0 ? [`${habitsDone} of ${counted(habitsDue, 'habit')}`] : []),
  ]
  const felt = [
    ...(mood === null ? [] : [`the mood was ${moodWord(mood)}`]),
    ...(energy === null ? [] : [`the energy ${round(energy)} of 10`]),
  ]
  const wrote =
    entries.length === 0
      ? 'Nothing is written about it.'
      : felt.length > 0
        ? `${capital(joined(felt))}.`
        : `It has ${counted(entries.length, 'entry', 'entries')}.`
  return `${capital(joined(parts))} ${tasks.length === 1 && habitsDue === 0 ? 'was' : 'were'} done${MOMENTUM[momentum]}. ${wrote}`
}

function highlightsOf(day: Day, before: readonly Day[], isOver: boolean): Highlight[] {
  const important = day.tasks.toSorted((a, b) => (a.priority < b.priority ? -1 : 1)).slice(0, 5)
  return [
    ...important.map(taskHighlight),
    ...learnedOn(day),
    ...habitHighlight(day, isOver),
    ...energyHighlight(day, before),
  ]
}

const taskHighlight = ({ id, title }: { id: string; title: string }): Highlight => ({
  type: 'accomplishment',
  description: `Done: ${quoted(title)}.`,
  entity: 'task',
  entityId: id,
})

const learnedOn = ({ entries }: Day): Highlight[] =>
  entries
    .flatMap((entry): Highlight[] => {
      const found = sentencesIn(textOf(entry)).find((one) => LEARNED.test(one))
      if (found === undefined) return []
      return [{ type: 'learning', description: cut(found, 300), entity: 'logbook_entry', entityId: entry.id }]
    })
    .slice(0, 3)

function habitHighlight({ habitsDue, habitsDone }: Day, isOver: boolean): Highlight[] {
  const left = habitsDue - habitsDone
  if (habitsDue === 0) return []
  if (left <= 0)
    return [
      plain(
        'accomplishment',
        `${habitsDue === 1 ? 'The one habit of the day is' : `All ${habitsDue} habits of the day are`} done.`,
      ),
    ]
  return [
    isOver
      ? plain('challenge', `${capital(counted(left, 'habit was', 'habits were'))} due and not done.`)
      : plain('challenge', `${capital(counted(left, 'habit is', 'habits are'))} still to be done today.`),
  ]
}

function energyHighlight({ energy }: Day, before: readonly Day[]): Highlight[] {
  const usual = meanOf(before.flatMap((one) => one.energy ?? []))
  if (energy === null || usual === null || Math.abs(energy - usual) < 2) return []
  const way = energy > usual ? 'higher' : 'lower'
  return [
    plain('insight', `The energy was ${way} than on the days before: ${round(energy)} instead of ${round(usual)}.`),
  ]
}

const plain = (type: Highlight['type'], description: string): Highlight => ({
  type,
  description,
  entity: null,
  entityId: null,
})

const goalHighlight = ({ id, title }: { id: string; title: string }): Highlight => ({
  type: 'accomplishment',
  description: `Achieved: ${quoted(title)}.`,
  entity: 'goal',
  entityId: id,
})

function dueReason(due: string | null, date: string): string {
  if (due === null) return 'It is due by then.'
  return due < date ? `It was due on ${due}.` : due === date ? 'It was due that day.' : 'It is due the day after.'
}
