import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { entriesSince } from './habits.queries.ts'
import { habitGoals, habits } from './habits.tables.ts'
import { userToday } from './standing.service.ts'
import { recentShare } from './stats.ts'

/**
 * How many habits each of these goals has, and how much of them was kept: the sum of each habit's share, 0 to 1, of what was asked
 * in the last 30 days, so it is rarely a whole number. Archived habits and the trash do not count. Two statements.
 */
export async function countHabitsOfGoals(
  ctx: UserCtx,
  goalIds: string[],
): Promise<Map<string, { done: number; total: number }>> {
  const rows = await ctx.db
    .select({ goalId: habitGoals.goalId, habit: habits })
    .from(habitGoals)
    .innerJoin(habits, isLinked)
    .where(
      and(
        eq(habitGoals.userId, ctx.actor.id),
        inArray(habitGoals.goalId, goalIds),
        isNull(habits.deletedAt),
        sql`not ${habits.archived}`,
      ),
    )
  if (rows.length === 0) return new Map()
  const today = await userToday(ctx)
  const entries = await entriesSince(ctx, [...new Set(rows.map(({ habit }) => habit.id))], addDays(today, -29))
  const counts = new Map<string, { done: number; total: number }>()
  for (const { goalId, habit } of rows) {
    const { done, total } = counts.get(goalId) ?? { done: 0, total: 0 }
    counts.set(goalId, { done: done + recentShare(habit, entries.get(habit.id) ?? [], today), total: total + 1 })
  }
  return counts
}

/** Living habits of a goal after `after`, in the order of their ids. */
export async function habitIdsOfGoal(
  ctx: UserCtx,
  goalId: string,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: habitGoals.habitId })
    .from(habitGoals)
    .innerJoin(habits, and(isLinked, isNull(habits.deletedAt)))
    .where(
      and(
        eq(habitGoals.userId, ctx.actor.id),
        eq(habitGoals.goalId, goalId),
        after === undefined ? undefined : gt(habitGoals.habitId, after),
      ),
    )
    .orderBy(asc(habitGoals.habitId))
    .limit(limit)
  return rows.map((row) => row.id)
}

const isLinked = and(eq(habits.userId, habitGoals.userId), eq(habits.id, habitGoals.habitId))
