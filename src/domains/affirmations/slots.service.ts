import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { databaseClock } from '#core/clock.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { nextMoment } from '#core/time/moments.ts'
import { WEEKDAY_CODES } from '#core/time/zones.ts'
import { zonesOf } from '#domains/accounts/users.service.ts'
import type { DailyMessageSlotPatch, NewDailyMessageSlot } from './messages.schema.ts'
import { dailyMessageSlots, dailyMessageTimers, type SlotRow } from './messages.tables.ts'
import { courseOfSlot } from './slots.ts'

const MOST_SLOTS = 20

export async function listSlots(ctx: UserCtx, query: PageQuery): Promise<Page<SlotRow>> {
  const rows = await ctx.db
    .select()
    .from(dailyMessageSlots)
    .where(and(mine(ctx, dailyMessageSlots), olderThan(dailyMessageSlots.id, readCursor(ctx, query, 'slots'))))
    .orderBy(desc(dailyMessageSlots.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'slots')
}

export async function getSlot(ctx: UserCtx, id: string): Promise<SlotRow> {
  const [slot] = await ctx.db
    .select()
    .from(dailyMessageSlots)
    .where(myRow(ctx, dailyMessageSlots, id))
  return found(slot, 'Daily message slot')
}

export const loadSlots = (ctx: UserCtx, ids: string[]): Promise<SlotRow[]> =>
  ctx.db
    .select()
    .from(dailyMessageSlots)
    .where(and(mine(ctx, dailyMessageSlots), inArray(dailyMessageSlots.id, ids)))

/** A time of the day at which a message comes; the first after now. Refused (409) beyond twenty. */
export function createSlot(ctx: UserCtx, input: NewDailyMessageSlot, id: string = newId()): Promise<SlotRow> {
  return inTransaction(ctx, async (ctx) => {
    const there = await ctx.db.$count(dailyMessageSlots, mine(ctx, dailyMessageSlots))
    if (there >= MOST_SLOTS) throw new AppError('conflict', `${MOST_SLOTS} times are the most; change or delete one.`)
    const [slot] = await ctx.db
      .insert(dailyMessageSlots)
      .values({ ...input, weekdays: input.weekdays ?? [...WEEKDAY_CODES], id, userId: ctx.actor.id })
      .returning()
    return wound(ctx, found(slot, 'Daily message slot'))
  })
}

/** Changes the given fields; what it changes about the time holds from now on. */
export function updateSlot(ctx: UserCtx, id: string, patch: DailyMessageSlotPatch, version?: number): Promise<SlotRow> {
  return inTransaction(ctx, async (ctx) => {
    const mineToChange = myRow(ctx, dailyMessageSlots, id, version)
    const isEmpty = Object.keys(patch).length === 0
    const [slot] = isEmpty
      ? await ctx.db.select().from(dailyMessageSlots).where(mineToChange)
      : await ctx.db.update(dailyMessageSlots).set(patch).where(mineToChange).returning()
    if (!slot) throw await missed(ctx, dailyMessageSlots, id, 'Daily message slot')
    return wound(ctx, slot)
  })
}

export function deleteSlot(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [slot] = await ctx.db
      .update(dailyMessageSlots)
      .set({ deletedAt: sql<string>`now()` })
      .where(myRow(ctx, dailyMessageSlots, id, version))
      .returning()
    if (!slot) throw await missed(ctx, dailyMessageSlots, id, 'Daily message slot')
    await wound(ctx, slot)
  })
}

export function restoreSlot(ctx: UserCtx, id: string): Promise<SlotRow> {
  return inTransaction(ctx, async (ctx) => {
    const { userId, id: slotId, deletedAt } = dailyMessageSlots
    const [back] = await ctx.db
      .update(dailyMessageSlots)
      .set({ deletedAt: null })
      .where(and(eq(userId, ctx.actor.id), eq(slotId, id), sql`${deletedAt} is not null`))
      .returning()
    if (back) return wound(ctx, back)
    await getSlot(ctx, id)
    throw new AppError('conflict', 'This time is not in the trash.')
  })
}

/** Says when it comes next. What came before now is over: nobody waits for it any more. */
async function wound(ctx: UserCtx, slot: SlotRow): Promise<SlotRow> {
  const now = await databaseClock(ctx)
  const isRunning = slot.isActive && slot.deletedAt === null
  const zone = (await zonesOf(ctx, [slot.userId])).get(slot.userId) ?? 'UTC'
  const fireAt = isRunning ? (nextMoment(courseOfSlot(slot, zone), now)?.at ?? null) : null
  const { userId, slotId } = dailyMessageTimers
  await ctx.db
    .insert(dailyMessageTimers)
    .values({ userId: slot.userId, slotId: slot.id, fireAt, handledUntil: now })
    .onConflictDoUpdate({ target: [userId, slotId], set: { fireAt, handledUntil: now } })
  return slot
}
