import { and, eq, inArray } from 'drizzle-orm'
import { databaseClock } from '#core/clock.ts'
import { mine, myRow } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { settle } from './firing.service.ts'
import { insertTimer, type Locked, lockReminder, ownerZone, rewind } from './locking.service.ts'
import { selectReminders } from './reminders.queries.ts'
import type { NewReminder, ReminderPatch, ReminderQuery } from './reminders.schema.ts'
import { type ReminderRow, reminders } from './reminders.tables.ts'
import { cancelLocked, completeLocked, reopenLocked } from './verbs.service.ts'

export const listReminders = (ctx: UserCtx, query: ReminderQuery): Promise<Page<ReminderRow>> =>
  selectReminders(ctx, query)

export async function getReminder(ctx: UserCtx, id: string): Promise<ReminderRow> {
  const [reminder] = await loadReminders(ctx, [id])
  return found(reminder, 'Reminder')
}

export const loadReminders = (ctx: UserCtx, ids: string[]): Promise<ReminderRow[]> =>
  ctx.db
    .select()
    .from(reminders)
    .where(and(mine(ctx, reminders), inArray(reminders.id, ids)))

/** A single time that has passed already rings at once, as caught up; a series begins with its next occurrence. */
export function createReminder(ctx: UserCtx, input: NewReminder, id: string = newId()): Promise<ReminderRow> {
  return inTransaction(ctx, async (ctx) => {
    const zone = await ownerZone(ctx)
    const [reminder] = await ctx.db
      .insert(reminders)
      .values({ ...input, id, userId: ctx.actor.id, seriesZone: seriesZoneOf(input, zone) })
      .returning()
    await insertTimer(ctx, found(reminder, 'Reminder'), zone, await databaseClock(ctx))
    return found(reminder, 'Reminder')
  })
}

/**
 * Changes the given fields; null clears, absent keeps. What was due before the change rings as it was, then the new times hold. New
 * times bring a done or cancelled reminder back. `status` does what the verbs do.
 */
export async function updateReminder(
  ctx: UserCtx,
  id: string,
  patch: ReminderPatch,
  version?: number,
): Promise<ReminderRow> {
  if (Object.keys(patch).length === 0) return getReminder(ctx, id)
  return inTransaction(ctx, async (ctx) => {
    const locked = await lockReminder(ctx, id, version)
    const { status, ...fields } = patch
    if (Object.keys(fields).length === 0) return restate(ctx, locked, status)
    const isMoved = fields.when !== undefined || fields.recurrence !== undefined
    const isRetimed = isMoved || fields.leadMinutes !== undefined || fields.nag !== undefined
    if (isRetimed) await settle(ctx, [locked.timer], locked.now)
    const { when = locked.reminder.when, recurrence = locked.reminder.recurrence } = fields
    const { seriesZone } = locked.reminder
    const revived = isMoved
      ? { status: 'active' as const, completedAt: null, cancelledAt: null, snoozedUntil: null }
      : {}
    const [reminder] = await ctx.db
      .update(reminders)
      .set({ ...fields, ...revived, seriesZone: seriesZoneOf({ when, recurrence, seriesZone }, locked.zone) })
      .where(myRow(ctx, reminders, id))
      .returning()
    const changed = { ...locked, reminder: found(reminder, 'Reminder') }
    if (isRetimed) await rewind(ctx, changed, { silence: isMoved })
    return restate(ctx, changed, status)
  })
}

/** To the trash, where nothing rings. */
export function deleteReminder(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const locked = await lockReminder(ctx, id, version)
    const deletedAt = locked.now
    const [reminder] = await ctx.db
      .update(reminders)
      .set({ deletedAt })
      .where(myRow(ctx, reminders, id))
      .returning()
    await rewind(ctx, { ...locked, reminder: found(reminder, 'Reminder') })
  })
}

export function restoreReminder(ctx: UserCtx, id: string): Promise<ReminderRow> {
  return inTransaction(ctx, async (ctx) => {
    const locked = await lockReminder(ctx, id, undefined, { trashed: true })
    const [reminder] = await ctx.db
      .update(reminders)
      .set({ deletedAt: null })
      .where(and(eq(reminders.userId, ctx.actor.id), eq(reminders.id, id)))
      .returning()
    await rewind(ctx, { ...locked, reminder: found(reminder, 'Reminder') })
    return found(reminder, 'Reminder')
  })
}

function restate(ctx: UserCtx, locked: Locked, status: ReminderPatch['status']): Promise<ReminderRow> | ReminderRow {
  if (status === undefined || status === locked.reminder.status) return locked.reminder
  if (status === 'done') return completeLocked(ctx, locked)
  return status === 'cancelled' ? cancelLocked(ctx, locked) : reopenLocked(ctx, locked)
}

/** The zone in which a series counts that begins at an instant: where its owner was then. */
function seriesZoneOf(
  { when, recurrence, seriesZone }: Pick<NewReminder, 'when' | 'recurrence'> & { seriesZone?: string | null },
  zone: string,
): string | null {
  return 'at' in when && recurrence ? (seriesZone ?? zone) : null
}
