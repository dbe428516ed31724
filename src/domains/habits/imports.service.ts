import { and, eq, inArray, sql } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { lockHabit } from './habits.queries.ts'
import { type HabitRow, habitLogs } from './habits.tables.ts'
import type { HabitLogImport, HabitLogResults } from './logs.schema.ts'
import { futureDay, logIdOf } from './logs.service.ts'
import { settle, userToday } from './standing.service.ts'

type Row = Exclude<HabitLogImport['logs'][number], { refused: string }>
type Result = HabitLogResults['results'][number]

/**
 * Up to 1,000 days at once, each with its own answer: what is no day, or still to come, is refused and the others go on. Points are
 * reckoned once.
 */
export function importLogs(ctx: UserCtx, habitId: string, { logs }: HabitLogImport): Promise<HabitLogResults> {
  return inTransaction(ctx, async (ctx) => {
    const habit = await lockHabit(ctx, habitId)
    const today = await userToday(ctx)
    const stored = await storedDays(ctx, habit, [...new Set(logs.flatMap(({ date }) => date ?? []))])
    const results: Result[] = []
    const changed = new Map<string, Day>()
    for (const row of logs) {
      const error = 'refused' in row ? row.refused : row.date > today ? futureDay(row.date, today) : null
      if ('refused' in row || error !== null) {
        results.push({ date: row.date, status: 'refused', id: null, error })
        continue
      }
      const before = changed.get(row.date) ?? stored.get(row.date)
      const day = dayOf(row, habit, stored.get(row.date)?.id)
      const status = !before || before.isGone ? 'created' : isEqual(before, day) ? 'unchanged' : 'updated'
      if (status !== 'unchanged') changed.set(row.date, day)
      results.push({ date: row.date, status, id: day.id, error: null })
    }
    const last = [...changed.keys()].sort().at(-1)
    if (last !== undefined) {
      await upsert(ctx, habit, [...changed.values()])
      await settle(ctx, habit, { date: last, what: 'changed' })
    }
    return { results }
  })
}

interface Day {
  id: string
  date: string
  state: Row['state']
  amount: number | null
  note: string | null
  isGone: boolean
}

const dayOf = ({ date, state, amount, note }: Row, habit: HabitRow, id: string | undefined): Day => ({
  id: id ?? logIdOf(habit.id, date),
  date,
  state,
  amount: amount ?? null,
  note: note ?? null,
  isGone: false,
})

const isEqual = (a: Day, b: Day) => a.state === b.state && a.amount === b.amount && a.note === b.note

async function storedDays(ctx: UserCtx, habit: HabitRow, dates: string[]): Promise<Map<string, Day>> {
  const { id, date, state, amount, note, userId, habitId } = habitLogs
  const rows = await ctx.db
    .select({ id, date, state, amount, note, isGone: sql<boolean>`${habitLogs.deletedAt} is not null` })
    .from(habitLogs)
    .where(and(eq(userId, ctx.actor.id), eq(habitId, habit.id), inArray(date, dates)))
  return new Map(rows.map((row) => [row.date, row]))
}

async function upsert(ctx: UserCtx, habit: HabitRow, days: Day[]): Promise<void> {
  await ctx.db.execute(
    sql`insert into habit_logs (user_id, id, habit_id, date, state, amount, note)
        select ${ctx.actor.id}, id, ${habit.id}, date, state, amount, note
        from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
          as v(id uuid, date date, state text, amount double precision, note text)
        order by date
        on conflict (user_id, habit_id, date) do update
          set state = excluded.state, amount = excluded.amount, note = excluded.note, deleted_at = null`,
  )
}
