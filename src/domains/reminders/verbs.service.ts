import { and, desc, eq, inArray, isNull, or } from 'drizzle-orm'
import { myRow } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { localRule, nextFromCompletion } from '#core/time/expand.ts'
import { type Moment, momentsBetween, nextMoment, plusMinutes, plusMs, startOf } from '#core/time/moments.ts'
import { localOf, resolveLocal } from '#core/time/zones.ts'
import { presentCourse, ringsOnce } from './firing.service.ts'
import { type Locked, lockReminder, quieten, rearm, rewind } from './locking.service.ts'
import type { OccurrenceChoice, Snooze } from './reminders.schema.ts'
import { type OccurrenceRow, type ReminderRow, reminderOccurrences, reminders } from './reminders.tables.ts'

type Values = Partial<typeof reminders.$inferInsert>

/**
 * Marks the occurrence done that has rung last (or the next one, before its time): no nag and no snooze of it or an older one rings
 * any more. One without further occurrences is done altogether; one that counts from completion gets its next time now.
 */
export function completeReminder(
  ctx: UserCtx,
  id: string,
  choice?: OccurrenceChoice,
  version?: number,
): Promise<ReminderRow> {
  return inTransaction(ctx, async (ctx) => {
    const locked = await lockActive(ctx, id, version)
    return completeLocked(ctx, locked, choice?.occurrence)
  })
}

export async function completeLocked(ctx: UserCtx, locked: Locked, wanted?: string): Promise<ReminderRow> {
  const { reminder, now, zone, timer } = locked
  const moment = await occurrenceMeant(ctx, locked, wanted)
  await record(ctx, locked, moment, { state: 'done', reason: null, againAt: null })
  await quieten(ctx, timer, moment.at)
  const moved = reminder.recurrence?.anchor === 'completion' ? nextTime(reminder, now, zone) : null
  if (moved !== null) {
    const after = await write(ctx, reminder.id, { when: moved, completedAt: now, snoozedUntil: null })
    await rewind(ctx, { ...locked, reminder: after })
    return after
  }
  return closed(ctx, locked, moment, { status: 'done', completedAt: now })
}

/** Leaves out the next occurrence, or the one that is snoozed or nagging. A reminder without others is cancelled by it. */
export function skipReminder(
  ctx: UserCtx,
  id: string,
  choice?: OccurrenceChoice,
  version?: number,
): Promise<ReminderRow> {
  return inTransaction(ctx, async (ctx) => {
    const locked = await lockActive(ctx, id, version)
    const moment = await occurrenceMeant(ctx, locked, choice?.occurrence, { ringing: true })
    await record(ctx, locked, moment, { state: 'skipped', reason: 'Its owner skipped it.', againAt: null })
    return closed(ctx, locked, moment, { status: 'cancelled', cancelledAt: locked.now })
  })
}

/** Moves only the occurrence that has rung last, or the next one before its time; the series stays where it is. */
export function snoozeReminder(ctx: UserCtx, id: string, snooze: Snooze, version?: number): Promise<ReminderRow> {
  return inTransaction(ctx, async (ctx) => {
    const locked = await lockActive(ctx, id, version)
    const until = 'until' in snooze ? snooze.until : plusMinutes(locked.now, snooze.minutes)
    if (until <= locked.now) throw invalid('until', 'That has passed. Snooze until a later time.')
    if (until > plusMinutes(locked.now, MAX_SNOOZE_MINUTES)) throw invalid('until', 'Snooze for a year at most.')
    const moment = await occurrenceMeant(ctx, locked, snooze.occurrence)
    await record(ctx, locked, moment, { state: 'snoozed', reason: `Until ${until}`, againAt: until })
    const reminder = await write(ctx, id, { snoozedUntil: until })
    await rearm(ctx, { ...locked, reminder })
    return reminder
  })
}

/** Nothing of it rings any more; it stays to be read. */
export function cancelReminder(ctx: UserCtx, id: string, version?: number): Promise<ReminderRow> {
  return inTransaction(ctx, async (ctx) => cancelLocked(ctx, await lockActive(ctx, id, version)))
}

export async function cancelLocked(ctx: UserCtx, locked: Locked): Promise<ReminderRow> {
  const values = { status: 'cancelled' as const, cancelledAt: locked.now, snoozedUntil: null }
  const reminder = await write(ctx, locked.reminder.id, values)
  await rewind(ctx, { ...locked, reminder })
  return reminder
}

/** Takes completion or cancellation back. A single time that has not rung rings when it comes, or now when it has passed. */
export async function reopenLocked(ctx: UserCtx, locked: Locked): Promise<ReminderRow> {
  const { reminder } = locked
  if (ringsOnce(reminder)) {
    const { userId, reminderId, state, firedAt } = reminderOccurrences
    const decided = and(
      eq(userId, ctx.actor.id),
      eq(reminderId, reminder.id),
      inArray(state, ['done', 'skipped', 'snoozed']),
    )
    await ctx.db.delete(reminderOccurrences).where(and(decided, isNull(firedAt)))
    await ctx.db.update(reminderOccurrences).set({ state: 'fired', reason: null, againAt: null }).where(decided)
  }
  const opened = await write(ctx, reminder.id, { status: 'active', completedAt: null, cancelledAt: null })
  await rewind(ctx, { ...locked, reminder: opened })
  return opened
}

const MAX_SNOOZE_MINUTES = 527_040

async function lockActive(ctx: UserCtx, id: string, version?: number): Promise<Locked> {
  const locked = await lockReminder(ctx, id, version)
  if (locked.reminder.status !== 'active')
    throw new AppError('conflict', `This reminder is ${locked.reminder.status} already.`)
  return locked
}

