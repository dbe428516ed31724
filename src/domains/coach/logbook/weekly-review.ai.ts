import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays, startOfWeek } from '#core/time/zones.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { type Goal, openGoals } from '../goals/goal-facts.service.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { openTasks, type Task } from '../tasks/task-facts.service.ts'
import { capital, counted, percent, quoted, round } from '../wording.ts'
import { aboutEntries, type Day, daysOf, goalsAchieved, meanOf, moodWord, userToday } from './logbook-facts.service.ts'

export const WeeklyReview = z
  .object({
    from: z.iso.date(),
    to: z.iso.date().describe('Today, as long as the week is not over'),
    weekSummary: sentence('12 tasks were done, 3 more than in the week before; habits were kept by 80 %.'),
    achievements: z
      .array(
        z.object({
          description: sentence('Achieved: “Run a marathon”.'),
          impact: z.enum(['low', 'medium', 'high']).meta({ example: 'high' }),
          category: z.string().describe('The area of life, or `habits`').meta({ example: 'health' }),
          entity: z.enum(['task', 'goal']).nullable().meta({ example: 'goal' }),
          entityId: z.uuid().nullable(),
        }),
      )
      .max(10),
    challenges: z
      .array(
        z.object({
          kind: z.enum(['overdue', 'habits', 'low_days', 'unwritten']).meta({ example: 'overdue' }),
          description: sentence('4 tasks are overdue, the oldest since 2027-02-20.'),
          lessons: sentence('What stays overdue for weeks is seldom done as it stands.'),
          futureAction: sentence('Give each a new day, or let it go.'),
        }),
      )
      .max(5),
    insights: sentences('More was done on Tuesday than on any other day: 4 tasks.'),
    metrics: z.object({
      tasksCompleted: z.int().meta({ example: 12 }),
      tasksBefore: z.int().describe('In as many days of the week before').meta({ example: 9 }),
      habitConsistency: z.number().nullable().describe('Share of what was due, 0 to 1').meta({ example: 0.8 }),
      habitConsistencyBefore: z.number().nullable().meta({ example: 0.7 }),
      energyAverage: z.number().nullable().meta({ example: 6.4 }),
      moodPattern: z.enum(['low', 'steady', 'high']).nullable().meta({ example: 'steady' }),
      daysWritten: z.int().meta({ example: 5 }),
    }),
    nextWeekFocus: z
      .array(
        z.object({
          area: z.string().meta({ example: 'day_job' }),
          objective: sentence('“Finish the thesis” is to be reached on 2027-03-12 and stands at 60 %.'),
          actions: sentences('Write the second chapter'),
        }),
      )
      .max(3),
    confidence: Confidence,
  })
  .meta({ id: 'WeeklyReview' })
type WeeklyReview = z.infer<typeof WeeklyReview>

const Input = z
  .strictObject({ date: z.iso.date().optional().describe('Any day of the week; today unless told') })
  .meta({ id: 'WeekInQuestion', example: {} })

export const weeklyReview = feature({
  name: 'logbook.weekly-review',
  summary: 'Review a week',
  description:
    'Counted first and told second: what was done, what was not, how it felt, and what the next week asks for.',
  input: Input,
  output: WeeklyReview,
  cache: '1d',
  dependsOn: 'day',
  reads: ['logbook', 'tasks', 'habits', 'goals'],
  facts: (ctx, { date }, about) => draftOf(ctx, date, about),
  ...retelling<WeeklyReview>('Review the week of a person, honestly and kindly.', (own, said, known) => ({
    ...anew(own, said, ['weekSummary', 'insights'], known),
    achievements: eachAnew(
      own.achievements,
      said.achievements,
      (one) => `${one.category} ${one.entityId}`,
      ['description'],
      known,
    ),
    challenges: eachAnew(
      own.challenges,
      said.challenges,
      ({ kind }) => kind,
      ['description', 'lessons', 'futureAction'],
      known,
    ),
    nextWeekFocus: eachAnew(own.nextWeekFocus, said.nextWeekFocus, ({ area }) => area, ['objective'], known),
  })),
})

