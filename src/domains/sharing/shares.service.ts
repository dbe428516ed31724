import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { actingAs, type Ctx, inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { requireFriend } from '#domains/friends/friends.service.ts'
import { withBoth } from '#domains/friends/pair.service.ts'
import { viaShare } from './access.service.ts'
import { hand, itemOf, reflect, takeAway } from './handing.service.ts'
import { KINDS, type Shareable } from './kinds.ts'
import { forgetUser, giftOf, lockShare, selectShares, sharesBetween, touchReceived } from './shares.queries.ts'
import type { NewShare, Share, SharePatch, ShareQuery } from './sharing.schema.ts'
import { type ShareRow, shares } from './sharing.tables.ts'

const MOST_SHARES = 1_000

export const listShares = (ctx: UserCtx, query: ShareQuery): Promise<Page<ShareRow>> => selectShares(ctx, query)

export const loadShares = (ctx: UserCtx, ids: string[]): Promise<ShareRow[]> =>
  ctx.db
    .select()
    .from(shares)
    .where(and(mine(ctx, shares), inArray(shares.id, ids)))

export async function getShare(ctx: UserCtx, id: string): Promise<ShareRow> {
  const [share] = await loadShares(ctx, [id])
  return found(share, 'Share')
}

/**
 * Shares an item of mine with a friend, who accepts it unless they take such things from me unasked; without a friend only links open
 * it. 404 for an item that is not mine and for somebody who is no friend, 409 for what this friend has already.
 */
export function createShare(ctx: UserCtx, input: NewShare, id: string = newId()): Promise<Share> {
  const friendId = input.friendId ?? null
  return withFriend(ctx, { id, friendId }, async (ctx) => {
    await lockFor(ctx, 'shares')
    if (friendId !== null) await requireFriend(ctx, friendId)
    const { entity, entityId, access = 'view', message = null, expiresAt = null } = input
    const fields = fieldsFor(entity, input.fields)
    requireFuture(ctx, expiresAt)
    found(await itemOf(ctx, { userId: ctx.actor.id, id, entity, entityId }), 'Item')
    await requireRoom(ctx)
    const state = friendId === null ? 'accepted' : 'pending'
    const [share] = await ctx.db
      .insert(shares)
      .values({ userId: ctx.actor.id, id, friendId, entity, entityId, access, fields, message, expiresAt, state })
      .onConflictDoNothing()
      .returning()
    if (!share) throw new AppError('conflict', 'This is shared with them already. Change that share instead.')
    return hand(ctx, share)
  })
}

/** Changes the terms: they hold from the next request on. */
export async function updateShare(ctx: UserCtx, id: string, patch: SharePatch, version?: number): Promise<Share> {
  const { friendId, entity } = await getShare(ctx, id)
  const fields = patch.fields && fieldsFor(entity, patch.fields)
  requireFuture(ctx, patch.expiresAt ?? null)
  return withFriend(ctx, { id, friendId }, async (ctx) => {
    const row = myRow(ctx, shares, id, version)
    const [share] =
      Object.keys(patch).length === 0
        ? await ctx.db.select().from(shares).where(row)
        : await ctx.db
            .update(shares)
            .set({ ...patch, ...(fields && { fields }) })
            .where(row)
            .returning()
    if (!share) throw await missed(ctx, shares, id, 'Share')
    const gift = await giftOf(ctx, ctx.actor.id, id)
    if (gift) {
      await touchReceived(ctx, gift.recipientId, ctx.actor.id, [share.entity])
      await reflect(ctx, share, gift)
    }
    return share
  })
}

/** Takes it back, with the links to it, everywhere and at once. Answers whom it concerns. */
export async function deleteShare(ctx: UserCtx, id: string, version?: number): Promise<string | null> {
  const { friendId } = await getShare(ctx, id)
  await withFriend(ctx, { id, friendId }, async (ctx) => {
    const share = await lockShare(ctx, id, version)
    if (!share) throw await missed(ctx, shares, id, 'Share')
    await end(ctx, share)
  })
  return friendId
}

/** Shares it anew, on the same terms. */
export async function restoreShare(ctx: UserCtx, id: string): Promise<Share> {
  const [gone] = await ctx.db
    .select()
    .from(shares)
    .where(and(eq(shares.userId, ctx.actor.id), eq(shares.id, id)))
  const { friendId, entity, entityId, access, fields, message, expiresAt, deletedAt } = found(gone, 'Share')
  if (deletedAt === null) throw new AppError('conflict', 'This is not in the trash.')
  return withFriend(ctx, { id, friendId }, async (ctx) => {
    if (friendId !== null) await requireFriend(ctx, friendId)
    requireFuture(ctx, expiresAt)
    found(await itemOf(ctx, { userId: ctx.actor.id, id, entity, entityId }), 'Item')
    const [twin] = await ctx.db
      .select({ id: shares.id })
      .from(shares)
      .where(sameAs(ctx, { friendId, entity, entityId }))
    if (twin) throw new AppError('conflict', 'This has been shared with them anew.')
    const [share] = await ctx.db
      .update(shares)
      .set({ access, fields, message, deletedAt: null, state: friendId === null ? 'accepted' : 'pending' })
      .where(and(eq(shares.userId, ctx.actor.id), eq(shares.id, id)))
      .returning()
    return hand(ctx, found(share, 'Share'))
  })
}

/** Ends a share whose row is held. */
export async function end(ctx: Ctx, { userId, id }: Pick<ShareRow, 'userId' | 'id'>): Promise<void> {
  const gift = await giftOf(ctx, userId, id)
  if (gift) await takeAway(ctx, gift)
  await ctx.db
    .update(shares)
    .set({ deletedAt: ctx.now().toISOString() })
    .where(and(eq(shares.userId, userId), eq(shares.id, id), isNull(shares.deletedAt)))
}

/** Of two who are friends no longer: nothing is shared between them any more. In the transaction that parts them. */
export async function endBetween(ctx: Ctx, { userId, friendId }: { userId: string; friendId: string }): Promise<void> {
  for (const share of await sharesBetween(ctx, userId, friendId)) await end(ctx, share)
}

/** What a friend may see of habits and goals has changed: whoever follows their feed looks again. */
export function lookAgain(ctx: Ctx, { userId, friendId }: { userId: string; friendId: string }): Promise<void> {
  return touchReceived(ctx, friendId, userId, ['habit', 'goal'])
}

export const forgetErased = (ctx: Ctx, { userId }: { userId: string }): Promise<void> => forgetUser(ctx, userId)

/** In the transaction of both sides, or of one where there is no other. */
export function withFriend<T>(
  ctx: UserCtx,
  { id, friendId }: { id: string; friendId: string | null },
  work: (ctx: UserCtx) => Promise<T>,
): Promise<T> {
  return friendId === null ? inTransaction(ctx, work) : withBoth(ctx, [ctx.actor.id, friendId], viaShare(id), work)
}

/** As whoever has shared it: for what ends by itself. */
export const ownerOf = (ctx: Ctx, { userId, id }: Pick<ShareRow, 'userId' | 'id'>): UserCtx =>
  actingAs(ctx, userId, viaShare(id))

const sameAs = (ctx: UserCtx, { friendId, entity, entityId }: Pick<ShareRow, 'friendId' | 'entity' | 'entityId'>) =>
  and(
    mine(ctx, shares),
    eq(shares.entity, entity),
    eq(shares.entityId, entityId),
    sql`${shares.friendId} is not distinct from ${friendId}::uuid`,
  )

function fieldsFor(entity: Shareable, wanted: readonly string[] | undefined): string[] {
  const { fields, usual, title } = KINDS[entity]
  const unknown = wanted?.find((name) => name !== title && !fields.includes(name))
  if (unknown !== undefined)
    throw invalid('fields', `'${unknown.slice(0, 40)}' cannot be shared of this. Choose among ${fields.join(', ')}.`)
  return [...new Set(wanted ?? usual)].filter((name) => name !== title)
}

function requireFuture(ctx: Ctx, expiresAt: string | null) {
  if (expiresAt !== null && expiresAt <= ctx.now().toISOString()) throw invalid('expiresAt', 'This has passed already.')
}

async function requireRoom(ctx: UserCtx): Promise<void> {
  const count = await ctx.db.$count(shares, mine(ctx, shares))
  if (count >= MOST_SHARES) throw new AppError('conflict', `You share ${MOST_SHARES} items already. End some first.`)
}
