import { addDays, weekdayOf } from '#core/time/zones.ts'
import type { Goal } from '../goals/goal-facts.service.ts'
import type { Task } from '../tasks/task-facts.service.ts'
import { capital, counted, percent, quoted, round, WEEKDAYS } from '../wording.ts'
import { type Day, meanOf, moodWord } from './logbook-facts.service.ts'
import type { WeeklyReview } from './weekly-review.schema.ts'

/** A task with the day on which it is due where its owner is. */
export interface Due extends Task {
  due: string | null
}

const byDay = (a: Due, b: Due) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1)

export const isEmpty = (days: readonly Day[]) =>
  days.every(({ tasks, entries, habitsDue }) => tasks.length + entries.length + habitsDue === 0)

const sum = (days: readonly Day[], of: (day: Day) => number) => days.reduce((total, day) => total + of(day), 0)

export function metricsOf(days: readonly Day[], before: readonly Day[]): WeeklyReview['metrics'] {
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

export function summaryOf(
  { tasksCompleted, tasksBefore, habitConsistency, energyAverage, moodPattern }: WeeklyReview['metrics'],
  days: readonly Day[],
) {
  if (isEmpty(days)) return 'Nothing was done, due or written in this week.'
  const more = tasksCompleted - tasksBefore
  const beside = more === 0 ? 'as many as' : `${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} than`
  const done = tasksCompleted === 0 ? 'No task was' : capital(counted(tasksCompleted, 'task was', 'tasks were'))
  const habits = habitConsistency === null ? '' : ` Habits were kept by ${percent(habitConsistency)}.`
  const felt =
    moodPattern === null
      ? ''
      : ` The mood was ${moodPattern}${energyAverage === null ? '' : `, the energy ${energyAverage} of 10`}.`
  return `${done} done, ${beside} in the same days of the week before.${habits}${felt}`
}

const IMPACT = { p1: 'high', p2: 'medium', p3: 'low', p4: 'low' } as const

export function achievementsOf(
  days: readonly Day[],
  achieved: readonly Goal[],
  { habitConsistency }: WeeklyReview['metrics'],
) {
  const tasks = days.flatMap((day) => day.tasks).sort((a, b) => (a.priority < b.priority ? -1 : 1))
  const found: WeeklyReview['achievements'] = achieved.map(({ id, title, area }) => ({
    description: `Achieved: ${quoted(title)}.`,
    impact: 'high',
    category: area,
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
    category: area,
    entity: 'task',
    entityId: id,
  }))
  return [...found, ...done].slice(0, 10)
}

export function challengesOf(
  days: readonly Day[],
  { habitConsistency, daysWritten }: WeeklyReview['metrics'],
  late: readonly Due[],
) {
  const found: WeeklyReview['challenges'] = []
  const overdue = late.toSorted(byDay)
  const [oldest] = overdue
  const low = days.filter(({ mood }) => mood !== null && moodWord(mood) === 'low')
  if (oldest)
    found.push({
      kind: 'overdue',
      description: `${capital(counted(overdue.length, 'task that was due is', 'tasks that were due are'))} still open, the oldest since ${oldest.due}: ${quoted(oldest.title)}.`,
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

const dayName = (date: string) => WEEKDAYS[weekdayOf(date)]

export function insightsOf(
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
export function focusOf(tasks: readonly Due[], goals: readonly Goal[], to: string): WeeklyReview['nextWeekFocus'] {
  const end = addDays(to, 14)
  const near = goals
    .filter(({ targetDate }) => targetDate !== null && targetDate > to && targetDate <= end)
    .sort((a, b) => ((a.targetDate ?? '') < (b.targetDate ?? '') ? -1 : 1))
    .map(({ id, title, area, targetDate, progress }) => ({
      area,
      objective: `${quoted(title)} is to be reached on ${targetDate} and stands at ${progress} %.`,
      actions: tasks
        .filter(({ goalIds }) => goalIds.includes(id))
        .slice(0, 3)
        .map((task) => task.title.slice(0, 200)),
    }))
  const due = Map.groupBy(
    tasks.filter(({ due }) => due !== null && due <= addDays(to, 7)),
    ({ area }) => area,
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