/** The one that was named; else the newest that has come due and is open, else the next. With `ringing` only one that will ring again. */
async function occurrenceMeant(
  ctx: UserCtx,
  locked: Locked,
  wanted?: string,
  { ringing = false } = {},
): Promise<Moment> {
  const course = presentCourse(locked.reminder, locked.zone)
  if (wanted !== undefined) return named(ctx, locked, wanted)
  const rows = await openRows(ctx, locked)
  const open = rows.find((row) => row.state !== 'done' && row.state !== 'skipped' && (!ringing || row.againAt !== null))
  const unrung = momentsBetween(course, plusMs(locked.timer.handledUntil, 1), plusMs(locked.now, 1)).at(-1)
  if (unrung && !ringing && !(open && open.at > unrung.at)) return unrung
  if (open) return momentOf(open)
  let next = unrung && !isDecided(rows, unrung) ? unrung : nextMoment(course, locked.now)
  while (next && isDecided(rows, next)) next = nextMoment(course, next.at)
  if (!next && rows[0]) return momentOf(rows[0])
  if (!next) throw new AppError('conflict', 'This reminder has no further occurrence.')
  return next
}

/** Occurrences with a fate, newest first: those that rang or were snoozed, and those decided ahead of their time. */
function openRows(ctx: UserCtx, { reminder }: Locked): Promise<OccurrenceRow[]> {
  const { userId, reminderId, lead, at, state } = reminderOccurrences
  return ctx.db
    .select()
    .from(reminderOccurrences)
    .where(
      and(
        eq(userId, ctx.actor.id),
        eq(reminderId, reminder.id),
        eq(lead, 0),
        inArray(state, ['fired', 'caught_up', 'snoozed', 'done', 'skipped']),
      ),
    )
    .orderBy(desc(at))
    .limit(100)
}

async function named(ctx: UserCtx, { reminder, zone }: Locked, wanted: string): Promise<Moment> {
  const course = presentCourse(reminder, zone)
  const isInstant = wanted.endsWith('Z') && !Number.isNaN(Date.parse(wanted))
  const around = isInstant ? new Date(wanted).toISOString() : readLocal(wanted, course.zone)
  const moments = momentsBetween(course, plusMinutes(around, -1_500), plusMinutes(around, 1_500))
  const moment = moments.find(({ at, local }) => (isInstant ? at === around : local === wanted))
  if (moment) return moment
  const { userId, reminderId, lead, at, occurrence } = reminderOccurrences
  const [row] = await ctx.db
    .select()
    .from(reminderOccurrences)
    .where(
      and(
        eq(userId, ctx.actor.id),
        eq(reminderId, reminder.id),
        eq(lead, 0),
        or(eq(occurrence, wanted), isInstant ? eq(at, around) : undefined),
      ),
    )
  return momentOf(found(row, 'Occurrence'))
}

function readLocal(text: string, zone: string): string {
  try {
    return resolveLocal(text, zone)
  } catch {
    throw invalid('occurrence', 'Name an occurrence by its `at` or its `local`.')
  }
}

const momentOf = ({ occurrence, at }: OccurrenceRow): Moment => ({ key: occurrence, local: occurrence, at })

const isDecided = (rows: OccurrenceRow[], { key }: Moment) => rows.some(({ occurrence }) => occurrence === key)

async function record(
  ctx: UserCtx,
  { reminder }: Locked,
  { key, at }: Moment,
  fate: Pick<OccurrenceRow, 'state' | 'reason' | 'againAt'>,
): Promise<void> {
  await ctx.db
    .insert(reminderOccurrences)
    .values({ userId: ctx.actor.id, reminderId: reminder.id, occurrence: key, lead: 0, at, ...fate })
    .onConflictDoUpdate({
      target: [
        reminderOccurrences.userId,
        reminderOccurrences.reminderId,
        reminderOccurrences.occurrence,
        reminderOccurrences.lead,
      ],
      set: { ...fate, nags: 0 },
    })
}

/** When nothing comes after this occurrence, the reminder ends in `last`; otherwise it goes on. */
async function closed(ctx: UserCtx, locked: Locked, moment: Moment, last: Values): Promise<ReminderRow> {
  const { reminder, zone, now } = locked
  const after = moment.at > now ? moment.at : now
  const goesOn = !ringsOnce(reminder) && nextMoment(presentCourse(reminder, zone), after) !== null
  const { completedAt } = last
  const values = goesOn ? { snoozedUntil: null, ...(completedAt && { completedAt }) } : { ...last, snoozedUntil: null }
  const changed = await write(ctx, reminder.id, values)
  await rearm(ctx, { ...locked, reminder: changed })
  return changed
}

/** The next time of a series that counts from completion, at its usual time of day; null when it has ended. */
function nextTime(reminder: ReminderRow, now: string, zone: string): ReminderRow['when'] | null {
  if (reminder.recurrence === null) return null
  const course = presentCourse(reminder, zone)
  const done = `${localOf(now, course.zone).slice(0, 10)}${startOf(course).slice(10)}`
  const local = nextFromCompletion(localRule(reminder.recurrence, course.zone), done)
  if (local === null) return null
  return 'at' in reminder.when ? { at: resolveLocal(local, course.zone) } : { ...reminder.when, local }
}

async function write(ctx: UserCtx, id: string, values: Values): Promise<ReminderRow> {
  const [reminder] = await ctx.db
    .update(reminders)
    .set(values)
    .where(myRow(ctx, reminders, id))
    .returning()
  return found(reminder, 'Reminder')
}
