import { and, count, isNull, sql } from 'drizzle-orm'
import { databaseNow } from '#core/clock.ts'
import { anyOf } from '#core/columns.ts'
import type { Ctx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
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
  /** Since it was due. */
  lateSeconds: number
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
export async function claimDeliveries(ctx: Ctx, names: readonly ChannelName[], limit: number): Promise<Claimed[]> {
  const channels = sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  )
  // Mostly nothing is due, and looking costs less than a transaction that could write.
  const isDue = sql`state = 'waiting' and channel in (${channels}) and due_at <= ${databaseNow(ctx)}`
  const [one] = await rowsOf(ctx.db, sql`select 1 from deliveries where ${isDue} limit 1`)
  if (!one) return []
  return rowsOf<Claimed>(
    ctx.db,
    sql`with due as (
          select user_id, id, due_at from deliveries
          where ${isDue}
          order by due_at limit ${limit} for update skip locked),
        taken as (
          update deliveries d set attempts = d.attempts + 1, due_at = ${databaseNow(ctx, LEASE_SECONDS)}
          from due where d.user_id = due.user_id and d.id = due.id
          returning d.*, extract(epoch from ${databaseNow(ctx)} - due.due_at)::double precision as late)
        select t.user_id as "userId", t.id, t.notification_id as "notificationId", t.channel, t.target_id as "targetId", t.key,
          t.attempts, t.late as "lateSeconds", n.kind, n.title, n.body, n.entity, n.entity_id as "entityId", n.occurrence, n.urgent,
          ${instantText('n.created_at')} as "createdAt", ${instantText('n.read_at')} as "readAt", n.deleted_at is not null as deleted
        from taken t join notifications n on n.user_id = t.user_id and n.id = t.notification_id`,
  )
}

const instantText = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

/** What stands in an inbox; `urgent` comes through quiet hours. */
export interface NewNotification {
  userId: string
  id: string
  kind: string
  title: string
  body: string | null
  entity: string | null
  entityId: string | null
  occurrence: string | null
  key: string
  urgent?: boolean
}

/**
 * Writes what nobody has been told under the same key, and answers the ids of that. All rows travel as one value: a statement with
 * thousands of placeholders takes the query builder longer than the database.
 */
export async function insertInbox(ctx: Ctx, rows: NewNotification[]): Promise<Set<string>> {
  const written = await rowsOf<{ id: string }>(
    ctx.db,
    sql`insert into notifications (user_id, id, kind, title, body, entity, entity_id, occurrence, key, urgent)
        select "userId", id, kind, title, body, entity, "entityId", occurrence, key, coalesce(urgent, false)
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v("userId" uuid, id uuid, kind text, title text, body text,
          entity text, "entityId" uuid, occurrence text, key text, urgent boolean)
        on conflict do nothing returning id`,
  )
  return new Set(written.map(({ id }) => id))
}

export interface NewDelivery
  extends Pick<Claimed, 'userId' | 'id' | 'notificationId' | 'channel' | 'targetId' | 'key'> {
  state: 'waiting' | 'held'
  /** Null: at once. */
  dueAt: string | null
}

