import { and, count, inArray, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { databaseNow } from './clock.ts'
import { type ChannelName, notifications } from './notifications.tables.ts'

/** Whoever takes a delivery has this long; then it is taken to have died, and another one tries. Above every sender's patience. */
export const LEASE_SECONDS = 28

/** A delivery that this worker has taken, with what it carries. */
export interface Claimed {
  userId: string
  id: string
  notificationId: string
  channel: ChannelName
  targetId: string
  key: string
  /** This one included. */
  attempts: number
  kind: string
  title: string
  body: string | null
  entity: string | null
  entityId: string | null
  occurrence: string | null
  urgent: boolean
  createdAt: string
  readAt: string | null
  /** Its recipient has thrown the notification away. */
  deleted: boolean
}

/** Takes up to `limit` due deliveries on these channels, the longest due first. Two workers never take the same. */
export function claimDeliveries(ctx: Ctx, names: readonly ChannelName[], limit: number): Promise<Claimed[]> {
  const channels = sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  )
  return rowsOf<Claimed>(
    ctx.db,
    sql`with due as (
          select user_id, id from deliveries
          where state = 'waiting' and channel in (${channels}) and due_at <= ${databaseNow(ctx)}
          order by due_at limit ${limit} for update skip locked),
        taken as (
          update deliveries d set attempts = d.attempts + 1, due_at = ${databaseNow(ctx, LEASE_SECONDS)}
          from due where d.user_id = due.user_id and d.id = due.id
          returning d.*)
        select t.user_id as "userId", t.id, t.notification_id as "notificationId", t.channel, t.target_id as "targetId", t.key,
          t.attempts, n.kind, n.title, n.body, n.entity, n.entity_id as "entityId", n.occurrence, n.urgent,
          ${instantText('n.created_at')} as "createdAt", ${instantText('n.read_at')} as "readAt", n.deleted_at is not null as deleted
        from taken t join notifications n on n.user_id = t.user_id and n.id = t.notification_id`,
  )
}

const instantText = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

/** These have reached their targets. A delivery that another worker has taken in the meantime keeps that worker's record. */
export async function markDelivered(ctx: Ctx, done: Pick<Claimed, 'userId' | 'id'>[]): Promise<void> {
  if (done.length === 0) return
  const pairs = sql.join(
    done.map(({ userId, id }) => sql`(${userId}::uuid, ${id}::uuid)`),
    sql`, `,
  )
  await ctx.db.execute(
    sql`update deliveries d set state = 'delivered', delivered_at = ${databaseNow(ctx)}, error = null
        from (values ${pairs}) as done (user_id, id) where d.user_id = done.user_id and d.id = done.id and d.state = 'waiting'`,
  )
}

/** For the badges of these people. */
export async function countUnread(ctx: Ctx, userIds: string[]): Promise<Map<string, number>> {
  const rows = await ctx.db
    .select({ userId: notifications.userId, unread: count() })
    .from(notifications)
    .where(and(inArray(notifications.userId, userIds), isNull(notifications.readAt), isNull(notifications.deletedAt)))
    .groupBy(notifications.userId)
  return new Map(rows.map(({ userId, unread }) => [userId, unread]))
}
