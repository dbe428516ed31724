import { createHash, randomBytes } from 'node:crypto'
import { and, desc, eq, gt, lt, sql } from 'drizzle-orm'
import { type Ctx, inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { findPerson, loadFriends, openInvitation, rowAbout, rowsBetween } from './friends.queries.ts'
import type { Friend, FriendLink, NewFriendLink } from './friends.schema.ts'
import { type FriendRow, friendLinks, friends } from './friends.tables.ts'
import { becomeFriends, tellAccepted } from './invitations.service.ts'
import { withBoth } from './pair.service.ts'

const MOST_LINKS = 20
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

const columns = {
  id: friendLinks.id,
  createdAt: friendLinks.createdAt,
  expiresAt: friendLinks.expiresAt,
  maxUses: friendLinks.maxUses,
  uses: friendLinks.uses,
}

/** A secret that makes friends of me and whoever uses it. Only its hash is kept. */
export function createFriendLink(
  ctx: UserCtx,
  { expiresInHours, maxUses }: NewFriendLink,
): Promise<FriendLink & { token: string }> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'friend_links')
    if ((await listFriendLinks(ctx)).items.length >= MOST_LINKS)
      throw new AppError('conflict', `There are ${MOST_LINKS} links already. End one first.`)
    const token = `friend_${randomBytes(32).toString('base64url')}`
    const expiresAt = new Date(ctx.now().getTime() + expiresInHours * 3_600_000).toISOString()
    const [link] = await ctx.db
      .insert(friendLinks)
      .values({ userId: ctx.actor.id, id: newId(), hash: hashOf(token), expiresAt, maxUses })
      .returning(columns)
    return { ...found(link, 'Link'), token }
  })
}

/** The ones that still open something, newest first. */
export async function listFriendLinks(ctx: UserCtx): Promise<{ items: FriendLink[] }> {
  const items = await ctx.db
    .select(columns)
    .from(friendLinks)
    .where(and(eq(friendLinks.userId, ctx.actor.id), stillOpen(ctx)))
    .orderBy(desc(friendLinks.id))
  return { items }
}

export async function endFriendLink(ctx: UserCtx, id: string): Promise<void> {
  const [gone] = await ctx.db
    .delete(friendLinks)
    .where(and(eq(friendLinks.userId, ctx.actor.id), eq(friendLinks.id, id)))
    .returning({ id: friendLinks.id })
  found(gone, 'Link')
}

/**
 * Makes friends of me and whoever made the link. A link that is unknown, used up, over, or of somebody who has blocked me or whom I
 * have blocked is the same 404. Whoever is a friend already uses nothing up.
 */
export async function useFriendLink(ctx: UserCtx, given: string): Promise<Friend> {
  const hash = hashOf(given.slice(given.lastIndexOf('#') + 1))
  const isGood = and(eq(friendLinks.hash, hash), stillOpen(ctx))
  const [link] = await ctx.db.select().from(friendLinks).where(isGood)
  if (!link || !(await findPerson(ctx, link.userId))) throw unknownLink()
  const owner = link.userId
  if (owner === ctx.actor.id) throw new AppError('conflict', 'This is your own link. Send it to somebody.')
  const id = await withBoth(ctx, [owner, ctx.actor.id], 'friends', async (ctx) => {
    const rows = await rowsBetween(ctx, owner, ctx.actor.id)
    if (rows.some(({ state }) => state === 'blocked')) throw unknownLink()
    const known = rows.find(({ userId, state }) => userId === ctx.actor.id && state === 'accepted')
    if (known) return known.id
    const [used] = await ctx.db
      .update(friendLinks)
      .set({ uses: sql`${friendLinks.uses} + 1` })
      .where(isGood)
      .returning({ id: friendLinks.id })
    if (!used) throw unknownLink()
    const [mine, theirs] = [await rowFor(ctx, ctx.actor.id, owner), await rowFor(ctx, owner, ctx.actor.id)]
    await becomeFriends(ctx, mine, theirs)
    await tellAccepted(ctx, owner, ctx.actor.id, theirs.id)
    return mine.id
  })
  const [friend] = await loadFriends(ctx, [id])
  return found(friend, 'Friend')
}

/** Links that open nothing any more. */
export async function forgetLinks(ctx: Ctx): Promise<void> {
  await ctx.db.delete(friendLinks).where(lt(friendLinks.expiresAt, ctx.now().toISOString()))
}

const stillOpen = (ctx: Ctx) =>
  and(gt(friendLinks.expiresAt, ctx.now().toISOString()), sql`${friendLinks.uses} < ${friendLinks.maxUses}`)

const unknownLink = () => new AppError('not_found', 'This link is not valid. Ask for a new one.')

async function rowFor(ctx: Ctx, userId: string, friendId: string): Promise<FriendRow> {
  const known = await rowAbout(ctx, userId, friendId)
  const invited = known ? undefined : await openInvitation(ctx, userId, [await provedEmailOf(ctx, friendId)])
  const there = known ?? invited
  if (there) return there
  const [row] = await ctx.db
    .insert(friends)
    .values({ userId, id: newId(), friendId, state: 'pending_received' })
    .returning()
  return found(row, 'Friend')
}

const provedEmailOf = async (ctx: Ctx, userId: string) => (await findPerson(ctx, userId))?.provedEmail ?? null