async function draftOf(
  ctx: UserCtx,
  asked: string | undefined,
  { weekStartsOn }: About<null>,
): Promise<Draft<WeeklyReview>> {
  const today = await userToday(ctx)
  const from = startOfWeek(asked ?? today, weekStartsOn)
  const end = addDays(from, 6)
  const to = end < today || from > today ? end : today
  const [both, achieved, goals, tasks] = await Promise.all([
    daysOf(ctx, addDays(from, -7), to),
    goalsAchieved(ctx, from, to),
    openGoals(ctx),
    openTasks(ctx),
  ])
  const [before, days] = [both.slice(0, 7), both.slice(7)]
  const metrics = metricsOf(days, before.slice(0, days.length))
  const answer = {
    from,
    to,
    weekSummary: summaryOf(metrics, days),
    achievements: achievementsOf(days, achieved, metrics),
    challenges: challengesOf(days, metrics, overdueOf(tasks, to)),
    insights: insightsOf(days, metrics),
    metrics,
    nextWeekFocus: focusOf(tasks, goals, to),
    confidence: isEmpty(days) ? 0.1 : Math.min(0.8, 0.4 + metrics.daysWritten * 0.06),
  }
  return { answer, background: aboutEntries(days.flatMap(({ entries }) => entries).reverse(), 10) }
}

const isEmpty = (days: readonly Day[]) =>
  days.every(({ tasks, entries, habitsDue }) => tasks.length + entries.length + habitsDue === 0)

const sum = (days: readonly Day[], of: (day: Day) => number) => days.reduce((total, day) => total + of(day), 0)

function metricsOf(days: readonly Day[], before: readonly Day[]): WeeklyReview['metrics'] {
  const [energy, mood] = [
    meanOf(days.flatMap((day) => day.energy ?? [])),
    meanOf(days.flatMap((day) => day.mood ?? [])),
  ]
  return {
    tasksCompleted: sum(days, ({ tasks }) => tasks.length),
    tasksBefore: sum(before, ({ tasks }) => tasks.length),
    habitConsistency: consistencyOf(days),
    habitConsistencyBefore: consistencyOf(before),
    energyAverage: energy === null ? null : round(energy),
    moodPattern: mood === null ? null : moodWord(mood),
    daysWritten: days.filter(({ entries }) => entries.length > 0).length,
  }
}

function consistencyOf(days: readonly Day[]): number | null {
  const due = sum(days, (day) => day.habitsDue)
  return due === 0 ? null : Math.round((sum(days, (day) => day.habitsDone) / due) * 100) / 100
}

function summaryOf(
  { tasksCompleted, tasksBefore, habitConsistency, energyAverage, moodPattern }: WeeklyReview['metrics'],
  days: readonly Day[],
) {
  if (isEmpty(days)) return 'Nothing was done, due or written in this week.'
  const more = tasksCompleted - tasksBefore
  const beside = more === 0 ? 'as many as' : `${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} than`
  const habits = habitConsistency === null ? '' : ` Habits were kept by ${percent(habitConsistency)}.`
  const felt =
    moodPattern === null
      ? ''
      : ` The mood was ${moodPattern}${energyAverage === null ? '' : `, the energy ${energyAverage} of 10`}.`
  return `${capital(counted(tasksCompleted, 'task was', 'tasks were'))} done, ${beside} in as many days of the week before.${habits}${felt}`
}

const IMPACT = { p1: 'high', p2: 'medium', p3: 'low', p4: 'low' } as const

function achievementsOf(
  days: readonly Day[],
  achieved: readonly Goal[],
  { habitConsistency }: WeeklyReview['metrics'],
) {
  const tasks = days.flatMap((day) => day.tasks).sort((a, b) => (a.priority < b.priority ? -1 : 1))
  const found: WeeklyReview['achievements'] = achieved.map(({ id, title, area }) => ({
    description: `Achieved: ${quoted(title)}.`,
    impact: 'high',
    category: area ?? 'none',
    entity: 'goal',
    entityId: id,
  }))
  if (habitConsistency !== null && habitConsistency >= 0.9)
    found.push({
      description: `Habits were kept by ${percent(habitConsistency)}.`,
      impact: 'medium',
      category: 'habits',
      entity: null,
      entityId: null,
    })
  const done = tasks.map(({ id, title, priority, area }): WeeklyReview['achievements'][number] => ({
    description: `Done: ${quoted(title)}.`,
    impact: IMPACT[priority],
    category: area ?? 'none',
    entity: 'task',
    entityId: id,
  }))
  return [...found, ...done].slice(0, 10)
}

const overdueOf = (tasks: readonly Task[], to: string) =>
  tasks
    .filter(({ dueDate }) => dueDate !== null && dueDate <= to)
    .sort((a, b) => ((a.dueDate ?? '') < (b.dueDate ?? '') ? -1 : 1))

