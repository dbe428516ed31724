import type { UserCtx } from '#core/ctx.ts'
import { habitWithDays } from './habits.queries.ts'
import { userToday } from './standing.service.ts'
import { type HabitStats, type HeatmapDay, heatmapOf, lastDay, statsOf } from './stats.ts'

export async function getHabitStats(ctx: UserCtx, id: string): Promise<HabitStats & { points: number }> {
  const { habit, entries, points } = await habitWithDays(ctx, id)
  return { ...statsOf(habit, entries, await userToday(ctx)), points }
}

/** Each day of a year, as far as it has come. */
export async function getHeatmap(
  ctx: UserCtx,
  id: string,
  asked: number | undefined,
): Promise<{ year: number; days: HeatmapDay[] }> {
  const today = await userToday(ctx)
  const year = asked ?? Number(today.slice(0, 4))
  const [from, end] = [`${year}-01-01`, `${year}-12-31`]
  const { habit, entries, first } = await habitWithDays(ctx, id, from, end)
  const last = lastDay(entries, today)
  const to = last < end ? last : end
  return {
    year,
    days: from > to ? [] : heatmapOf({ ...habit, begunOn: first ?? habit.startDate }, entries, { from, to, today }),
  }
}
