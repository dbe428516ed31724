import { and, eq, inArray, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { publish } from '#core/messages.ts'
import { parseDay } from '#core/time/civil.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { awardsDue, type DatedAward } from './awards.ts'
import { HabitLogged } from './habits.events.ts'
import { awardedSources, entriesOf } from './habits.queries.ts'
import { type HabitRow, habitAwards } from './habits.tables.ts'
import { judge, periodEnd } from './judge.ts'
import { firstDay, lastDay } from './stats.ts'
import { streaksOf } from './streaks.ts'

/** The day it is for the user, whose day may begin after midnight. */
export async function userToday(ctx: UserCtx): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
}

interface News {
  date: string
  what: HabitLogged['what']
  /** Goals that it has just left count too. */
  goalIds?: string[]
}

export interface Standing {
  currentStreak: number
  /** Points by the day that earned them. */
  pointsOn: Map<string, number>
}

/** Where a habit stands by its days. */
export async function standingOf(ctx: UserCtx, habit: HabitRow): Promise<Standing> {
  const { standing } = await reckon(ctx, habit)
  return standing
}

/**
 * Reckons afresh what the days of a habit have earned, writes down the difference to what was awarded before, and tells everyone.
 * The caller's transaction holds the lock on the habit, so that two of them cannot award the same twice.
 */
export async function settle(ctx: UserCtx, habit: HabitRow, { date, what, goalIds = [] }: News): Promise<Standing> {
  const { due, standing } = await reckon(ctx, habit)
  const recorded = new Set(await awardedSources(ctx, habit.id))
  const fresh = [...due.values()].filter(({ source }) => !recorded.has(source))
  const reversed = [...recorded].filter((source) => !due.has(source))
  await withdraw(ctx, habit.id, reversed)
  await record(ctx, habit.id, fresh)
  await publish(ctx, HabitLogged, {
    habitId: habit.id,
    name: habit.name,
    goalIds: [...new Set([...habit.goalIds, ...goalIds])],
    date,
    what,
    awards: fresh.map(({ source, points, description }) => ({ source, points, description })),
    reversed,
  })
  return standing
}

async function reckon(ctx: UserCtx, habit: HabitRow) {
  const entries = await entriesOf(ctx, habit.id)
  const now = await userToday(ctx)
  const begunOn = firstDay(habit, entries)
  const stretches = judge({ ...habit, begunOn }, entries, begunOn, periodEnd(habit, lastDay(entries, now)))
  const streaks = streaksOf(stretches, parseDay(now))
  const due = awardsDue(habit, streaks)
  const pointsOn = new Map<string, number>()
  for (const award of due.values()) pointsOn.set(award.date, (pointsOn.get(award.date) ?? 0) + award.points)
  return { due, standing: { currentStreak: streaks.current, pointsOn } }
}

async function withdraw(ctx: UserCtx, habitId: string, sources: string[]): Promise<void> {
  if (sources.length === 0) return
  const { userId, habitId: id, source } = habitAwards
  await ctx.db.delete(habitAwards).where(and(eq(userId, ctx.actor.id), eq(id, habitId), inArray(source, sources)))
}

async function record(ctx: UserCtx, habitId: string, awards: DatedAward[]): Promise<void> {
  if (awards.length === 0) return
  await ctx.db.execute(
    sql`insert into habit_awards (user_id, habit_id, source, date, points)
        select ${ctx.actor.id}, ${habitId}, source, date, points
        from jsonb_to_recordset(${JSON.stringify(awards)}::jsonb) as v(source text, date date, points integer)`,
  )
}
