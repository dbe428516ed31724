import { createHash } from 'node:crypto'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { databaseNow } from '#core/clock.ts'
import { actingAs, type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { quietDigest } from './letters.ts'
import { type DeliveryRow, deliveries, notifications } from './notifications.tables.ts'
import { selectWritableTo } from './targets.queries.ts'

const PEOPLE = 100

/**
 * Lets go what quiet hours held: to each target one digest of it all, or the notification itself where it is the only one. What was
 * read meanwhile is not sent. Answers whether more is waiting.
 */
export async function releaseHeld(ctx: Ctx): Promise<boolean> {
  const people = await rowsOf<{ userId: string }>(
    ctx.db,
    sql`select distinct user_id as "userId" from deliveries where state = 'held' and due_at <= ${databaseNow(ctx)} limit ${PEOPLE}`,
  )
  for (const { userId } of people) await inTransaction(actingAs(ctx, userId, 'job:notifications_held'), releaseFor)
  return people.length === PEOPLE
}

type Held = Pick<DeliveryRow, 'id' | 'notificationId' | 'channel' | 'targetId'>

async function releaseFor(ctx: UserCtx): Promise<void> {
  const held = await ctx.db
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.userId, ctx.actor.id),
        eq(deliveries.state, 'held'),
        sql`${deliveries.dueAt} <= ${databaseNow(ctx)}`,
      ),
    )
    .orderBy(deliveries.id)
    .for('update', { skipLocked: true })
  const unread = await unreadTitles(ctx, held)
  const current = held.filter(({ notificationId }) => unread.has(notificationId))
  await setState(
    ctx,
    held.filter((one) => !current.includes(one)),
    { state: 'dropped', error: 'read before it was sent' },
  )
  const perTarget = [...Map.groupBy(current, ({ targetId }) => targetId).values()]
  const single = perTarget.filter((rows) => rows.length === 1).flat()
  await setState(ctx, single, { state: 'waiting' })
  const several = perTarget.filter((rows) => rows.length > 1)
  // Targets that missed the same get the same digest.
  for (const group of Map.groupBy(several, (rows) => nameOf(rows)).values()) await digest(ctx, group, unread)
}

const nameOf = (rows: Held[]) =>
  createHash('sha256')
    .update(rows.map(({ notificationId }) => notificationId).join())
    .digest('base64url')
    .slice(0, 22)

async function unreadTitles(ctx: UserCtx, held: Held[]): Promise<Map<string, string>> {
  if (held.length === 0) return new Map()
  const ids = [...new Set(held.map(({ notificationId }) => notificationId))]
  const rows = await ctx.db
    .select({ id: notifications.id, title: notifications.title })
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, ctx.actor.id),
        inArray(notifications.id, ids),
        isNull(notifications.readAt),
        isNull(notifications.deletedAt),
      ),
    )
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** Stands in the inbox as read: what it tells stands there already. */
async function digest(ctx: UserCtx, group: Held[][], titles: Map<string, string>): Promise<void> {
  const userId = ctx.actor.id
  const [rows = []] = group
  const recipient = (await selectWritableTo(ctx, [userId])).get(userId)
  const text = quietDigest(
    rows.map(({ notificationId }) => titles.get(notificationId) ?? ''),
    recipient?.locale ?? 'en',
  )
  const [id, key] = [newId(), `quiet:${nameOf(rows)}`]
  const readAt = ctx.now().toISOString()
  await ctx.db.insert(notifications).values({ userId, id, kind: 'digest', ...text, key, readAt })
  const ways = group.flatMap(([first]) => (first ? [{ channel: first.channel, targetId: first.targetId }] : []))
  const due = { notificationId: id, key, dueAt: databaseNow(ctx) }
  await ctx.db.insert(deliveries).values(ways.map((way) => ({ userId, id: newId(), ...way, ...due })))
  await setState(ctx, group.flat(), { state: 'digested' })
}

async function setState(
  ctx: UserCtx,
  rows: Held[],
  set: { state: DeliveryRow['state']; error?: string },
): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await ctx.db
    .update(deliveries)
    .set(set)
    .where(and(eq(deliveries.userId, ctx.actor.id), inArray(deliveries.id, ids)))
}
