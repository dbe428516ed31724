import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { databaseClock } from '#core/clock.ts'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { type Course, momentsBetween, plusMinutes } from '#core/time/moments.ts'
import { KEPT_DAYS } from '#core/time/rings.ts'
import { localOf, resolveLocal } from '#core/time/zones.ts'
import { zonesOf } from '#domains/accounts/users.service.ts'
import { presentCourse } from './firing.service.ts'
import type {
  ReminderOccurrence,
  ReminderOccurrenceQuery,
  UpcomingQuery,
  UpcomingReminder,
} from './reminders.schema.ts'
import { getReminder } from './reminders.service.ts'
import {
  type OccurrenceRow,
  type ReminderRow,
  reminderOccurrences,
  reminders,
  reminderTimers,
} from './reminders.tables.ts'

const DAY_MINUTES = 1_440
const MAX_DAYS = 3_660
const MAX_ITEMS = 1_000

/**
 * What became of the occurrences from `from` (inclusive) to `to` (exclusive) and what is still to come, in order, at most 1,000; of
 * what is more than 400 days ago nothing is known. A day stands for its beginning where the reminder counts.
 */
export async function listReminderOccurrences(
  ctx: UserCtx,
  id: string,
  query: ReminderOccurrenceQuery,
): Promise<{ items: ReminderOccurrence[] }> {
  const reminder = await getReminder(ctx, id)
  const zone = await presentZone(ctx)
  const course = presentCourse(reminder, zone)
  const now = await databaseClock(ctx)
  const bound = (text: string) => (text.length === 10 ? resolveLocal(text, course.zone) : text)
  const from = query.from === undefined ? plusMinutes(now, -30 * DAY_MINUTES) : bound(query.from)
  const to = query.to === undefined ? plusMinutes(from, 90 * DAY_MINUTES + 30 * DAY_MINUTES) : bound(query.to)
  if (from > to || Date.parse(to) - Date.parse(from) > MAX_DAYS * 86_400_000)
    throw invalid('to', `Ask for at most ${MAX_DAYS} days, from before to.`)
  const rows = await fatesBetween(ctx, id, from, to)
  const known = new Set(rows.map(({ occurrence }) => occurrence))
  const [timer] = await ctx.db
    .select({ handledUntil: reminderTimers.handledUntil })
    .from(reminderTimers)
    .where(and(eq(reminderTimers.userId, ctx.actor.id), eq(reminderTimers.reminderId, id)))
  const remembered = plusMinutes(now, -KEPT_DAYS * DAY_MINUTES)
  const expanded = expandAll(reminder, course, from < remembered ? remembered : from, to)
    .filter(({ key }) => !known.has(key))
    .map(({ at, local, isLeftOut }) => ({ at, local, ...outlook(reminder, at, timer?.handledUntil ?? now, isLeftOut) }))
  const items = [...rows.map((row) => pastOf(row, course)), ...expanded]
  return { items: items.sort((a, b) => (a.at < b.at ? -1 : 1)).slice(0, MAX_ITEMS) }
}

/** Everything of all active reminders from now until then, in order, at most 1,000. */
export async function listUpcoming(ctx: UserCtx, query: UpcomingQuery): Promise<{ items: UpcomingReminder[] }> {
  const now = await databaseClock(ctx)
  const until = query.until ?? plusMinutes(now, 7 * DAY_MINUTES)
  if (until > plusMinutes(now, 366 * DAY_MINUTES)) throw invalid('until', 'A year from now at most.')
  const zone = await presentZone(ctx)
  const rows = await dueUntil(ctx, until)
  const fates = await fatesOf(
    ctx,
    rows.map(({ id }) => id),
    now,
  )
  const items = rows.flatMap((reminder) => {
    const own = fates.get(reminder.id) ?? []
    return comingOf(reminder, presentCourse(reminder, zone), own, { now, until })
  })
  return { items: items.sort((a, b) => (a.at < b.at ? -1 : 1)).slice(0, MAX_ITEMS) }
}

