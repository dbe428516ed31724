import { and, desc, eq, getTableColumns, notInArray } from 'drizzle-orm'
import { databaseNow } from '#core/clock.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import type { Delivery, DeliveryQuery } from './channels.schema.ts'
import { getNotification } from './inbox.service.ts'
import { deliveries, notifications } from './notifications.tables.ts'

/** What was sent, is to be sent or could not be sent to one of my devices or channels, newest first; kept for 30 days. */
export async function listDeliveries(ctx: UserCtx, targetId: string, query: DeliveryQuery): Promise<Page<Delivery>> {
  const list = `deliveries of ${targetId}`
  const rows = await withNotification(ctx)
    .where(
      and(
        eq(deliveries.userId, ctx.actor.id),
        eq(deliveries.targetId, targetId),
        query.state === undefined ? undefined : eq(deliveries.state, query.state),
        olderThan(deliveries.id, readCursor(ctx, query, list)),
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows.map(deliveryOf), query, list)
}

/** What became of one notification on each of its ways; the newest hundred. */
export async function deliveriesOf(ctx: UserCtx, notificationId: string): Promise<Delivery[]> {
  await getNotification(ctx, notificationId)
  const rows = await withNotification(ctx)
    .where(and(eq(deliveries.userId, ctx.actor.id), eq(deliveries.notificationId, notificationId)))
    .orderBy(desc(deliveries.id))
    .limit(100)
  return rows.map(deliveryOf)
}

export async function getDelivery(ctx: UserCtx, id: string): Promise<Delivery> {
  const [row] = await withNotification(ctx).where(and(eq(deliveries.userId, ctx.actor.id), eq(deliveries.id, id)))
  return deliveryOf(found(row, 'Delivery'))
}

/** Sends it once more, under the same key, as if it had never been tried. 409 while it is still to be sent. */
export async function replayDelivery(ctx: UserCtx, id: string): Promise<Delivery> {
  const [row] = await ctx.db
    .update(deliveries)
    .set({
      state: 'waiting',
      attempts: 0,
      dueAt: databaseNow(ctx),
      error: null,
      status: null,
      deliveredAt: null,
    })
    .where(
      and(
        eq(deliveries.userId, ctx.actor.id),
        eq(deliveries.id, id),
        notInArray(deliveries.state, ['waiting', 'held']),
      ),
    )
    .returning({ id: deliveries.id })
  const delivery = await getDelivery(ctx, id)
  if (!row) throw new AppError('conflict', 'This delivery is still to be sent.')
  return delivery
}

function withNotification(ctx: UserCtx) {
  return ctx.db
    .select({ ...getTableColumns(deliveries), kind: notifications.kind, title: notifications.title })
    .from(deliveries)
    .innerJoin(
      notifications,
      and(eq(notifications.userId, deliveries.userId), eq(notifications.id, deliveries.notificationId)),
    )
    .$dynamic()
}

type WithNotification = Awaited<ReturnType<typeof withNotification>>[number]

const deliveryOf = ({ dueAt, ...row }: WithNotification): Delivery => ({
  ...row,
  nextAttemptAt: row.state === 'waiting' || row.state === 'held' ? dueAt : null,
})
