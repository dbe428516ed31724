import { and, asc, desc, eq, gte, ilike, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import type { HabitQuery } from './habits.schema.ts'
import { type HabitLogRow, type HabitRow, habitAwards, habitLogs, habits } from './habits.tables.ts'
import type { Entry } from './judge.ts'
import type { HabitLogQuery } from './logs.schema.ts'

const { placeholder } = sql

/** By primary key, planned once. */
export const findHabit = hotRows<{ userId: string; id: string }, typeof habits>('find_habit', habits, (db) =>
  db
    .select()
    .from(habits)
    .where(and(eq(habits.userId, placeholder('userId')), eq(habits.id, placeholder('id')), isNull(habits.deletedAt))),
)

/** All living habits that are not archived, in the order of their ids. */
export const livingHabits = hotRows<{ userId: string; limit: number }, typeof habits>('living_habits', habits, (db) =>
  db
    .select()
    .from(habits)
    .where(and(eq(habits.userId, placeholder('userId')), isNull(habits.deletedAt), sql`not ${habits.archived}`))
    .orderBy(asc(habits.id))
    .limit(placeholder('limit')),
)

export async function selectHabits(ctx: UserCtx, query: HabitQuery): Promise<Page<HabitRow>> {
  const { area, kind, archived, goalId, q } = query
  const rows = await ctx.db
    .select()
    .from(habits)
    .where(
      and(
        mine(ctx, habits),
        area && eq(habits.area, area),
        kind && eq(habits.kind, kind),
        archived && eq(habits.archived, archived === 'true'),
        goalId === undefined ? undefined : isOfGoal(goalId),
        q === undefined ? undefined : ilike(habits.name, `%${q.replace(/[\\%_]/g, '\\$&')}%`),
        olderThan(habits.id, readCursor(ctx, query, 'habits')),
      ),
    )
    .orderBy(desc(habits.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'habits')
}

const isOfGoal = (goalId: string): SQL =>
  sql`exists (select from habit_goals l where l.user_id = ${habits.userId} and l.goal_id = ${goalId} and l.habit_id = ${habits.id})`

/** Days of one habit, newest first. Ids of logs follow their days, except those that a device chose offline. */
export async function selectLogs(ctx: UserCtx, habitId: string, query: HabitLogQuery): Promise<Page<HabitLogRow>> {
  const list = `habits/${habitId}/logs`
  const position = readCursor(ctx, query, list)
  const rows = await ctx.db
    .select()
    .from(habitLogs)
    .where(
      and(
        mine(ctx, habitLogs),
        eq(habitLogs.habitId, habitId),
        query.from === undefined ? undefined : gte(habitLogs.date, query.from),
        query.to === undefined ? undefined : lte(habitLogs.date, query.to),
        position && sql`${habitLogs.date} < ${position.value}`,
      ),
    )
    .orderBy(desc(habitLogs.date))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list, (row) => row.date)
}

/** The days of all living habits of mine, newest first. */
export async function selectAllLogs(ctx: UserCtx, query: HabitLogQuery): Promise<Page<HabitLogRow>> {
  const list = 'habit-logs'
  const position = readCursor(ctx, query, list)
  const rows = await ctx.db
    .select()
    .from(habitLogs)
    .where(
      and(
        mine(ctx, habitLogs),
        sql`exists (select from habits h where h.user_id = ${habitLogs.userId} and h.id = ${habitLogs.habitId} and h.deleted_at is null)`,
        query.from === undefined ? undefined : gte(habitLogs.date, query.from),
        query.to === undefined ? undefined : lte(habitLogs.date, query.to),
        position && sql`(${habitLogs.date}, ${habitLogs.id}) < (${position.value}::date, ${position.id}::uuid)`,
      ),
    )
    .orderBy(desc(habitLogs.date), desc(habitLogs.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list, (row) => row.date)
}

export interface Logged {
  entries: Entry[]
  /** The first day ever logged. */
  first: string | null
}

/** What was logged between two days (both inclusive), as one value: a year of a habit is one row on its way. */
export async function entriesOf(
  ctx: UserCtx,
  habitId: string,
  from = '1970-01-01',
  to = '9999-12-31',
): Promise<Logged> {
  const ofHabit = sql`user_id = ${ctx.actor.id} and habit_id = ${habitId} and deleted_at is null`
  const [row] = await rowsOf<{ entries: Tuple[] | null; first: string | null }>(
    ctx.db,
    sql`select (select json_agg(json_build_array(date, state, amount) order by date) from habit_logs
                where ${ofHabit} and date between ${from} and ${to}) as entries,
               (select min(date) from habit_logs where ${ofHabit})::text as first`,
  )
  return { entries: entriesFrom(row?.entries ?? null), first: row?.first ?? null }
}

/** My living habit, which nobody else logs or changes until the transaction ends. */
export async function lockHabit(ctx: UserCtx, id: string, version?: number): Promise<HabitRow> {
  const [habit] = await ctx.db
    .select()
    .from(habits)
    .where(myRow(ctx, habits, id, version))
    .for('update')
  if (!habit) throw await missed(ctx, habits, id, 'Habit')
  return habit
}

/** Of each living habit of mine what was logged since its present period can have begun, and no more. One statement. */
export async function presentEntries(ctx: UserCtx, today: string): Promise<Map<string, Entry[]>> {
  const rows = await rowsOf<{ habitId: string; entries: Tuple[] | null }>(
    ctx.db,
    sql`select h.id as "habitId", l.entries from habits h
        cross join lateral (
          select json_agg(json_build_array(date, state, amount)) as entries from habit_logs l
          where l.user_id = h.user_id and l.habit_id = h.id and l.deleted_at is null
            and l.date > ${today}::date - coalesce((h.schedule ->> 'days')::integer, 1)) l
        where h.user_id = ${ctx.actor.id} and h.deleted_at is null and not h.archived and l.entries is not null`,
  )
  return new Map(rows.map(({ habitId, entries }) => [habitId, entriesFrom(entries)]))
}

/** What was logged of some habits from a day on. One statement. */
export async function entriesSince(ctx: UserCtx, ids: string[], from: string): Promise<Map<string, Entry[]>> {
  const rows = await rowsOf<{ habitId: string; entries: Tuple[] }>(
    ctx.db,
    sql`select habit_id as "habitId", json_agg(json_build_array(date, state, amount)) as entries from habit_logs
        where user_id = ${ctx.actor.id} and habit_id = any(${`{${ids.join()}}`}::uuid[]) and date >= ${from} and deleted_at is null
        group by habit_id`,
  )
  return new Map(rows.map(({ habitId, entries }) => [habitId, entriesFrom(entries)]))
}

/** What has been awarded for this habit, and for which day. */
export function awardsOf(ctx: UserCtx, habitId: string): Promise<{ source: string; date: string; points: number }[]> {
  const { source, date, points } = habitAwards
  return ctx.db
    .select({ source, date, points })
    .from(habitAwards)
    .where(and(eq(habitAwards.userId, ctx.actor.id), eq(habitAwards.habitId, habitId)))
}

/** An entry on its way from the database. */
export type Tuple = [date: string, state: Entry['state'], amount: number | null]

export function entriesFrom(tuples: Tuple[] | null): Entry[] {
  return (tuples ?? []).map(([date, state, amount]) => ({ date, state, amount }))
}