const presentZone = async (ctx: UserCtx) => ctx.zone ?? (await zonesOf(ctx, [ctx.actor.id])).get(ctx.actor.id) ?? 'UTC'

function fatesBetween(ctx: UserCtx, id: string, from: string, to: string): Promise<OccurrenceRow[]> {
  const { userId, reminderId, lead, at } = reminderOccurrences
  return ctx.db
    .select()
    .from(reminderOccurrences)
    .where(and(eq(userId, ctx.actor.id), eq(reminderId, id), eq(lead, 0), gte(at, from), lt(at, to)))
    .orderBy(asc(at))
    .limit(MAX_ITEMS)
}

/** Occurrences with those that skipDates leaves out, marked. */
function expandAll({ recurrence }: ReminderRow, course: Course, from: string, to: string) {
  const kept = momentsBetween(course, from, to, MAX_ITEMS)
  if (course.rule === null || !recurrence?.skipDates.length) return kept.map((one) => ({ ...one, isLeftOut: false }))
  const keys = new Set(kept.map(({ key }) => key))
  const whole = momentsBetween({ ...course, rule: { rrule: recurrence.rrule } }, from, to, MAX_ITEMS)
  return whole.map((one) => ({ ...one, isLeftOut: !keys.has(one.key) }))
}

function outlook(
  { status }: ReminderRow,
  at: string,
  handledUntil: string,
  isLeftOut: boolean,
): Pick<ReminderOccurrence, 'state' | 'reason'> {
  if (isLeftOut) return { state: 'skipped', reason: 'Its date is left out of the series.' }
  if (status !== 'active') return { state: 'skipped', reason: `The reminder is ${status}.` }
  if (at <= handledUntil) return { state: 'skipped', reason: 'It had passed before the reminder was made or moved.' }
  return { state: 'scheduled', reason: null }
}

const pastOf = ({ occurrence, at, state, reason }: OccurrenceRow, course: Course): ReminderOccurrence => ({
  at,
  local: occurrence.endsWith('Z') ? localOf(occurrence, course.zone) : occurrence,
  state,
  reason,
})

function dueUntil(ctx: UserCtx, until: string): Promise<ReminderRow[]> {
  const due = ctx.db
    .select({ id: reminderTimers.reminderId })
    .from(reminderTimers)
    .where(and(eq(reminderTimers.userId, ctx.actor.id), sql`${reminderTimers.fireAt} < ${until}`))
  return ctx.db
    .select()
    .from(reminders)
    .where(and(mine(ctx, reminders), eq(reminders.status, 'active'), inArray(reminders.id, due)))
    .limit(5_000)
}

async function fatesOf(ctx: UserCtx, ids: string[], now: string): Promise<Map<string, OccurrenceRow[]>> {
  if (ids.length === 0) return new Map()
  const { userId, reminderId, lead, at, againAt } = reminderOccurrences
  const rows = await ctx.db
    .select()
    .from(reminderOccurrences)
    .where(
      and(
        eq(userId, ctx.actor.id),
        inArray(reminderId, ids),
        eq(lead, 0),
        sql`(${at} >= ${now} or ${againAt} is not null)`,
      ),
    )
  return Map.groupBy(rows, (row) => row.reminderId)
}

function comingOf(
  reminder: ReminderRow,
  course: Course,
  fates: OccurrenceRow[],
  { now, until }: { now: string; until: string },
): UpcomingReminder[] {
  const { id: reminderId, title, priority, category } = reminder
  const known = new Set(fates.map(({ occurrence }) => occurrence))
  const scheduled = momentsBetween(course, now, until, MAX_ITEMS)
    .filter(({ key }) => !known.has(key))
    .map(({ at, local }) => ({ at, local, state: 'scheduled' as const, reason: null }))
  const snoozed = fates
    .filter(({ state, againAt }) => state === 'snoozed' && againAt !== null && againAt < until)
    .map((row) => ({ ...pastOf(row, course), at: row.againAt ?? row.at }))
  return [...scheduled, ...snoozed].map((one) => ({ ...one, reminderId, title, priority, category }))
}
