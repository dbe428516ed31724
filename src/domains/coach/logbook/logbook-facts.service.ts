import { mean } from 'simple-statistics'
import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { habitDays } from '#domains/habits/days.service.ts'
import { listEntries } from '#domains/logbook/logbook.service.ts'
import { tasksFinished } from '#domains/tasks/finished.service.ts'
import { achievedGoals, type Goal } from '../goals/goal-facts.service.ts'

export type Entry = Awaited<ReturnType<typeof listEntries>>['items'][number]
export type FinishedTask = Awaited<ReturnType<typeof tasksFinished>>[number]

/** The day it is for the user, whose day may begin after midnight. */
export async function userToday(ctx: UserCtx): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
}

const PAGES = 3

/** What I wrote about these days (both inclusive), the latest first; three hundred at most. */
export async function entriesBetween(ctx: UserCtx, from: string, to: string): Promise<Entry[]> {
  const entries: Entry[] = []
  let cursor: string | undefined
  for (let page = 0; page < PAGES; page++) {
    const { items, nextCursor } = await listEntries(ctx, {
      limit: 100,
      from,
      to,
      ...(cursor !== undefined && { cursor }),
    })
    entries.push(...items)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return entries
}

export interface Day {
  date: string
  tasks: FinishedTask[]
  habitsDue: number
  habitsDone: number
  entries: Entry[]
  /** The mean of the day, 1 to 10; null when nobody wrote it down. */
  energy: number | null
  /** The mean of the day: low is -1, high 1. */
  mood: number | null
}

const MOST_TASKS = 500
const MOODS = { low: -1, steady: 0, high: 1 }

/** What became of each of these days (both inclusive), in order. Four statements and as many pages as entries need. */
export async function daysOf(ctx: UserCtx, from: string, to: string): Promise<Day[]> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  const begin = startOfDay(from, timezone, dayStartsAt)
  const end = startOfDay(addDays(to, 1), timezone, dayStartsAt)
  const [finished, habits, entries] = await Promise.all([
    tasksFinished(ctx, begin, end, MOST_TASKS),
    habitDays(ctx, from, to),
    entriesBetween(ctx, from, to),
  ])
  const tasks = Map.groupBy(finished, ({ completedAt }) => dayOf(completedAt ?? begin, timezone, dayStartsAt))
  const written = Map.groupBy(entries, ({ date }) => date)
  const days: Day[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const own = written.get(date) ?? []
    const { due = 0, done = 0 } = habits.get(date) ?? {}
    days.push({
      date,
      tasks: tasks.get(date) ?? [],
      habitsDue: due,
      habitsDone: done,
      entries: own,
      energy: meanOf(own.flatMap(({ energy }) => energy ?? [])),
      mood: meanOf(own.flatMap(({ mood }) => (mood === null ? [] : [MOODS[mood]]))),
    })
  }
  return days
}

/** Which of my goals I achieved on these days (both inclusive). */
export async function goalsAchieved(ctx: UserCtx, from: string, to: string): Promise<Goal[]> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return (await achievedGoals(ctx)).filter(({ completedAt }) => {
    const day = completedAt === null ? null : dayOf(completedAt, timezone, dayStartsAt)
    return day !== null && day >= from && day <= to
  })
}

export const meanOf = (values: readonly number[]): number | null => (values.length === 0 ? null : mean([...values]))

const PAGE = 2_000

/** What is written in an entry, as one text; of long ones the first page, which says what it is about. */
export const textOf = ({ title, text }: Pick<Entry, 'title' | 'text'>): string => `${title}.\n${text.slice(0, PAGE)}`

/** The mood of a mean in words. */
export function moodWord(mood: number): 'low' | 'steady' | 'high' {
  if (mood <= -1 / 3) return 'low'
  return mood >= 1 / 3 ? 'high' : 'steady'
}

/** What a model is told of entries: the newest, cut short. */
export const aboutEntries = (entries: readonly Entry[], most = 20) =>
  entries
    .slice(0, most)
    .map(({ date, title, text, mood, energy }) => ({ date, title, text: text.slice(0, 600), mood, energy }))
