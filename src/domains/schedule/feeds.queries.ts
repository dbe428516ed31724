import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import { scheduleFeeds } from './feeds.tables.ts'
import { type BlockRow, scheduleBlocks } from './schedule.tables.ts'

/** Whose feed this is; nobody's when it was rotated, revoked, or its owner may not sign in. */
export async function selectFeedOwner(ctx: Ctx, hash: string): Promise<string | undefined> {
  const [row] = await ctx.db
    .select({ userId: scheduleFeeds.userId })
    .from(scheduleFeeds)
    .innerJoin(users, eq(users.id, scheduleFeeds.userId))
    .where(and(eq(scheduleFeeds.hash, hash), eq(users.status, 'active')))
  return row?.userId
}

export async function putFeed(ctx: UserCtx, hash: string): Promise<string> {
  const createdAt = sql<string>`now()`
  const [row] = await ctx.db
    .insert(scheduleFeeds)
    .values({ userId: ctx.actor.id, hash })
    .onConflictDoUpdate({ target: scheduleFeeds.userId, set: { hash, createdAt } })
    .returning({ createdAt: scheduleFeeds.createdAt })
  return (row as { createdAt: string }).createdAt // an upsert answers its row
}

export async function selectFeed(ctx: UserCtx): Promise<{ createdAt: string } | undefined> {
  const [row] = await ctx.db
    .select({ createdAt: scheduleFeeds.createdAt })
    .from(scheduleFeeds)
    .where(eq(scheduleFeeds.userId, ctx.actor.id))
  return row
}

export async function deleteFeed(ctx: UserCtx): Promise<void> {
  await ctx.db.delete(scheduleFeeds).where(eq(scheduleFeeds.userId, ctx.actor.id))
}

/** Blocks that end after an instant, the latest first. */
export function selectBlocksAfter(ctx: UserCtx, instant: string, limit: number): Promise<BlockRow[]> {
  return ctx.db
    .select()
    .from(scheduleBlocks)
    .where(and(mine(ctx, scheduleBlocks), or(isNull(scheduleBlocks.lastAt), gt(scheduleBlocks.lastAt, instant))))
    .orderBy(desc(scheduleBlocks.firstAt), desc(scheduleBlocks.id))
    .limit(limit)
}
