import { and, eq } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { lockHabit } from './habits.queries.ts'
import { type HabitLogRow, habitLogs } from './habits.tables.ts'
import type { HabitDay } from './logs.schema.ts'
import { deleteDay, loadLogs, putLog } from './logs.service.ts'

/** The day is not as it was left: somebody else has said what became of it, or has taken that back. */
export const TOUCHED = 'touched'

/**
 * Says what became of a day, or (null) takes it back, only while it is as the caller left it: the version of its log, or null for a
 * day without one. Whoever logs the same day at the same moment comes before or after, never between.
 */
export function putDayIfUntouched(
  ctx: UserCtx,
  habitId: string,
  date: string,
  said: HabitDay | null,
  left: number | null,
): Promise<HabitLogRow | null | typeof TOUCHED> {
  return inTransaction(ctx, async (ctx) => {
    await lockHabit(ctx, habitId)
    const [now] = await ctx.db
      .select({ version: habitLogs.version })
      .from(habitLogs)
      .where(and(mine(ctx, habitLogs), eq(habitLogs.habitId, habitId), eq(habitLogs.date, date)))
    if ((now?.version ?? null) !== left) return TOUCHED
    if (said === null) {
      if (left !== null) await deleteDay(ctx, habitId, date)
      return null
    }
    const { id } = await putLog(ctx, habitId, date, said)
    return (await loadLogs(ctx, [id]))[0] ?? null
  })
}
