import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { anyOf } from '#core/columns.ts'
import type { Ctx } from '#core/ctx.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import { type ChannelName, channels, devices, reportTimes } from './notifications.tables.ts'

export interface Target {
  userId: string
  channel: ChannelName
  targetId: string
}

/** What decides where a notification goes: zone and choices of people who may be written to. Suspended and erased ones may not. */
export async function selectRecipients(ctx: Ctx, ids: string[]) {
  const rows = await ctx.db
    .select({ id: users.id, timezone: users.timezone, status: users.status, preferences: users.preferences })
    .from(users)
    .where(and(anyOf(users.id, ids), isNull(users.deletedAt)))
  return new Map(rows.filter(({ status }) => status === 'active').map((row) => [row.id, row]))
}

/** Where these people can be reached besides the app itself. */
export async function selectTargets(ctx: Ctx, userIds: string[]): Promise<Target[]> {
  const living = (table: typeof devices | typeof channels) =>
    and(anyOf(table.userId, userIds), isNull(table.deletedAt), isNull(table.disabledAt))
  const onDevices = await ctx.db
    .select({ userId: devices.userId, channel: devices.kind, targetId: devices.id })
    .from(devices)
    .where(living(devices))
  const elsewhere = await ctx.db
    .select({ userId: channels.userId, channel: channels.kind, targetId: channels.id })
    .from(channels)
    .where(living(channels))
  return [...onDevices, ...elsewhere]
}

export interface Reader {
  id: string
  timezone: string
  locale: string
  preferences: Record<string, unknown>
  /** Until when reports have told them; null before the first one. */
  toldUntil: string | null
}

/** A page of people who want reports, by id. */
export function selectReaders(ctx: Ctx, after: string | null, limit: number): Promise<Reader[]> {
  const digest = sql`${users.preferences} -> 'notifications' ->> 'digest'`
  return ctx.db
    .select({
      id: users.id,
      timezone: users.timezone,
      locale: users.locale,
      preferences: users.preferences,
      toldUntil: reportTimes.toldUntil,
    })
    .from(users)
    .leftJoin(reportTimes, eq(reportTimes.userId, users.id))
    .where(
      and(
        inArray(digest, ['daily', 'weekly']),
        isNull(users.deletedAt),
        eq(users.status, 'active'),
        after === null ? undefined : gt(users.id, after),
      ),
    )
    .orderBy(asc(users.id))
    .limit(limit)
}
