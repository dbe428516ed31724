import { writeAs } from '#core/attribution.ts'
import type { Live } from '#core/bus.ts'
import { type Ctx, inTransaction, type Reach } from '#core/ctx.ts'
import { viaShare } from './access.service.ts'
import { reflect } from './handing.service.ts'
import { giftOf, isNewsWaiting, lockShare, selectExpired, takeNews } from './shares.queries.ts'
import { end, ownerOf, withFriend } from './shares.service.ts'

const AT_ONCE = 50

/**
 * Tells the other side of shared items that have changed, and ends what is over. Each share is a transaction of its own, so that a
 * worker that dies leaves the rest to the next. Answers whether more is waiting.
 */
export async function followShared(ctx: Ctx, { live }: Pick<Reach, 'live'>): Promise<boolean> {
  let told = 0
  if (await isNewsWaiting(ctx)) while (told < AT_ONCE && (await tellOne(ctx, live))) told++
  const over = await selectExpired(ctx, AT_ONCE)
  for (const share of over) {
    const owner = ownerOf(ctx, share)
    await withFriend(owner, share, async (ctx) => {
      const locked = await lockShare(ctx, share.id)
      if (locked?.expiresAt && locked.expiresAt <= ctx.now().toISOString()) await end(ctx, locked)
    })
    for (const userId of [share.userId, share.friendId]) if (userId) live.wake(userId)
  }
  return told === AT_ONCE || over.length === AT_ONCE
}

async function tellOne(ctx: Ctx, live: Live): Promise<boolean> {
  const who = await inTransaction(ctx, async (ctx) => {
    const news = await takeNews(ctx)
    if (!news) return undefined
    const owner = ownerOf(ctx, { userId: news.userId, id: news.shareId })
    const share = await lockShare(owner, news.shareId)
    const gift = share && (await giftOf(ctx, news.userId, news.shareId))
    if (!gift) return null
    await writeAs(ctx.db, viaShare(share.id))
    await reflect(ctx, share, gift)
    return gift.recipientId
  })
  if (who) live.wake(who)
  return who !== undefined
}
