import { and, eq, lt, sql } from 'drizzle-orm'
import { type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { withBoth } from '#domains/friends/pair.service.ts'
import { notifyAll } from '#domains/notifications/notify.service.ts'
import { accessTo, viaShare } from './access.service.ts'
import { giftOf, nameOf, selectComments } from './shares.queries.ts'
import { getShare } from './shares.service.ts'
import type { ShareComment } from './sharing.schema.ts'
import { receivedShares, shareComments, shares } from './sharing.tables.ts'

/** What has been said about something of mine that I share. */
export async function listComments(ctx: UserCtx, id: string, query: PageQuery): Promise<Page<ShareComment>> {
  await getShare(ctx, id)
  return pageOf(ctx, { userId: ctx.actor.id, id }, query)
}

export async function listReceivedComments(ctx: UserCtx, id: string, query: PageQuery): Promise<Page<ShareComment>> {
  const { ownerId, shareId } = await accessTo(ctx, { received: id }, 'view')
  return pageOf(ctx, { userId: ownerId, id: shareId }, query)
}

interface Said {
  comment: ShareComment
  /** Whose feed has grown as well. */
  other: string | null
}

export async function comment(ctx: UserCtx, id: string, text: string): Promise<Said> {
  const { friendId } = await getShare(ctx, id)
  const say_ = (ctx: UserCtx) => say(ctx, { userId: ctx.actor.id, id }, text)
  const said =
    friendId === null
      ? await inTransaction(ctx, say_)
      : await withBoth(ctx, [ctx.actor.id, friendId], viaShare(id), say_)
  return { comment: said, other: friendId }
}

export async function commentReceived(ctx: UserCtx, id: string, text: string): Promise<Said> {
  const { ownerId, shareId } = await accessTo(ctx, { received: id }, 'comment')
  const said = await withBoth(ctx, [ctx.actor.id, ownerId], viaShare(shareId), async (ctx) => {
    await accessTo(ctx, { received: id }, 'comment', { hold: true })
    return say(ctx, { userId: ownerId, id: shareId }, text)
  })
  return { comment: said, other: ownerId }
}

interface Place {
  userId: string
  id: string
}

async function pageOf(ctx: UserCtx, { userId, id }: Place, query: PageQuery): Promise<Page<ShareComment>> {
  const list = `comments ${id}`
  const position = readCursor(ctx, query, list)
  const older = position && lt(shareComments.id, position.id)
  return toPage(ctx, await selectComments(ctx, userId, id, older, query.limit + 1), query, list)
}

/** Both sides count it, and the one who has not said it is told. */
async function say(ctx: UserCtx, { userId, id: shareId }: Place, text: string): Promise<ShareComment> {
  const authorId = ctx.actor.id
  const [said] = await ctx.db
    .insert(shareComments)
    .values({ userId, id: newId(), shareId, authorId, text })
    .returning({ id: shareComments.id, createdAt: shareComments.createdAt })
  await ctx.db
    .update(shares)
    .set({ commentCount: sql`${shares.commentCount} + 1` })
    .where(and(eq(shares.userId, userId), eq(shares.id, shareId)))
  const authorName = await nameOf(ctx, authorId)
  const gift = await giftOf(ctx, userId, shareId)
  const id = said?.id ?? ''
  if (gift) {
    const isMine = and(eq(receivedShares.userId, gift.recipientId), eq(receivedShares.id, gift.receivedId))
    const [{ title } = { title: '' }] = await ctx.db
      .update(receivedShares)
      .set({ commentCount: sql`${receivedShares.commentCount} + 1` })
      .where(isMine)
      .returning({ title: receivedShares.title })
    const about =
      authorId === userId
        ? { userId: gift.recipientId, entity: 'received_share', entityId: gift.receivedId }
        : { userId, entity: 'share', entityId: shareId }
    await tell(ctx, { ...about, title: `${authorName ?? 'A friend'} on “${title.slice(0, 100)}”`, body: text, id })
  }
  return { id, authorId, authorName, text, createdAt: said?.createdAt ?? ctx.now().toISOString() }
}

interface News {
  userId: string
  entity: string
  entityId: string
  title: string
  body: string
  id: string
}

const tell = (ctx: Ctx, { id, ...news }: News): Promise<void> =>
  notifyAll(ctx, [{ ...news, kind: 'share_comment', occurrence: null, channels: null, key: `comment:${id}` }])
