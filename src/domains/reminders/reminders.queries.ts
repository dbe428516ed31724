import { and, desc, eq, ilike, or, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { among } from '#core/timers.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import type { ReminderQuery } from './reminders.schema.ts'
import {
  type OccurrenceRow,
  type ReminderRow,
  reminderOccurrences,
  reminders,
  type TimerRow,
} from './reminders.tables.ts'

export async function selectReminders(ctx: UserCtx, query: ReminderQuery): Promise<Page<ReminderRow>> {
  const { status, priority, category, q } = query
  const text = q && `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.db
    .select()
    .from(reminders)
    .where(
      and(
        mine(ctx, reminders),
        status && eq(reminders.status, status),
        priority && eq(reminders.priority, priority),
        category === undefined ? undefined : eq(reminders.category, category),
        text === undefined ? undefined : or(ilike(reminders.title, text), ilike(reminders.note, text)),
        olderThan(reminders.id, readCursor(ctx, query, 'reminders')),
      ),
    )
    .orderBy(desc(reminders.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'reminders')
}

/** Asked in a statement after the timers are locked, so that it sees every edit that came before. */
export async function remindersOf(ctx: Ctx, timers: TimerRow[]): Promise<Map<string, ReminderRow>> {
  const rows = await ctx.db
    .select()
    .from(reminders)
    .where(among(reminders.userId, reminders.id, keysOf(timers)))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Occurrences that are to ring again. */
export function waitingAgain(ctx: Ctx, timers: TimerRow[]): Promise<OccurrenceRow[]> {
  const { userId, reminderId, againAt } = reminderOccurrences
  return ctx.db
    .select()
    .from(reminderOccurrences)
    .where(and(among(userId, reminderId, keysOf(timers)), sql`${againAt} is not null`))
}

/** A fate as the dispatcher decides it. */
export type Fate = Pick<
  OccurrenceRow,
  'userId' | 'reminderId' | 'occurrence' | 'lead' | 'at' | 'state' | 'reason' | 'firedAt' | 'againAt'
>

/** Writes fates that were not decided before, and answers those. */
export async function insertFates(ctx: Ctx, fates: Fate[]): Promise<Set<string>> {
  const fresh = new Set<string>()
  for (let at = 0; at < fates.length; at += FATES) {
    const written = await rowsOf<Pick<Fate, 'reminderId' | 'occurrence' | 'lead'>>(
      ctx.db,
      sql`insert into reminder_occurrences (user_id, reminder_id, occurrence, lead, at, state, reason, fired_at, again_at)
          select * from jsonb_to_recordset(${JSON.stringify(fates.slice(at, at + FATES))}::jsonb) as v("userId" uuid, "reminderId" uuid,
            occurrence text, lead integer, at timestamptz, state text, reason text, "firedAt" timestamptz, "againAt" timestamptz)
          on conflict do nothing returning reminder_id as "reminderId", occurrence, lead`,
    )
    for (const one of written) fresh.add(fateKey(one))
  }
  return fresh
}

const FATES = 5_000

export const fateKey = (one: { reminderId: string; occurrence: string; lead: number }) =>
  `${one.reminderId}:${one.occurrence}:${one.lead}`

export async function updateTimers(ctx: Ctx, timers: TimerRow[]): Promise<void> {
  if (timers.length === 0) return
  await ctx.db.execute(
    sql`update reminder_timers t set fire_at = v."fireAt", handled_until = v."handledUntil", zone = v.zone, floating = v.floating
        from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) as v("userId" uuid, "reminderId" uuid, "fireAt" timestamptz,
          "handledUntil" timestamptz, zone text, floating boolean)
        where t.user_id = v."userId" and t.reminder_id = v."reminderId"`,
  )
}

export async function updateOccurrences(ctx: Ctx, rows: OccurrenceRow[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.execute(
    sql`update reminder_occurrences o set state = v.state, reason = v.reason, fired_at = v."firedAt", again_at = v."againAt",
          repeats = v.repeats, nags = v.nags
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v("userId" uuid, "reminderId" uuid, occurrence text, lead integer,
          state text, reason text, "firedAt" timestamptz, "againAt" timestamptz, repeats integer, nags integer)
        where o.user_id = v."userId" and o.reminder_id = v."reminderId" and o.occurrence = v.occurrence and o.lead = v.lead`,
  )
}

const keysOf = (timers: TimerRow[]) => timers.map(({ userId, reminderId }) => ({ userId, id: reminderId }))

/** The owner's zone, which cannot change before the transaction ends. */
export async function lockedZone(ctx: UserCtx): Promise<string | undefined> {
  const [row] = await ctx.db
    .select({ timezone: users.timezone })
    .from(users)
    .where(eq(users.id, ctx.actor.id))
    .for('share')
  return ctx.zone ?? row?.timezone
}

export interface Backlog {
  /** Timers that are due and have not been taken. */
  due: number
  /** Since the longest due one was due; 0 when none is. */
  oldestSeconds: number
}

export async function selectBacklog(ctx: Ctx, now: string): Promise<Backlog> {
  const [backlog] = await rowsOf<Backlog>(
    ctx.db,
    sql`select count(*)::int as due,
          coalesce(extract(epoch from ${now}::timestamptz - min(fire_at) filter (where fire_at > '1970-01-01Z')), 0)::float8 as "oldestSeconds"
        from reminder_timers where fire_at <= ${now}`,
  )
  return backlog ?? { due: 0, oldestSeconds: 0 }
}

/** Forgets at most `limit` occurrences of before an instant that will not ring again, and says how many. */
export async function pruneOccurrences(ctx: Ctx, before: string, limit: number): Promise<number> {
  const gone = await rowsOf(
    ctx.db,
    sql`delete from reminder_occurrences where ctid = any (array(
          select ctid from reminder_occurrences where at < ${before} and again_at is null limit ${limit})) returning 1`,
  )
  return gone.length
}
