import type { Ctx } from '#core/ctx.ts'
import { type Course, plusMinutes, plusMs } from '#core/time/moments.ts'
import { type Decided, decide, isLate, MAX_RINGS, nextRing, ringsBetween, spokenMinutes } from '#core/time/rings.ts'
import { localOf, resolveLocal } from '#core/time/zones.ts'
import { zonesOf } from '#domains/accounts/users.service.ts'
import { type AddressedNotice, notifyAll } from '#domains/notifications/notify.service.ts'
import {
  fateKey,
  insertFates,
  remindersOf,
  updateOccurrences,
  updateTimers,
  waitingAgain,
} from './reminders.queries.ts'
import type { OccurrenceRow, ReminderRow, TimerRow } from './reminders.tables.ts'

/**
 * Rings everything of these reminders that is due at `now` (instant) and says when to look at each again: fates, notices and timers
 * in the caller's transaction, which holds the locks on the timers. What has a fate already does not ring again.
 */
export async function settle(ctx: Ctx, timers: TimerRow[], now: string): Promise<void> {
  if (timers.length === 0) return
  const rows = await remindersOf(ctx, timers)
  const zones = await zonesOf(ctx, [...new Set(timers.map(({ userId }) => userId))])
  const all = timers.map((timer) => {
    const reminder = rows.get(timer.reminderId)
    if (!reminder || !isRunning(reminder)) return { timer, live: null }
    return { timer, live: dueOf(reminder, timer, zones.get(timer.userId) ?? timer.zone, now) }
  })
  const lives = all.flatMap(({ live }) => live ?? [])
  const fresh = await insertFates(
    ctx,
    lives.flatMap(({ reminder, rings }) => rings.map((ring) => fateOf(reminder, ring, now))),
  )
  const rung = lives.flatMap(({ reminder, rings }) =>
    rings
      .filter((ring) => ring.state !== 'missed' && isFresh(fresh, reminder, ring))
      .map((ring) => ({ reminder, ring })),
  )
  const superseded = new Set(rung.filter(({ ring }) => ring.lead === 0).map(({ reminder }) => reminder.id))
  const waiting = await waitingAgain(ctx, timers)
  const again = waiting.flatMap((row) => ringAgain(row, rows.get(row.reminderId), { now, superseded, fresh }))
  const moved = new Map(again.map(({ row }) => [fateKey(row), row]))
  await updateOccurrences(ctx, [...moved.values()])
  await notifyInOrder(ctx, [
    ...rung.map(({ reminder, ring }) => noticeOf(reminder, { ...ring, repeats: 0 })),
    ...again.flatMap(({ row, reminder }) => (reminder ? [noticeOf(reminder, { ...row, key: row.occurrence })] : [])),
  ])
  const next = Map.groupBy(
    waiting.map((row) => moved.get(fateKey(row)) ?? row),
    (row) => row.reminderId,
  )
  await updateTimers(
    ctx,
    all.map(({ timer, live }) => (live ? wound(live, next.get(timer.reminderId) ?? []) : stopped(timer, now))),
  )
}

const stopped = (timer: TimerRow, now: string): TimerRow => ({ ...timer, fireAt: null, handledUntil: now })

export const isRunning = (reminder: ReminderRow) => reminder.status === 'active' && reminder.deletedAt === null

/** How a reminder runs for an owner who is in this zone now. */
export function courseOf({ when, recurrence, seriesZone }: Timing, ownerZone: string): Course {
  const zone = 'local' in when ? (when.zone ?? ownerZone) : (seriesZone ?? ownerZone)
  return { when, rule: recurrence, zone }
}
export type Timing = Pick<ReminderRow, 'when' | 'recurrence' | 'seriesZone'>

export const isFloating = ({ when }: Timing) => 'local' in when && when.zone === null

/** After completion-anchored reminders have rung, nothing is due until they are done. */
export const ringsOnce = ({ recurrence }: Timing) => recurrence === null || recurrence.anchor === 'completion'

/** A series that counts from completion has one moment at a time: the rule only says when the next one will be. */
export const presentCourse = (reminder: Timing, ownerZone: string): Course => {
  const course = courseOf(reminder, ownerZone)
  return ringsOnce(reminder) ? { ...course, rule: null } : course
}

interface Live {
  reminder: ReminderRow
  timer: TimerRow
  course: Course
  rings: Decided[]
  /** What is left of more rings than are dealt with at once begins after this instant. */
  handledUntil: string
}

