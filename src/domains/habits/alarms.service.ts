import { databaseClock } from '#core/clock.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { dayOf } from '#core/time/zones.ts'
import { settleDue } from '#core/timers.ts'
import { type AddressedNotice, notifyAll } from '#domains/notifications/notify.service.ts'
import {
  dropAlarm,
  entriesOfAlarms,
  habitsOf,
  type Owner,
  ownersOf,
  ownerZone,
  storeAlarm,
  updateAlarms,
} from './alarms.queries.ts'
import { nextRing, ringsBetween } from './alarms.ts'
import { type HabitAlarmRow, type HabitRow, habitAlarms } from './habits.tables.ts'
import type { Entry } from './judge.ts'
import { todayOf } from './today.ts'

/** Says when a habit rings next, whatever was changed about it. In the caller's transaction. */
export async function windAlarm(ctx: UserCtx, habit: HabitRow): Promise<void> {
  const rings = habit.deletedAt === null && !habit.archived && habit.reminderTimes.length > 0
  if (!rings) return dropAlarm(ctx, habit.id)
  const zone = await ownerZone(ctx)
  const now = await databaseClock(ctx)
  await storeAlarm(ctx, { habitId: habit.id, fireAt: nextRing(habit.reminderTimes, zone, now), handledUntil: now })
}

/**
 * Rings habits whose time has come, at most 500, and answers whether more may be waiting. A habit rings when it is due on its owner's
 * day and not logged yet; of several times that have passed only the newest rings, and none of a day that is over. The notice is
 * named by day and wall-clock time, so neither a change of zone nor of the clocks rings it twice.
 */
export async function ringHabits(ctx: Ctx): Promise<boolean> {
  const { more } = await settleDue(ctx, habitAlarms, BATCH, ring)
  return more
}

const BATCH = 500

async function ring(ctx: Ctx, alarms: HabitAlarmRow[], now: string): Promise<void> {
  const owners = await ownersOf(ctx, alarms)
  const habits = await habitsOf(ctx, alarms)
  const entries = await entriesOfAlarms(ctx, alarms, now)
  const rings = alarms.flatMap((alarm) => {
    const [habit, owner] = [habits.get(alarm.habitId), owners.get(alarm.userId)]
    return habit && owner ? [{ alarm, habit, owner, entries: entries.get(habit.id) ?? [] }] : []
  })
  // Users in one order, so that transactions which touch several feeds never wait for each other in a circle.
  await notifyAll(
    ctx,
    rings.flatMap((one) => noticeOf(one, now)).toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
  )
  const wound = rings.map(({ alarm, habit, owner }) => {
    return { ...alarm, fireAt: nextRing(habit.reminderTimes, owner.zone, now), handledUntil: now }
  })
  await updateAlarms(ctx, wound)
}

interface Ringing {
  alarm: HabitAlarmRow
  habit: HabitRow
  owner: Owner
  entries: Entry[]
}

function noticeOf({ alarm, habit, owner: { zone, dayStartsAt }, entries }: Ringing, now: string): AddressedNotice[] {
  const ring = ringsBetween(habit.reminderTimes, zone, alarm.handledUntil, now).at(-1)
  if (!ring) return []
  const today = dayOf(now, zone, dayStartsAt)
  if (dayOf(ring.at, zone, dayStartsAt) !== today || habit.startDate > today) return []
  const { due, state } = todayOf(habit, entries, today)
  if (!due || state !== 'pending') return []
  const { userId, id, name: title, cue: body } = habit
  const key = `habit:${id}:${ring.local}`
  const about = { entity: 'habit', entityId: id, occurrence: ring.at }
  return [{ userId, kind: 'habit', title, body, ...about, channels: null, key }]
}
