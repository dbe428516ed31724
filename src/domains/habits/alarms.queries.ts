import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { found } from '#core/errors.ts'
import { among } from '#core/timers.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import { entriesFrom, type Tuple } from './habits.queries.ts'
import { type HabitAlarmRow, type HabitRow, habitAlarms, habits } from './habits.tables.ts'
import type { Entry } from './judge.ts'

/** The owner's zone, which cannot change before the transaction ends. */
export async function ownerZone(ctx: UserCtx): Promise<string> {
  const [row] = await ctx.db
    .select({ timezone: users.timezone })
    .from(users)
    .where(eq(users.id, ctx.actor.id))
    .for('share')
  return found(row, 'User').timezone
}

export async function storeAlarm(ctx: UserCtx, alarm: Omit<HabitAlarmRow, 'userId'>): Promise<void> {
  const { userId, habitId } = habitAlarms
  await ctx.db
    .insert(habitAlarms)
    .values({ ...alarm, userId: ctx.actor.id })
    .onConflictDoUpdate({ target: [userId, habitId], set: { fireAt: alarm.fireAt, handledUntil: alarm.handledUntil } })
}

export async function dropAlarm(ctx: UserCtx, id: string): Promise<void> {
  const { userId, habitId } = habitAlarms
  await ctx.db.delete(habitAlarms).where(and(eq(userId, ctx.actor.id), eq(habitId, id)))
}

export interface Owner {
  zone: string
  dayStartsAt: string
}

/** How the owners' days run, by their ids. */
export async function ownersOf(ctx: Ctx, alarms: HabitAlarmRow[]): Promise<Map<string, Owner>> {
  const { id, timezone: zone, dayStartsAt } = users
  const ids = [...new Set(alarms.map(({ userId }) => userId))]
  const rows = await ctx.db.select({ id, zone, dayStartsAt }).from(users).where(inArray(id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Asked in a statement after the alarms are locked, so that it sees every edit that came before. */
export async function habitsOf(ctx: Ctx, alarms: HabitAlarmRow[]): Promise<Map<string, HabitRow>> {
  const items = alarms.map(({ userId, habitId: id }) => ({ userId, id }))
  const rows = await ctx.db
    .select()
    .from(habits)
    .where(and(among(habits.userId, habits.id, items), isNull(habits.deletedAt)))
  return new Map(rows.map((row) => [row.id, row]))
}

/** What was logged in the present period of each, and a day before, whatever day it is for its owner. */
export async function entriesOfAlarms(ctx: Ctx, alarms: HabitAlarmRow[], now: string): Promise<Map<string, Entry[]>> {
  const items = alarms.map(({ userId, habitId: id }) => ({ userId, id }))
  const rows = await rowsOf<{ habitId: string; entries: Tuple[] }>(
    ctx.db,
    sql`select habits.id as "habitId", json_agg(json_build_array(l.date, l.state, l.amount)) as entries
        from habits join habit_logs l on l.user_id = habits.user_id and l.habit_id = habits.id and l.deleted_at is null
          and l.date > ${now}::timestamptz::date - 1 - coalesce((habits.schedule ->> 'days')::integer, 1)
        where ${among(habits.userId, habits.id, items)} group by habits.id`,
  )
  return new Map(rows.map(({ habitId, entries }) => [habitId, entriesFrom(entries)]))
}

export async function updateAlarms(ctx: Ctx, alarms: HabitAlarmRow[]): Promise<void> {
  if (alarms.length === 0) return
  await ctx.db.execute(
    sql`update habit_alarms a set fire_at = v."fireAt", handled_until = v."handledUntil"
        from jsonb_to_recordset(${JSON.stringify(alarms)}::jsonb) as v("userId" uuid, "habitId" uuid, "fireAt" timestamptz,
          "handledUntil" timestamptz)
        where a.user_id = v."userId" and a.habit_id = v."habitId"`,
  )
}
