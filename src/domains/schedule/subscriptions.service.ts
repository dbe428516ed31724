import { and, count, desc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { scheduleBlocks } from './schedule.tables.ts'
import type { NewSubscription, SubscriptionPatch } from './subscriptions.schema.ts'
import { type SubscriptionRow, scheduleSubscriptions } from './subscriptions.tables.ts'

const MAX_SUBSCRIPTIONS = 20

export async function listSubscriptions(ctx: UserCtx, query: PageQuery): Promise<Page<SubscriptionRow>> {
  const rows = await ctx.db
    .select()
    .from(scheduleSubscriptions)
    .where(
      and(
        mine(ctx, scheduleSubscriptions),
        olderThan(scheduleSubscriptions.id, readCursor(ctx, query, 'schedule_subscriptions')),
      ),
    )
    .orderBy(desc(scheduleSubscriptions.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'schedule_subscriptions')
}

export async function getSubscription(ctx: UserCtx, id: string): Promise<SubscriptionRow> {
  const [row] = await ctx.db
    .select()
    .from(scheduleSubscriptions)
    .where(myRow(ctx, scheduleSubscriptions, id))
  return found(row, 'Subscription')
}

export const loadSubscriptions = (ctx: UserCtx, ids: string[]): Promise<SubscriptionRow[]> =>
  ctx.db
    .select()
    .from(scheduleSubscriptions)
    .where(and(mine(ctx, scheduleSubscriptions), inArray(scheduleSubscriptions.id, ids)))

/** Its calendar is fetched at once, in a worker. At most 20 for each person; the same address twice is refused (409). */
export function createSubscription(
  ctx: UserCtx,
  input: NewSubscription,
  id: string = newId(),
): Promise<SubscriptionRow> {
  return inTransaction(ctx, async (ctx) => {
    await requireRoom(ctx, input.url, id)
    const name = input.name ?? new URL(input.url).host.slice(0, 200)
    const [row] = await ctx.db
      .insert(scheduleSubscriptions)
      .values({ userId: ctx.actor.id, id, url: input.url, name, nextFetchAt: ctx.now().toISOString() })
      .returning()
    return found(row, 'Subscription')
  })
}

/** Another address is fetched at once and takes the place of what the old one said. */
export function updateSubscription(
  ctx: UserCtx,
  id: string,
  patch: SubscriptionPatch,
  version?: number,
): Promise<SubscriptionRow> {
  return inTransaction(ctx, async (ctx) => {
    const { url } = await getSubscription(ctx, id)
    const isMoved = patch.url !== undefined && patch.url !== url
    if (isMoved) await requireRoom(ctx, patch.url ?? url, id)
    const [row] = await ctx.db
      .update(scheduleSubscriptions)
      .set({ ...patch, ...(isMoved && afresh(ctx)), updatedAt: sql<string>`now()` })
      .where(myRow(ctx, scheduleSubscriptions, id, version))
      .returning()
    if (!row) throw await missed(ctx, scheduleSubscriptions, id, 'Subscription')
    return row
  })
}

/** Fetches it at once, however long its next time is away. */
export async function refreshSubscription(ctx: UserCtx, id: string): Promise<SubscriptionRow> {
  const [row] = await ctx.db
    .update(scheduleSubscriptions)
    .set({ nextFetchAt: ctx.now().toISOString() })
    .where(myRow(ctx, scheduleSubscriptions, id))
    .returning()
  return found(row, 'Subscription')
}

/** To the trash, and its blocks with it. */
export function deleteSubscription(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const deletedAt = sql<string>`now()`
    const [row] = await ctx.db
      .update(scheduleSubscriptions)
      .set({ deletedAt })
      .where(myRow(ctx, scheduleSubscriptions, id, version))
      .returning({ id: scheduleSubscriptions.id })
    if (!row) throw await missed(ctx, scheduleSubscriptions, id, 'Subscription')
    await ctx.db
      .update(scheduleBlocks)
      .set({ deletedAt })
      .where(and(mine(ctx, scheduleBlocks), eq(scheduleBlocks.subscriptionId, id)))
  })
}

/** Its blocks come anew from its calendar. */
export function restoreSubscription(ctx: UserCtx, id: string): Promise<SubscriptionRow> {
  return inTransaction(ctx, async (ctx) => {
    const key = and(eq(scheduleSubscriptions.userId, ctx.actor.id), eq(scheduleSubscriptions.id, id))
    const [trashed] = await ctx.db
      .select({ url: scheduleSubscriptions.url })
      .from(scheduleSubscriptions)
      .where(and(key, isNotNull(scheduleSubscriptions.deletedAt)))
    if (!trashed) {
      await getSubscription(ctx, id)
      throw new AppError('conflict', 'This subscription is not in the trash.')
    }
    await requireRoom(ctx, trashed.url, id)
    const [row] = await ctx.db
      .update(scheduleSubscriptions)
      .set({ deletedAt: null, ...afresh(ctx) })
      .where(key)
      .returning()
    return found(row, 'Subscription')
  })
}

const afresh = (ctx: UserCtx) => ({ etag: null, lastModified: null, nextFetchAt: ctx.now().toISOString() })

async function requireRoom(ctx: UserCtx, url: string, id: string): Promise<void> {
  await lockFor(ctx, 'schedule.subscriptions')
  const others = and(mine(ctx, scheduleSubscriptions), ne(scheduleSubscriptions.id, id))
  const [same] = await ctx.db
    .select({ name: scheduleSubscriptions.name })
    .from(scheduleSubscriptions)
    .where(and(others, eq(scheduleSubscriptions.url, url)))
  if (same) throw new AppError('conflict', `You have subscribed to this address already, as “${same.name}”.`)
  const [all] = await ctx.db.select({ there: count() }).from(scheduleSubscriptions).where(others)
  if ((all?.there ?? 0) >= MAX_SUBSCRIPTIONS)
    throw new AppError('conflict', `There are ${MAX_SUBSCRIPTIONS} subscriptions already. Delete one first.`)
}