export async function insertDeliveries(ctx: Ctx, rows: NewDelivery[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.execute(
    sql`insert into deliveries (user_id, id, notification_id, channel, target_id, key, state, due_at)
        select "userId", id, "notificationId", channel, "targetId", key, state, coalesce("dueAt", ${databaseNow(ctx)})
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v("userId" uuid, id uuid, "notificationId" uuid, channel text,
          "targetId" uuid, key text, state text, "dueAt" timestamptz)
        on conflict do nothing`,
  )
}

/** These have reached their targets. A delivery that another worker has taken in the meantime keeps that worker's record. */
export async function markDelivered(ctx: Ctx, done: Pick<Claimed, 'userId' | 'id'>[]): Promise<void> {
  if (done.length === 0) return
  const keys = done.map(({ userId, id }) => ({ userId, id }))
  await ctx.db.execute(
    sql`update deliveries d set state = 'delivered', delivered_at = ${databaseNow(ctx)}, error = null
        from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as done("userId" uuid, id uuid)
        where d.user_id = done."userId" and d.id = done.id and d.state = 'waiting'`,
  )
}

export interface Backlog {
  channel: ChannelName
  waiting: number
  /** Since the longest due one was due; 0 when none is. */
  oldestSeconds: number
}

/** What is due and has not been taken. */
export function selectBacklog(ctx: Ctx): Promise<Backlog[]> {
  return rowsOf<Backlog>(
    ctx.db,
    sql`select channel, count(*)::int as waiting, extract(epoch from ${databaseNow(ctx)} - min(due_at))::double precision as "oldestSeconds"
        from deliveries where state = 'waiting' and due_at <= ${databaseNow(ctx)} group by channel`,
  )
}

/** For the badges of these people. */
export async function countUnread(ctx: Ctx, userIds: string[]): Promise<Map<string, number>> {
  const rows = await ctx.db
    .select({ userId: notifications.userId, unread: count() })
    .from(notifications)
    .where(and(anyOf(notifications.userId, userIds), isNull(notifications.readAt), isNull(notifications.deletedAt)))
    .groupBy(notifications.userId)
  return new Map(rows.map(({ userId, unread }) => [userId, unread]))
}

type Taken = Pick<Claimed, 'userId' | 'id' | 'attempts'>

/** Only the worker that took it last may write how it went. */
const stillMine = ({ userId, id, attempts }: Taken) =>
  sql`user_id = ${userId} and id = ${id} and attempts = ${attempts} and state = 'waiting'`

/** It has reached its target, which is well. One statement. */
export async function recordSuccess(ctx: Ctx, taken: Taken, { status, receipt }: Success): Promise<void> {
  await ctx.db.execute(
    sql`with done as (
          update deliveries set state = 'delivered', delivered_at = ${databaseNow(ctx)}, status = ${status}, receipt = ${receipt ?? null},
            error = null where ${stillMine(taken)} returning user_id, target_id)
        insert into target_health (user_id, target_id, last_success_at) select user_id, target_id, ${databaseNow(ctx)} from done
        on conflict (user_id, target_id) do update set last_success_at = excluded.last_success_at, consecutive_failures = 0`,
  )
}

interface Success {
  status: number | null
  receipt?: string | undefined
}

interface Failure {
  status: number | null
  error: string | null
  /** Null gives up: `failed` because it was not taken, `dropped` because there is nobody to take it. */
  nextInSeconds: number | null
  state?: 'failed' | 'dropped'
}

/** It has not been taken. Answers how often in a row its target has failed now. */
export async function recordFailure(ctx: Ctx, taken: Taken, failure: Failure): Promise<number> {
  const { status, error, nextInSeconds, state = 'failed' } = failure
  const [row] = await rowsOf<{ failures: number }>(
    ctx.db,
    sql`with done as (
          update deliveries set state = ${nextInSeconds === null ? state : 'waiting'}, status = ${status}, error = ${error},
            due_at = ${databaseNow(ctx, nextInSeconds ?? 0)} where ${stillMine(taken)} returning user_id, target_id)
        insert into target_health (user_id, target_id, last_failure_at, last_error, consecutive_failures)
          select user_id, target_id, ${databaseNow(ctx)}, ${error}, 1 from done
        on conflict (user_id, target_id) do update set last_failure_at = excluded.last_failure_at, last_error = excluded.last_error,
          consecutive_failures = target_health.consecutive_failures + 1
        returning consecutive_failures as failures`,
  )
  return row?.failures ?? 0
}

/** Gives it back untried. */
export async function giveBack(ctx: Ctx, taken: Taken, seconds: number): Promise<void> {
  await ctx.db.execute(
    sql`update deliveries set attempts = attempts - 1, due_at = ${databaseNow(ctx, seconds)} where ${stillMine(taken)}`,
  )
}

/** There is nobody to take this one, and it says nothing about a target's health. */
export async function recordDropped(ctx: Ctx, taken: Taken, error: string): Promise<void> {
  await ctx.db.execute(sql`update deliveries set state = 'dropped', error = ${error} where ${stillMine(taken)}`)
}

/** While a target fails, what else waits for it waits as well, so that it cannot keep others from their turn. */
export async function postponeOthers(ctx: Ctx, { userId, targetId }: Claimed, seconds: number): Promise<void> {
  await ctx.db.execute(
    sql`update deliveries set due_at = ${databaseNow(ctx, seconds)}
        where user_id = ${userId} and target_id = ${targetId} and state = 'waiting' and due_at <= ${databaseNow(ctx)}`,
  )
}

/** Nothing that still waits for this target will be sent. */
export async function dropAllFor(ctx: Ctx, { userId, targetId }: { userId: string; targetId: string }, error: string) {
  await ctx.db.execute(
    sql`update deliveries set state = 'dropped', error = ${error}
        where user_id = ${userId} and target_id = ${targetId} and state in ('waiting', 'held')`,
  )
}

/** What a test told about a target; it does not count as a failure, because its owner sees it. */
export async function recordTest(
  ctx: Ctx,
  { userId, targetId }: { userId: string; targetId: string },
  error: string | null,
) {
  const at = databaseNow(ctx)
  await ctx.db.execute(
    error === null
      ? sql`insert into target_health (user_id, target_id, last_success_at) values (${userId}, ${targetId}, ${at})
            on conflict (user_id, target_id) do update set last_success_at = excluded.last_success_at, consecutive_failures = 0`
      : sql`insert into target_health (user_id, target_id, last_failure_at, last_error) values (${userId}, ${targetId}, ${at}, ${error})
            on conflict (user_id, target_id) do update set last_failure_at = excluded.last_failure_at, last_error = excluded.last_error`,
  )
}
