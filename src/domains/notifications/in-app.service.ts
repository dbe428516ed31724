import type { Ctx, Reach } from '#core/ctx.ts'
import { type Claimed, claimDeliveries, countUnread, markDelivered } from './deliveries.queries.ts'
import type { Outlets } from './senders/sender.ts'

const BATCH = 500

/**
 * Shows due notifications on every device that is connected; the inbox has them already. Answers whether more are waiting. A worker
 * that dies in between shows them again, under the same id.
 */
export async function deliverInApp(ctx: Ctx, { live }: Pick<Reach, 'live'>, late: Outlets['late']): Promise<boolean> {
  const claimed = await claimDeliveries(ctx, ['in_app'], BATCH)
  if (claimed.length === 0) return false
  const userIds = [...new Set(claimed.map(({ userId }) => userId))]
  const unread = await countUnread(ctx, userIds)
  for (const { lateSeconds } of claimed) late.observe({ channel: 'in_app' }, lateSeconds)
  for (const one of claimed) if (!one.deleted) live.notify(one.userId, frame(one, unread.get(one.userId) ?? 0))
  for (const userId of userIds) live.wake(userId)
  await markDelivered(ctx, claimed)
  return claimed.length === BATCH
}

const frame = (one: Claimed, unreadCount: number) => ({
  id: one.notificationId,
  kind: one.kind,
  title: one.title,
  body: one.body,
  entity: one.entity,
  entityId: one.entityId,
  occurrence: one.occurrence,
  createdAt: one.createdAt,
  readAt: one.readAt,
  unreadCount,
})
