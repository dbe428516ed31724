import { and, eq, lte, sql } from 'drizzle-orm'
import { databaseClock } from '#core/clock.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { nextMoment, plusMs } from '#core/time/moments.ts'
import { nextRing } from '#core/time/rings.ts'
import { isFloating, isRunning, presentCourse, ringsOnce } from './firing.service.ts'
import { lockedZone, updateTimers, waitingAgain } from './reminders.queries.ts'
import { type ReminderRow, reminderOccurrences, reminders, reminderTimers, type TimerRow } from './reminders.tables.ts'

/** A reminder that no dispatcher rings until the transaction ends. */
export interface Locked {
  reminder: ReminderRow
  timer: TimerRow
  /** Where its owner is. */
  zone: string
  /** By the database's clock. */
  now: string
}

/** Owner, timer, reminder: everybody who changes a reminder takes the locks in this order. */
export async function lockReminder(
  ctx: UserCtx,
  id: string,
  version?: number,
  { trashed = false } = {},
): Promise<Locked> {
  const zone = await ownerZone(ctx)
  const key = and(eq(reminderTimers.userId, ctx.actor.id), eq(reminderTimers.reminderId, id))
  const [timer] = await ctx.db.select().from(reminderTimers).where(key).for('update')
  const [reminder] = await ctx.db
    .select()
    .from(reminders)
    .where(and(eq(reminders.userId, ctx.actor.id), eq(reminders.id, id)))
    .for('update')
  if (trashed && reminder && reminder.deletedAt === null)
    throw new AppError('conflict', 'This reminder is not in the trash.')
  const isHere = reminder && (trashed || reminder.deletedAt === null)
  if (!isHere || (version !== undefined && reminder.version !== version))
    throw await missed(ctx, reminders, id, 'Reminder')
  return { reminder, timer: found(timer, 'Reminder'), zone, now: await databaseClock(ctx) }
}

/** Where the owner is, held until the transaction ends. */
export async function ownerZone(ctx: UserCtx): Promise<string> {
  return found(await lockedZone(ctx), 'User')
}

export async function insertTimer(ctx: UserCtx, reminder: ReminderRow, ownZone: string, now: string): Promise<void> {
  const { userId, id: reminderId } = reminder
  const blank = { userId, reminderId, fireAt: null, handledUntil: now, zone: ownZone, floating: false }
  await ctx.db.insert(reminderTimers).values(woundAfresh({ reminder, timer: blank, zone: ownZone, now }))
}

/** Reckons afresh when the reminder rings next. With `silence` what has rung before does not ring again. */
export async function rewind(ctx: UserCtx, locked: Locked, { silence = false } = {}): Promise<void> {
  const { timer, now } = locked
  if (silence || !isRunning(locked.reminder)) await quieten(ctx, timer)
  const again = (await waitingAgain(ctx, [timer])).flatMap((row) => row.againAt ?? [])
  const wound = woundAfresh(locked)
  const fireAt = isRunning(locked.reminder)
    ? ([...again, ...(wound.fireAt ? [wound.fireAt] : [])].sort()[0] ?? null)
    : null
  await updateTimers(ctx, [{ ...wound, fireAt, handledUntil: wound.handledUntil > now ? now : wound.handledUntil }])
}

/** Says when to look again after an occurrence has met its fate by hand; the others keep theirs. */
export async function rearm(ctx: UserCtx, { reminder, timer, zone }: Locked): Promise<void> {
  // Its owner has just travelled, and the dispatcher is about to see to it.
  if (isFloating(reminder) && timer.zone !== zone) return
  const again = (await waitingAgain(ctx, [timer])).flatMap((row) => row.againAt ?? [])
  const next = nextRing(presentCourse(reminder, zone), [0, ...reminder.leadMinutes], timer.handledUntil)
  const fireAt = isRunning(reminder) ? ([...again, ...(next ? [next] : [])].sort()[0] ?? null) : null
  await updateTimers(ctx, [{ ...timer, fireAt }])
}

/** Nothing up to this occurrence (of all, unless told) rings again: neither a snooze nor a nag. */
export async function quieten(ctx: UserCtx, { reminderId }: TimerRow, upTo?: string): Promise<void> {
  const { userId, reminderId: id, at, againAt } = reminderOccurrences
  await ctx.db
    .update(reminderOccurrences)
    .set({
      againAt: null,
      state: sql`case when state = 'snoozed' and fired_at is not null then 'fired' else state end`,
    })
    .where(
      and(
        eq(userId, ctx.actor.id),
        eq(id, reminderId),
        sql`${againAt} is not null`,
        upTo === undefined ? undefined : lte(at, upTo),
      ),
    )
}

function woundAfresh({ reminder, timer, zone, now }: Locked): TimerRow {
  const course = presentCourse(reminder, zone)
  // A single time that has passed is due now; a series begins with what comes next.
  const only = ringsOnce(reminder) ? nextMoment(course, EARLIEST) : null
  const handledUntil = only && only.at <= now ? plusMs(only.at, -1) : now
  const fireAt = isRunning(reminder) ? nextRing(course, [0, ...reminder.leadMinutes], handledUntil) : null
  return { ...timer, fireAt, handledUntil, zone: course.zone, floating: isFloating(reminder) }
}

const EARLIEST = '0000-01-01T00:00:00.000Z'
