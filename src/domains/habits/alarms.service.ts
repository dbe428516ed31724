import { databaseClock } from '#core/clock.ts'
import { type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { dayOf } from '#core/time/zones.ts'
import { type AddressedNotice, notifyAll } from '#domains/notifications/notify.service.ts'
import {
  type Alarm,
  claimAlarms,
  dropAlarm,
  entriesOfAlarms,
  habitsOf,
  hasDueAlarm,
  ownerZone,
  storeAlarm,
  updateAlarms,
} from './alarms.queries.ts'
import { nextRing, ringsBetween } from './alarms.ts'
import type { HabitRow } from './habits.tables.ts'
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
  const now = await databaseClock(ctx)
  if (!(await hasDueAlarm(ctx, now))) return false
  return inTransaction(ctx, async (ctx) => {
    const alarms = await claimAlarms(ctx, now, BATCH)
    const habits = await habitsOf(ctx, alarms)
    const entries = await entriesOfAlarms(ctx, alarms, now)
    const notices = alarms.flatMap((alarm) => {
      const habit = habits.get(alarm.habitId)
      return habit ? noticeOf(habit, alarm, entries.get(alarm.habitId) ?? [], now) : []
    })
    // Users in one order, so that transactions which touch several feeds never wait for each other in a circle.
    await notifyAll(
      ctx,
      notices.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
    )
    await updateAlarms(
      ctx,
      alarms.map((alarm) => {
        const times = habits.get(alarm.habitId)?.reminderTimes ?? []
        return { ...alarm, fireAt: nextRing(times, alarm.zone, now), handledUntil: now }
      }),
    )
    return alarms.length === BATCH
  })
}

const BATCH = 500

function noticeOf(habit: HabitRow, { zone, dayStartsAt, handledUntil }: Alarm, entries: Entry[], now: string) {
  const ring = ringsBetween(habit.reminderTimes, zone, handledUntil, now).at(-1)
  if (!ring) return []
  const today = dayOf(now, zone, dayStartsAt)
  if (dayOf(ring.at, zone, dayStartsAt) !== today || habit.startDate > today) return []
  const { due, state } = todayOf(habit, entries, today)
  if (!due || state !== 'pending') return []
  const notice: AddressedNotice = {
    userId: habit.userId,
    kind: 'habit',
    title: habit.name,
    body: habit.cue,
    entity: 'habit',
    entityId: habit.id,
    occurrence: ring.at,
    channels: null,
    key: `habit:${habit.id}:${ring.local}`,
  }
  return [notice]
}