function dueOf(reminder: ReminderRow, timer: TimerRow, ownerZone: string, now: string): Live {
  const course = presentCourse(reminder, ownerZone)
  const due = ringsBetween(course, [0, ...reminder.leadMinutes], handledSince(timer, reminder, course.zone), now)
  const rings = decide(due, now).slice(0, MAX_RINGS)
  const last = due.length > MAX_RINGS ? rings.at(-1) : undefined
  return { reminder, timer, course, rings, handledUntil: last ? plusMs(last.ringAt, -1) : now }
}

/**
 * Whoever has travelled east has jumped over some hours of the wall clock; what lay in them is due now. Whoever has travelled west
 * lives some hours again, but occurrences have their fates.
 */
function handledSince({ handledUntil, zone }: TimerRow, reminder: Timing, present: string): string {
  if (zone === present || !isFloating(reminder)) return handledUntil
  const there = resolveLocal(localOf(handledUntil, zone), present)
  return there < handledUntil ? there : handledUntil
}

function fateOf(reminder: ReminderRow, { key, lead, at, state, reason }: Decided, now: string) {
  const { userId, id: reminderId, nag } = reminder
  const isRung = state !== 'missed'
  const againAt = isRung && lead === 0 && nag ? plusMinutes(now, nag.everyMinutes) : null
  return { userId, reminderId, occurrence: key, lead, at, state, reason, firedAt: isRung ? now : null, againAt }
}

const isFresh = (fresh: Set<string>, { id }: ReminderRow, { key, lead }: Decided) =>
  fresh.has(fateKey({ reminderId: id, occurrence: key, lead }))

interface Moving {
  now: string
  superseded: Set<string>
  fresh: Set<string>
}

/** The changed row, and the reminder when it rings. A newer occurrence silences the nagging of an older one, not its snooze. */
function ringAgain(
  row: OccurrenceRow,
  reminder: ReminderRow | undefined,
  { now, superseded, fresh }: Moving,
): { row: OccurrenceRow; reminder: ReminderRow | null }[] {
  if (row.againAt === null || fresh.has(fateKey(row))) return []
  const isSnooze = row.state === 'snoozed'
  if (!reminder || !isRunning(reminder) || (superseded.has(row.reminderId) && !isSnooze))
    return [{ row: { ...row, againAt: null }, reminder: null }]
  if (row.againAt > now) return []
  const nags = isSnooze ? 0 : row.nags + 1
  const isGoingOn = reminder.nag !== null && nags < reminder.nag.max
  const againAt = isGoingOn && reminder.nag ? plusMinutes(now, reminder.nag.everyMinutes) : null
  const repeated = { ...row, nags, againAt, repeats: row.repeats + 1 }
  if (!isSnooze) return [{ row: repeated, reminder }]
  const state = isLate(row.againAt, now) ? ('caught_up' as const) : ('fired' as const)
  return [{ row: { ...repeated, state, reason: null, firedAt: now }, reminder }]
}

function noticeOf(
  { userId, id, title, note, channels, priority }: ReminderRow,
  { key: occurrence, lead, at, repeats }: { key: string; lead: number; at: string; repeats: number },
): AddressedNotice {
  const key = `reminder:${id}:${occurrence}:${lead}${repeats === 0 ? '' : `:${repeats}`}`
  const before = lead === 0 ? null : `In ${spokenMinutes(lead)}`
  const body = before && note ? `${before}. ${note}` : (before ?? note)
  const urgent = priority === 'p1'
  return {
    userId,
    kind: 'reminder',
    title,
    body,
    entity: 'reminder',
    entityId: id,
    occurrence: at,
    channels,
    key,
    urgent,
  }
}

/** Users in one order, so that transactions which touch several feeds never wait for each other in a circle. */
async function notifyInOrder(ctx: Ctx, notices: AddressedNotice[]) {
  await notifyAll(
    ctx,
    notices.toSorted((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0)),
  )
}

function wound({ reminder, timer, course, handledUntil }: Live, waiting: OccurrenceRow[]): TimerRow {
  const again = waiting.flatMap((row) => row.againAt ?? [])
  const next = nextRing(course, [0, ...reminder.leadMinutes], handledUntil)
  const fireAt = [...again, ...(next ? [next] : [])].sort()[0] ?? null
  return { ...timer, fireAt, handledUntil, zone: course.zone, floating: isFloating(reminder) }
}
