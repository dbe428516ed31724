import { createHash, randomBytes } from 'node:crypto'
import { and, eq, lt } from 'drizzle-orm'
import { type Ctx, inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { accessTo, asOwner } from './access.service.ts'
import { withFigures } from './figures.service.ts'
import { agreed, type Shareable, titleOf } from './kinds.ts'
import { linksOf } from './shares.queries.ts'
import { getShare } from './shares.service.ts'
import type { ShareLink } from './sharing.schema.ts'
import { shareLinks } from './sharing.tables.ts'
import { kindOf } from './shelf.ts'

const MOST_LINKS = 20
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

/** A secret that lets whoever has it read the shared item, as far as was agreed. Only its hash is kept. */
export function createShareLink(ctx: UserCtx, shareId: string, hours: number): Promise<ShareLink & { token: string }> {
  return inTransaction(ctx, async (ctx) => {
    await getShare(ctx, shareId)
    await lockFor(ctx, 'share_links')
    if ((await linksOf(ctx, shareId)).length >= MOST_LINKS)
      throw new AppError('conflict', `There are ${MOST_LINKS} links to this already. End one first.`)
    const token = `share_${randomBytes(32).toString('base64url')}`
    const expiresAt = new Date(ctx.now().getTime() + hours * 3_600_000).toISOString()
    const [link] = await ctx.db
      .insert(shareLinks)
      .values({ userId: ctx.actor.id, id: newId(), shareId, hash: hashOf(token), expiresAt })
      .returning({ id: shareLinks.id, createdAt: shareLinks.createdAt, expiresAt: shareLinks.expiresAt })
    return { ...found(link, 'Link'), token }
  })
}

export async function listShareLinks(ctx: UserCtx, shareId: string): Promise<{ items: ShareLink[] }> {
  await getShare(ctx, shareId)
  return { items: await linksOf(ctx, shareId) }
}

export async function endShareLink(ctx: UserCtx, shareId: string, id: string): Promise<void> {
  const [gone] = await ctx.db
    .delete(shareLinks)
    .where(and(eq(shareLinks.userId, ctx.actor.id), eq(shareLinks.shareId, shareId), eq(shareLinks.id, id)))
    .returning({ id: shareLinks.id })
  found(gone, 'Link')
}

export interface GuestView {
  entity: Shareable
  title: string
  ownerName: string | null
  item: Record<string, unknown>
}

/** What a guest reads. 404 for every link that opens nothing, whatever the reason. */
export async function readAsGuest(ctx: Ctx, token: string): Promise<GuestView> {
  const leave = await accessTo(ctx, { link: hashOf(token) }, 'view')
  const { entity, entityId, fields, ownerName } = leave
  const owner = asOwner(ctx, leave)
  const [item] = await kindOf(ctx, entity).load(owner, [entityId])
  const there = await withFigures(owner, leave, found(item, 'Shared item'))
  return { entity, title: titleOf(entity, there), ownerName, item: agreed(entity, fields, there) }
}

export async function forgetLinks(ctx: Ctx): Promise<void> {
  await ctx.db.delete(shareLinks).where(lt(shareLinks.expiresAt, ctx.now().toISOString()))
}
