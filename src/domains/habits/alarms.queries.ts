import { and, eq, sql } from 'drizzle-orm'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { found } from '#core/errors.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import { entriesFrom, type Tuple } from './habits.queries.ts'
import { type HabitAlarmRow, type HabitRow, habitAlarms, habits } from './habits.tables.ts'
import type { Entry } from './judge.ts'

/** An alarm, and how its owner's days run. */
export interface Alarm extends HabitAlarmRow {
  zone: string
  dayStartsAt: string
}

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

export async function hasDueAlarm(ctx: Ctx, now: string): Promise<boolean> {
  const [due] = await ctx.db
    .select({ one: sql`1` })
    .from(habitAlarms)
    .where(sql`${habitAlarms.fireAt} <= ${now}`)
    .limit(1)
  return due !== undefined
}

/** Takes up to `limit` alarms that are due, the longest due first. What another worker or an edit holds is left to them. */
export function claimAlarms(ctx: Ctx, now: string, limit: number): Promise<Alarm[]> {
  const { userId, habitId, fireAt, handledUntil } = habitAlarms
  return ctx.db
    .select({ userId, habitId, fireAt, handledUntil, zone: users.timezone, dayStartsAt: users.dayStartsAt })
    .from(habitAlarms)
    .innerJoin(users, eq(users.id, userId))
    .where(sql`${fireAt} <= ${now}`)
    .orderBy(fireAt)
    .limit(limit)
    .for('update', { of: habitAlarms, skipLocked: true })
}

/** Asked in a statement after the alarms are locked, so that it sees every edit that came before. */
export async function habitsOf(ctx: Ctx, alarms: Alarm[]): Promise<Map<string, HabitRow>> {
  const rows = await ctx.db
    .select()
    .from(habits)
    .where(sql`(${habits.userId}, ${habits.id}) in (select * from ${keys(alarms)}) and ${habits.deletedAt} is null`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** What was logged in the present period of each, and a day before, whatever day it is for its owner. */
export async function entriesOfAlarms(ctx: Ctx, alarms: Alarm[], now: string): Promise<Map<string, Entry[]>> {
  const rows = await rowsOf<{ habitId: string; entries: Tuple[] }>(
    ctx.db,
    sql`select h.id as "habitId", json_agg(json_build_array(l.date, l.state, l.amount)) as entries
        from ${keys(alarms)}
        join habits h on h.user_id = k.user_id and h.id = k.habit_id
        join habit_logs l on l.user_id = h.user_id and l.habit_id = h.id and l.deleted_at is null
          and l.date > ${now}::timestamptz::date - 1 - coalesce((h.schedule ->> 'days')::integer, 1)
        group by h.id`,
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

const keys = (alarms: Alarm[]) =>
  sql`unnest(${uuids(alarms.map(({ userId }) => userId))}, ${uuids(alarms.map(({ habitId }) => habitId))}) k(user_id, habit_id)`

/** As PostgreSQL writes an array: the query builder would spread one into a list of parameters. */
const uuids = (ids: string[]) => sql`${`{${ids.join()}}`}::uuid[]`
