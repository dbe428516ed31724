import { and, asc, desc, eq, gte, ilike, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { hot, rowsOf } from '#core/db.ts'
import { found } from '#core/errors.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import type { HabitQuery } from './habits.schema.ts'
import { type HabitLogRow, type HabitRow, habitLogs, habits } from './habits.tables.ts'
import type { Entry } from './judge.ts'
import type { HabitLogQuery } from './logs.schema.ts'
import type { PresentHabit } from './today.ts'

const { placeholder } = sql

/** By primary key, planned once. */
export const findHabit = hotRows<{ userId: string; id: string }, typeof habits>('find_habit', habits, (db) =>
  db
    .select()
    .from(habits)
    .where(and(eq(habits.userId, placeholder('userId')), eq(habits.id, placeholder('id')), isNull(habits.deletedAt))),
)

/** All living habits that are not archived, in the order of their ids. */
export const livingHabits = (ctx: UserCtx, limit: number): Promise<HabitRow[]> =>
  ctx.db
    .select()
    .from(habits)
    .where(and(mine(ctx, habits), isNotArchived))
    .orderBy(asc(habits.id))
    .limit(limit)

const isNotArchived = sql`not ${habits.archived}`

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

/** Everything that was logged of a habit, as one value: a year is one row on its way. */
export async function entriesOf(ctx: UserCtx, habitId: string): Promise<Entry[]> {
  const [row] = await rowsOf<{ entries: Tuple[] | null }>(
    ctx.db,
    sql`select json_agg(json_build_array(date, state, amount) order by date) as entries from habit_logs
        where user_id = ${ctx.actor.id} and habit_id = ${habitId} and deleted_at is null`,
  )
  return entriesFrom(row?.entries ?? null)
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

const { id, name, kind, schedule, target, offDays, offDates, pauses, startDate, pastTerms } = habits

/** My living habits that are not archived, each with what was logged since its present period can have begun, and no more. */
const presentStatement = hot<{ userId: string; today: string; limit: number }, WithTuples<PresentHabit>[]>((db) =>
  db
    .select({
      habit: { id, name, kind, schedule, target, offDays, offDates, pauses, startDate, pastTerms },
      entries: sql<Tuple[] | null>`(select json_agg(json_build_array(l.date, l.state, l.amount)) from habit_logs l
        where l.user_id = habits.user_id and l.habit_id = habits.id and l.deleted_at is null
          and l.date > ${placeholder('today')}::date - coalesce((habits.schedule ->> 'days')::integer, 1))`,
    })
    .from(habits)
    .where(and(eq(habits.userId, placeholder('userId')), isNull(habits.deletedAt), isNotArchived))
    .orderBy(asc(habits.id))
    .limit(placeholder('limit'))
    .prepare('present_habits'),
)

interface WithTuples<Habit> {
  habit: Habit
  entries: Tuple[] | null
}

/** One statement, planned once. */
export async function presentHabits(ctx: UserCtx, today: string, limit: number) {
  const rows = await presentStatement(ctx.db, { userId: ctx.actor.id, today, limit })
  return rows.map(({ habit, entries }) => ({ habit, entries: entriesFrom(entries) }))
}

// Written out: among the columns of a single table the builder leaves its name away, and the inner table has the same ones.
const logged = sql`from habit_logs l where l.user_id = habits.user_id and l.habit_id = habits.id and l.deleted_at is null`

const daysStatement = hot<{ userId: string; id: string; from: string; to: string }, HabitDays[]>((db) =>
  db
    .select({
      habit: habits,
      entries: sql<Tuple[] | null>`(select json_agg(json_build_array(l.date, l.state, l.amount) order by l.date)
        ${logged} and l.date between ${placeholder('from')}::date and ${placeholder('to')}::date)`,
      first: sql<string | null>`(select min(l.date)::text ${logged})`,
      points: sql<string | number>`(select coalesce(sum(a.points), 0) from habit_awards a
        where a.user_id = habits.user_id and a.habit_id = habits.id)`,
    })
    .from(habits)
    .where(and(eq(habits.userId, placeholder('userId')), eq(habits.id, placeholder('id')), isNull(habits.deletedAt)))
    .prepare('habit_days'),
)

interface HabitDays extends WithTuples<HabitRow> {
  first: string | null
  points: string | number
}

/** My living habit with what was logged between two days (both inclusive), its first day ever, and its points. One statement. */
export async function habitWithDays(ctx: UserCtx, id: string, from = FIRST_DAY, to = LAST_DAY) {
  const [row] = await daysStatement(ctx.db, { userId: ctx.actor.id, id, from, to })
  const { habit, entries, first, points } = found(row, 'Habit')
  return { habit, entries: entriesFrom(entries), first, points: Number(points) }
}

const FIRST_DAY = '1970-01-01'
const LAST_DAY = '9999-12-31'

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

/** By what names something has been awarded for this habit. */
export async function awardedSources(ctx: UserCtx, habitId: string): Promise<string[]> {
  const [row] = await rowsOf<{ sources: string[] | null }>(
    ctx.db,
    sql`select json_agg(source) as sources from habit_awards where user_id = ${ctx.actor.id} and habit_id = ${habitId}`,
  )
  return row?.sources ?? []
}

/** An entry on its way from the database. */
export type Tuple = [date: string, state: Entry['state'], amount: number | null]

export function entriesFrom(tuples: Tuple[] | null): Entry[] {
  return (tuples ?? []).map(([date, state, amount]) => ({ date, state, amount }))
}
