import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import { type ChannelRow, channels, type DeviceRow, devices } from './notifications.tables.ts'
import type { Recipient } from './senders/sender.ts'

export type TargetRow = { on: 'device'; row: DeviceRow } | { on: 'channel'; row: ChannelRow }

/** Devices and channels that still take something, by id. */
export async function selectLivingTargets(ctx: Ctx, refs: { userId: string; targetId: string }[]) {
  const userIds = [...new Set(refs.map(({ userId }) => userId))]
  const ids = [...new Set(refs.map(({ targetId }) => targetId))]
  const living = (table: typeof devices | typeof channels) =>
    and(inArray(table.userId, userIds), inArray(table.id, ids), isNull(table.deletedAt), isNull(table.disabledAt))
  const onDevices = await ctx.db.select().from(devices).where(living(devices))
  const elsewhere = await ctx.db.select().from(channels).where(living(channels))
  return new Map<string, TargetRow>([
    ...onDevices.map((row) => [row.id, { on: 'device', row }] as const),
    ...elsewhere.map((row) => [row.id, { on: 'channel', row }] as const),
  ])
}

/** People who may be written to, by id. */
export async function selectWritableTo(ctx: Ctx, ids: string[]): Promise<Map<string, Recipient>> {
  const rows = await ctx.db
    .select({
      userId: users.id,
      email: users.email,
      emailVerifiedAt: users.emailVerifiedAt,
      name: users.name,
      locale: users.locale,
    })
    .from(users)
    .where(and(inArray(users.id, ids), isNull(users.deletedAt), eq(users.status, 'active')))
  return new Map(rows.map((row) => [row.userId, row]))
}

/** A phone that is gone leaves the list. */
export async function pruneDevice(ctx: Ctx, { userId, id }: DeviceRow): Promise<void> {
  await ctx.db
    .update(devices)
    .set({ deletedAt: sql`now()` })
    .where(and(eq(devices.userId, userId), eq(devices.id, id), isNull(devices.deletedAt)))
}

/** Stays in the list, with the reason, until its owner turns it on again. Answers whether it was on. */
export async function disableTarget(ctx: Ctx, { on, row }: TargetRow, reason: string): Promise<boolean> {
  const table = on === 'device' ? devices : channels
  const changed = await ctx.db
    .update(table)
    .set({ disabledAt: sql`now()`, disabledReason: reason })
    .where(and(eq(table.userId, row.userId), eq(table.id, row.id), isNull(table.disabledAt), isNull(table.deletedAt)))
    .returning({ id: table.id })
  return changed.length > 0
}
