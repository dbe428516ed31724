import { and, asc, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { formatDay } from '#core/time/civil.ts'
import { entriesFrom, type Tuple } from './habits.queries.ts'
import { type HabitRow, habits } from './habits.tables.ts'
import { type Entry, judge } from './judge.ts'
import { firstDay } from './stats.ts'
import { type HabitToday, todayOf } from './today.ts'

const MAX_HABITS = 500

/** What a day asks of the user: habits that are not archived and have begun, at most 500. One statement. */
export async function habitsOn(ctx: UserCtx, date: string): Promise<HabitToday[]> {
  const length = sql`coalesce((habits.schedule ->> 'days')::integer, 1)`
  const rows = await livingWith(
    ctx,
    sql`l.date > ${date}::date - ${length} and l.date < ${date}::date + ${length}`,
    sql`null::date`,
  )
  return rows
    .filter(({ habit, entries }) => habit.startDate <= date || entries.length > 0)
    .map(({ habit, entries }) => todayOf(habit, entries, date))
}

export interface HabitDay {
  /** Habits that the day asked for, and those that were done on it unasked. */
  due: number
  done: number
}

/**
 * How the days from one to another (both inclusive) went, by the habits that live and are not archived; days without any are left
 * out. "3 times a week" asks for no particular day, so it counts on those on which it was done. One statement.
 */
export async function habitDays(ctx: UserCtx, from: string, to: string): Promise<Map<string, HabitDay>> {
  const first = sql`(select min(l.date)::text from habit_logs l
    where l.user_id = habits.user_id and l.habit_id = habits.id and l.deleted_at is null)`
  const rows = await livingWith(ctx, sql`l.date between ${from} and ${to}`, first)
  const byDay = new Map<string, HabitDay>()
  for (const { habit, entries, first } of rows) {
    const begunOn = first !== null && first < habit.startDate ? first : firstDay(habit, entries)
    for (const { days } of judge({ ...habit, begunOn }, entries, from, to)) {
      for (const { day, standing, isAsked } of days) {
        if (!isAsked && standing !== 'met') continue
        const date = formatDay(day)
        const counted = byDay.get(date) ?? { due: 0, done: 0 }
        counted.due++
        if (standing === 'met') counted.done++
        byDay.set(date, counted)
      }
    }
  }
  return byDay
}

interface Living {
  habit: HabitRow
  entries: Entry[]
  first: string | null
}

type Condition = ReturnType<typeof sql>

async function livingWith(ctx: UserCtx, condition: Condition, first: Condition): Promise<Living[]> {
  const rows = await ctx.db
    .select({
      habit: habits,
      entries: sql<
        Tuple[] | null
      >`(select json_agg(json_build_array(l.date, l.state, l.amount) order by l.date) from habit_logs l
        where l.user_id = habits.user_id and l.habit_id = habits.id and l.deleted_at is null and ${condition})`,
      first: sql<string | null>`${first}`,
    })
    .from(habits)
    .where(and(mine(ctx, habits), sql`not ${habits.archived}`))
    .orderBy(asc(habits.id))
    .limit(MAX_HABITS)
  return rows.map(({ habit, entries, first }) => ({ habit, entries: entriesFrom(entries), first }))
}
