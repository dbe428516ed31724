import { and, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import { reminders } from '#domains/reminders/reminders.tables.ts'
import type { ShareComment, ShareQuery } from './sharing.schema.ts'
import {
  receivedShares,
  type ShareRow,
  shareComments,
  shareGrants,
  shareLinks,
  shareNews,
  shares,
} from './sharing.tables.ts'

/** One SQL statement whatever the filters. */
export async function selectShares(ctx: UserCtx, query: ShareQuery): Promise<Page<ShareRow>> {
  const position = readCursor(ctx, query, 'shares')
  const { friendId, entity, entityId, state } = query
  const rows = await ctx.db
    .select()
    .from(shares)
    .where(
      and(
        mine(ctx, shares),
        friendId === undefined ? undefined : eq(shares.friendId, friendId),
        entity && eq(shares.entity, entity),
        entityId === undefined ? undefined : eq(shares.entityId, entityId),
        state && eq(shares.state, state),
        olderThan(shares.id, position),
      ),
    )
    .orderBy(desc(shares.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'shares')
}

export async function lockShare(ctx: UserCtx, id: string, version?: number): Promise<ShareRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(shares)
    .where(myRow(ctx, shares, id, version))
    .for('update')
  return row
}

/** The other side of a share, whichever way it is looked for. */
export interface Gift {
  userId: string
  shareId: string
  recipientId: string
  receivedId: string
}

export async function giftOf(ctx: Ctx, userId: string, shareId: string): Promise<Gift | undefined> {
  const [gift] = await ctx.db
    .select()
    .from(shareGrants)
    .where(and(eq(shareGrants.userId, userId), eq(shareGrants.shareId, shareId)))
  return gift
}

export async function giftTo(ctx: UserCtx, receivedId: string): Promise<Gift | undefined> {
  const [gift] = await ctx.db
    .select()
    .from(shareGrants)
    .where(and(eq(shareGrants.recipientId, ctx.actor.id), eq(shareGrants.receivedId, receivedId)))
  return gift
}

/** Living shares between two users, either way. */
export const sharesBetween = (ctx: Ctx, a: string, b: string): Promise<ShareRow[]> =>
  ctx.db
    .select()
    .from(shares)
    .where(
      and(
        isNull(shares.deletedAt),
        or(and(eq(shares.userId, a), eq(shares.friendId, b)), and(eq(shares.userId, b), eq(shares.friendId, a))),
      ),
    )
    .orderBy(shares.userId, shares.id)
    .for('update')

export const linksOf = (ctx: UserCtx, shareId: string) =>
  ctx.db
    .select({ id: shareLinks.id, createdAt: shareLinks.createdAt, expiresAt: shareLinks.expiresAt })
    .from(shareLinks)
    .where(
      and(
        eq(shareLinks.userId, ctx.actor.id),
        eq(shareLinks.shareId, shareId),
        sql`${shareLinks.expiresAt} > ${ctx.now().toISOString()}`,
      ),
    )
    .orderBy(desc(shareLinks.id))

export const selectComments = (ctx: Ctx, userId: string, shareId: string, where: SQL | undefined, limit: number) =>
  ctx.db
    .select({
      id: shareComments.id,
      authorId: shareComments.authorId,
      authorName: users.name,
      text: shareComments.text,
      createdAt: shareComments.createdAt,
    })
    .from(shareComments)
    .leftJoin(users, eq(users.id, shareComments.authorId))
    .where(and(eq(shareComments.userId, userId), eq(shareComments.shareId, shareId), where))
    .orderBy(desc(shareComments.id))
    .limit(limit) satisfies PromiseLike<ShareComment[]>

/** Whether anything shared has changed that nobody has told of yet. */
export const isNewsWaiting = async (ctx: Ctx): Promise<boolean> =>
  (await ctx.db.select({ one: sql`1` }).from(shareNews).limit(1)).length > 0

/** The next shared item that has changed, taken by this transaction alone: all its news at once. */
export async function takeNews(ctx: Ctx): Promise<{ userId: string; shareId: string } | undefined> {
  const [one] = await rowsOf<{ userId: string; shareId: string }>(
    ctx.db,
    sql`select user_id as "userId", share_id as "shareId" from ${shareNews} order by user_id, share_id, seq
        limit 1 for update skip locked`,
  )
  if (!one) return undefined
  await ctx.db.delete(shareNews).where(and(eq(shareNews.userId, one.userId), eq(shareNews.shareId, one.shareId)))
  return one
}

/** Shares whose time is over. */
export const selectExpired = (ctx: Ctx, limit: number): Promise<Pick<ShareRow, 'userId' | 'id' | 'friendId'>[]> =>
  ctx.db
    .select({ userId: shares.userId, id: shares.id, friendId: shares.friendId })
    .from(shares)
    .where(and(isNull(shares.deletedAt), sql`${shares.expiresAt} <= ${ctx.now().toISOString()}`))
    .limit(limit)

/** A copy goes without the trash: from there it could come back. */
export async function dropReminder(ctx: UserCtx, id: string): Promise<void> {
  await ctx.db.delete(reminders).where(and(eq(reminders.userId, ctx.actor.id), eq(reminders.id, id)))
}

/** What friends see of somebody's items of these kinds is to be looked at again by whoever follows their feed. */
export async function touchReceived(ctx: Ctx, userId: string, ownerId: string, kinds: ShareRow['entity'][]) {
  await ctx.db
    .update(receivedShares)
    .set({ title: sql`title` })
    .where(
      and(
        eq(receivedShares.userId, userId),
        eq(receivedShares.ownerId, ownerId),
        inArray(receivedShares.entity, kinds),
        isNull(receivedShares.deletedAt),
      ),
    )
}

export async function nameOf(ctx: Ctx, userId: string): Promise<string | null> {
  const [user] = await ctx.db.select({ name: users.name }).from(users).where(eq(users.id, userId))
  return user?.name ?? null
}

/** Everything that is left of an erased user on the other side of what was shared. */
export async function forgetUser(ctx: Ctx, userId: string): Promise<void> {
  const now = sql<string>`coalesce(deleted_at, now())`
  await ctx.db.delete(shareComments).where(eq(shareComments.authorId, userId))
  await ctx.db.delete(shareGrants).where(eq(shareGrants.recipientId, userId))
  await ctx.db.update(shares).set({ friendId: null, message: null, deletedAt: now }).where(eq(shares.friendId, userId))
  await ctx.db
    .update(receivedShares)
    .set({ ownerId: null, title: '', body: null, deletedAt: now })
    .where(eq(receivedShares.ownerId, userId))
}
