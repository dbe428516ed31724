import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { publish } from '#core/messages.ts'
import { FriendshipEnded } from './friends.events.ts'
import { loadFriends, lockFriend, rowsBetween } from './friends.queries.ts'
import type { Friend } from './friends.schema.ts'
import { type FriendRow, friends } from './friends.tables.ts'
import { withBoth } from './pair.service.ts'

/**
 * Takes back an invitation, drops one that came, ends a friendship (for both, with all that was shared) or lifts a block. Answers
 * who else is concerned.
 */
export async function removeFriend(ctx: UserCtx, id: string, version?: number): Promise<string | null> {
  const row = await readMine(ctx, id)
  if (row.state === 'pending_sent') return takeBack(ctx, row, version)
  const friendId = row.friendId ?? ''
  await withBoth(ctx, [ctx.actor.id, friendId], 'friends', async (ctx) => {
    const locked = await lockFriend(ctx, id, version)
    if (!locked) throw await missed(ctx, friends, id, 'Friend')
    await discard(ctx, [locked])
    if (locked.state === 'accepted') await part(ctx, friendId)
  })
  return friendId
}

/** Ends whatever there is with this user, and lets nothing of theirs through from now on. They are not told. */
export async function blockFriend(ctx: UserCtx, id: string): Promise<Friend> {
  const { friendId, state } = await readMine(ctx, id)
  if (friendId === null || state === 'pending_sent')
    throw new AppError('conflict', 'You have invited this address. Take the invitation back instead.')
  await withBoth(ctx, [ctx.actor.id, friendId], 'friends', async (ctx) => {
    const locked = found(await lockFriend(ctx, id), 'Friend')
    if (locked.state === 'accepted') await part(ctx, friendId)
    await ctx.db
      .update(friends)
      .set({ state: 'blocked', acceptedAt: null, expiresAt: null, message: null })
      .where(myRow(ctx, friends, id))
  })
  const [friend] = await loadFriends(ctx, [id])
  return found(friend, 'Friend')
}

/** Whoever was blocked is a stranger again. */
export async function unblockFriend(ctx: UserCtx, id: string): Promise<void> {
  const { state } = await readMine(ctx, id)
  if (state !== 'blocked') throw new AppError('conflict', 'This is nobody whom you have blocked.')
  await removeFriend(ctx, id)
}

async function readMine(ctx: UserCtx, id: string): Promise<FriendRow> {
  const [row] = await ctx.db
    .select()
    .from(friends)
    .where(myRow(ctx, friends, id))
  return found(row, 'Friend')
}

/** The other one's row goes too, and everybody who builds on the friendship hears of it. */
async function part(ctx: UserCtx, friendId: string): Promise<void> {
  const rows = await rowsBetween(ctx, ctx.actor.id, friendId)
  await discard(
    ctx,
    rows.filter(({ userId }) => userId === friendId),
  )
  await publish(ctx, FriendshipEnded, { userId: ctx.actor.id, friendId })
}

/** Whoever has got it loses it as well. */
async function takeBack(ctx: UserCtx, { id, email }: FriendRow, version?: number): Promise<string | null> {
  const received = and(
    eq(friends.friendId, ctx.actor.id),
    inArray(friends.state, ['pending_received', 'declined']),
    isNull(friends.deletedAt),
    eq(sql`lower(${friends.invitedAs})`, (email ?? '').toLowerCase()),
  )
  const [other] = await ctx.db.select({ userId: friends.userId }).from(friends).where(received)
  const deletedAt = ctx.now().toISOString()
  const isSent = and(myRow(ctx, friends, id, version), eq(friends.state, 'pending_sent'))
  const take = async (ctx: UserCtx) => {
    const [gone] = await ctx.db.update(friends).set({ deletedAt }).where(isSent).returning({ id: friends.id })
    if (!gone) throw await missed(ctx, friends, id, 'Friend')
  }
  if (!other) await take(ctx)
  else
    await withBoth(ctx, [ctx.actor.id, other.userId], 'friends', async (ctx) => {
      await take(ctx)
      await ctx.db
        .update(friends)
        .set({ deletedAt })
        .where(and(received, eq(friends.userId, other.userId)))
    })
  return other?.userId ?? null
}

async function discard(ctx: Ctx, rows: FriendRow[]): Promise<void> {
  for (const { userId, id } of rows)
    await ctx.db
      .update(friends)
      .set({ deletedAt: ctx.now().toISOString() })
      .where(and(eq(friends.userId, userId), eq(friends.id, id)))
}