function challengesOf(
  days: readonly Day[],
  { habitConsistency, daysWritten }: WeeklyReview['metrics'],
  overdue: readonly Task[],
) {
  const found: WeeklyReview['challenges'] = []
  const [oldest] = overdue
  const low = days.filter(({ mood }) => mood !== null && moodWord(mood) === 'low')
  if (oldest)
    found.push({
      kind: 'overdue',
      description: `${capital(counted(overdue.length, 'task that was due is', 'tasks that were due are'))} still open, the oldest since ${oldest.dueDate}: ${quoted(oldest.title)}.`,
      lessons: 'What stays open for long is seldom done as it stands.',
      futureAction: 'Give each a new day, make it smaller, or let it go.',
    })
  if (habitConsistency !== null && habitConsistency < 0.6)
    found.push({
      kind: 'habits',
      description: `Of what habits asked for, ${percent(habitConsistency)} was done.`,
      lessons: 'A promise that is too big is not kept more often by being repeated.',
      futureAction: 'Ask one habit for less until it is kept.',
    })
  if (low.length >= 2)
    found.push({
      kind: 'low_days',
      description: `The mood was low on ${counted(low.length, 'day')}: ${low.map(({ date }) => date).join(', ')}.`,
      lessons: 'Some weeks are about getting through them.',
      futureAction: 'Plan less, and one thing that does you good.',
    })
  if (daysWritten === 0)
    found.push({
      kind: 'unwritten',
      description: 'Nothing was written about any day, so how the week felt is not known.',
      lessons: 'What is not written down is remembered as the last day was.',
      futureAction: 'Write one sentence on two evenings of the next week.',
    })
  return found
}

const dayName = (date: string) =>
  new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(new Date(date))

function insightsOf(
  days: readonly Day[],
  { habitConsistency: now, habitConsistencyBefore: before }: WeeklyReview['metrics'],
): string[] {
  const most = days.toSorted((a, b) => b.tasks.length - a.tasks.length)[0]
  const rested = days.filter(({ energy }) => energy !== null).sort((a, b) => (b.energy ?? 0) - (a.energy ?? 0))
  const [best, worst] = [rested[0], rested.at(-1)]
  return [
    ...(most && most.tasks.length > 1
      ? [`Most was done on ${dayName(most.date)}: ${counted(most.tasks.length, 'task')}.`]
      : []),
    ...(best && worst && (best.energy ?? 0) - (worst.energy ?? 0) >= 2
      ? [
          `The energy was highest on ${dayName(best.date)} (${round(best.energy ?? 0)}) and lowest on ${dayName(worst.date)} (${round(worst.energy ?? 0)}).`,
        ]
      : []),
    ...(now !== null && before !== null && Math.abs(now - before) >= 0.1
      ? [
          `Habits were kept ${now > before ? 'better' : 'worse'} than in the week before: ${percent(now)} instead of ${percent(before)}.`,
        ]
      : []),
  ]
}

/** Goals that are to be reached soon come first, with their open tasks; then areas with most that is due. */
function focusOf(tasks: readonly Task[], goals: readonly Goal[], to: string): WeeklyReview['nextWeekFocus'] {
  const end = addDays(to, 14)
  const near = goals
    .filter(({ targetDate }) => targetDate !== null && targetDate > to && targetDate <= end)
    .sort((a, b) => ((a.targetDate ?? '') < (b.targetDate ?? '') ? -1 : 1))
    .map(({ id, title, area, targetDate, progress }) => ({
      area: area ?? 'none',
      objective: `${quoted(title)} is to be reached on ${targetDate} and stands at ${progress} %.`,
      actions: tasks
        .filter(({ goalIds }) => goalIds.includes(id))
        .slice(0, 3)
        .map((task) => task.title.slice(0, 200)),
    }))
  const due = Map.groupBy(
    tasks.filter(({ dueDate }) => dueDate !== null && dueDate <= addDays(to, 7)),
    ({ area }) => area ?? 'none',
  )
  const areas = [...due]
    .filter(([area]) => !near.some((one) => one.area === area))
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([area, own]) => ({
      area,
      objective: `${capital(counted(own.length, 'task is', 'tasks are'))} due by ${addDays(to, 7)}.`,
      actions: own.slice(0, 3).map((task) => task.title.slice(0, 200)),
    }))
  return [...near, ...areas].slice(0, 3)
}
