import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, localOf } from '#core/time/zones.ts'
import { getHabit, listHabits } from '#domains/habits/habits.service.ts'
import { listAllLogs, listLogs } from '#domains/habits/logs.service.ts'
import { getHabitStats, getHeatmap } from '#domains/habits/stats.service.ts'
import type { HabitDay } from './days.ts'

export type Habit = Awaited<ReturnType<typeof getHabit>>
export type Stats = Awaited<ReturnType<typeof getHabitStats>>

export interface Course {
  habit: Habit
  stats: Stats
  /** The last half year up to today, from the day it began, in order. */
  days: HabitDay[]
}

/** How far back habits are looked at. */
export const DAYS = 180

/** A habit with what became of its days. Somebody else's is not found. */
export async function courseOf(ctx: UserCtx, habitId: string, today: string): Promise<Course> {
  const from = addDays(today, -DAYS)
  const years = [...new Set([from, today].map((day) => Number(day.slice(0, 4))))]
  const [habit, stats, ...maps] = await Promise.all([
    getHabit(ctx, habitId),
    getHabitStats(ctx, habitId),
    ...years.map((year) => getHeatmap(ctx, habitId, year)),
  ])
  const days = maps
    .flatMap((map) => map.days)
    .filter(({ date, state }) => date > from && date <= today && state !== 'pending')
  const begun = days.findIndex(({ state }) => state === 'met' || state === 'unmet')
  return { habit, stats, days: begun < 0 ? [] : days.slice(begun).map(({ date, state }) => ({ date, state })) }
}

/** At what minute of its day it was logged, of the last hundred days that were logged on themselves. */
export async function minutesLogged(ctx: UserCtx, habitId: string, zone: string): Promise<number[]> {
  const { items } = await listLogs(ctx, habitId, { limit: 100 })
  return items
    .filter(({ date, state, createdAt }) => state === 'done' && dayOf(createdAt, zone) === date)
    .map(({ createdAt }) => minuteOf(localOf(createdAt, zone).slice(11, 16)))
}

export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** My habits that are not archived, the newest hundred. */
export const keptHabits = async (ctx: UserCtx): Promise<Habit[]> =>
  (await listHabits(ctx, { limit: 100, archived: 'false' })).items

/** On which days my habits were done since a day, by their ids: the newest two thousand logs of all. */
export async function doneDays(ctx: UserCtx, from: string): Promise<Map<string, Set<string>>> {
  const done = new Map<string, Set<string>>()
  let cursor: string | undefined
  for (let page = 0; page < PAGES; page++) {
    const { items, nextCursor } = await listAllLogs(ctx, { limit: 400, from, ...(cursor !== undefined && { cursor }) })
    for (const { habitId, date, state } of items) {
      const dates = done.get(habitId) ?? new Set()
      if (state === 'done') done.set(habitId, dates.add(date))
    }
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return done
}
const PAGES = 5

/** What a model is told of a habit. */
export const aboutHabit = ({ name, description, kind, schedule, target, intent, cue, routine, reward }: Habit) => ({
  habit: {
    name,
    description: description?.slice(0, 500) ?? null,
    kind,
    schedule,
    target,
    intent,
    cue,
    routine,
    reward,
  },
})
