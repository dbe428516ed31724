import { and, eq, isNull, lt } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { publish } from '#core/messages.ts'
import type { Page } from '#core/page.ts'
import { FriendLimited } from './friends.events.ts'
import { countFriends, forgetUser, loadFriends, selectFriends, selectPermissions } from './friends.queries.ts'
import type { Friend, FriendPatch, FriendQuery, FriendStats } from './friends.schema.ts'
import { type FriendRow, friends } from './friends.tables.ts'
import { withBoth } from './pair.service.ts'

export { loadFriends, selectPermissions as permissionsOf }

export const listFriends = (ctx: UserCtx, query: FriendQuery): Promise<Page<Friend>> => selectFriends(ctx, query)

export const friendStats = (ctx: UserCtx): Promise<FriendStats> => countFriends(ctx)

export async function getFriend(ctx: UserCtx, id: string): Promise<Friend> {
  const [friend] = await loadFriends(ctx, [id])
  return found(friend, 'Friend')
}

/** Says what this friend may do; holds from the next request on. */
export async function updateFriend(ctx: UserCtx, id: string, patch: FriendPatch, version?: number): Promise<Friend> {
  const { friendId, state } = await getFriend(ctx, id)
  const limits = patch.seeHabits !== undefined || patch.seeGoals !== undefined
  if (friendId === null || state !== 'accepted' || !limits) await change(ctx, id, patch, version)
  else
    await withBoth(ctx, [ctx.actor.id, friendId], 'friends', async (ctx) => {
      await change(ctx, id, patch, version)
      await publish(ctx, FriendLimited, { userId: ctx.actor.id, friendId })
    })
  return getFriend(ctx, id)
}

async function change(ctx: UserCtx, id: string, patch: FriendPatch, version?: number): Promise<void> {
  const row = myRow(ctx, friends, id, version)
  const [changed] =
    Object.keys(patch).length === 0
      ? await ctx.db.select({ id: friends.id }).from(friends).where(row)
      : await ctx.db.update(friends).set(patch).where(row).returning({ id: friends.id })
  if (!changed) throw await missed(ctx, friends, id, 'Friend')
}

/** The other user, if they are my friend: 404 for everybody else, whether or not there is such a user. */
export async function requireFriend(ctx: UserCtx, friendId: string): Promise<FriendRow> {
  const [row] = await ctx.db
    .select()
    .from(friends)
    .where(and(mine(ctx, friends), eq(friends.friendId, friendId), eq(friends.state, 'accepted')))
  return found(row, 'Friend')
}

/** Of an account that has been erased nothing stays with its friends. */
export const forgetErased = (ctx: Ctx, { userId }: { userId: string }): Promise<void> => forgetUser(ctx, userId)

/**
 * Invitations that nobody has accepted in time go to the trash, on both sides: of one user after the other, because whoever holds the
 * feeds of several in no order waits for those who hold them in one.
 */
export async function forgetExpired(ctx: Ctx): Promise<void> {
  const now = ctx.now().toISOString()
  const isOver = and(isNull(friends.deletedAt), isNull(friends.acceptedAt), lt(friends.expiresAt, now))
  for (const { userId } of await ctx.db.selectDistinct({ userId: friends.userId }).from(friends).where(isOver))
    await ctx.db
      .update(friends)
      .set({ deletedAt: now })
      .where(and(eq(friends.userId, userId), isOver))
}
