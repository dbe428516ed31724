import { and, eq } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import type { Page, PageQuery } from '#core/page.ts'
import { selectSuggestions } from './detection.queries.ts'
import { NewHabit } from './habits.schema.ts'
import { createHabit } from './habits.service.ts'
import { type HabitRow, type HabitSuggestionRow, habitSuggestions } from './habits.tables.ts'

/** Those that nobody has decided yet, the newest first. */
export const listSuggestions = (ctx: UserCtx, query: PageQuery): Promise<Page<HabitSuggestionRow>> =>
  selectSuggestions(ctx, query)

/** Makes the habit, with a reminder at the usual time. */
export function acceptSuggestion(ctx: UserCtx, id: string): Promise<HabitRow> {
  return inTransaction(ctx, async (ctx) => {
    const { name, frequency, weekday, timeOfDay } = await lockOpen(ctx, id)
    const schedule =
      frequency === 'weekly' && weekday
        ? { kind: 'weekdays', weekdays: [weekday] }
        : { kind: 'times_per', times: 1, days: 1 }
    const habit = await createHabit(
      ctx,
      NewHabit.parse({ name: name.slice(0, 200), schedule, reminderTimes: [timeOfDay] }),
    )
    await decide(ctx, id, { status: 'accepted', habitId: habit.id })
    return habit
  })
}

/** For good: the pattern is not suggested again. */
export function dismissSuggestion(ctx: UserCtx, id: string): Promise<HabitSuggestionRow> {
  return inTransaction(ctx, async (ctx) => {
    await lockOpen(ctx, id)
    return decide(ctx, id, { status: 'dismissed' })
  })
}

async function lockOpen(ctx: UserCtx, id: string): Promise<HabitSuggestionRow> {
  const [suggestion] = await ctx.db
    .select()
    .from(habitSuggestions)
    .where(and(mine(ctx, habitSuggestions), eq(habitSuggestions.id, id)))
    .for('update')
  const row = found(suggestion, 'Habit suggestion')
  if (row.status !== 'open') throw new AppError('conflict', `This suggestion is ${row.status} already.`)
  return row
}

async function decide(
  ctx: UserCtx,
  id: string,
  decision: Partial<Pick<HabitSuggestionRow, 'status' | 'habitId'>>,
): Promise<HabitSuggestionRow> {
  const [row] = await ctx.db
    .update(habitSuggestions)
    .set(decision)
    .where(myRow(ctx, habitSuggestions, id))
    .returning()
  return found(row, 'Habit suggestion')
}
