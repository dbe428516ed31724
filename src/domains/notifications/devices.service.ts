import { and, count, desc, eq, getTableColumns, inArray, isNull, ne, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { dropAllFor } from './deliveries.queries.ts'
import type { Device, DevicePatch, NewDevice } from './devices.schema.ts'
import { healthOf, turnedTo } from './health.ts'
import { type DeviceRow, devices, targetHealth } from './notifications.tables.ts'

const MAX_DEVICES = 50

export async function listDevices(ctx: UserCtx, query: PageQuery): Promise<Page<Device>> {
  const position = readCursor(ctx, query, 'devices')
  const rows = await withHealth(ctx)
    .where(and(mine(ctx, devices), olderThan(devices.id, position)))
    .orderBy(desc(devices.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows.map(deviceOf), query, 'devices')
}

export async function getDevice(ctx: UserCtx, id: string): Promise<Device> {
  const [row] = await withHealth(ctx).where(myRow(ctx, devices, id))
  return deviceOf(found(row, 'Device'))
}

export async function loadDevices(ctx: UserCtx, ids: string[]): Promise<Device[]> {
  const rows = await withHealth(ctx).where(and(mine(ctx, devices), inArray(devices.id, ids)))
  return rows.map(deviceOf)
}

/**
 * Apps register at every start, so a token that is known already is the same device, brought up to date. A token has one user: it
 * leaves whoever had it before, because the phone is in other hands.
 */
export function createDevice(ctx: UserCtx, input: NewDevice, id: string = newId()): Promise<Device> {
  const { kind, platform = null, name = null } = input
  const token = input.kind === 'web_push' ? input.subscription.endpoint : input.token
  const keys = input.kind === 'web_push' ? input.subscription.keys : null
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'devices')
    await ctx.db
      .update(devices)
      .set({ deletedAt: sql`now()` })
      .where(and(sameToken({ kind, token }), ne(devices.userId, ctx.actor.id)))
    const known = { platform, name, keys, disabledAt: null, disabledReason: null }
    const [same] = await ctx.db
      .update(devices)
      .set(known)
      .where(and(mine(ctx, devices), sameToken({ kind, token })))
      .returning({ id: devices.id })
    if (same) return getDevice(ctx, same.id)
    const [living] = await ctx.db.select({ devices: count() }).from(devices).where(mine(ctx, devices))
    if ((living?.devices ?? 0) >= MAX_DEVICES)
      throw new AppError('conflict', `There are ${MAX_DEVICES} devices already. Delete one first.`)
    await ctx.db.insert(devices).values({ userId: ctx.actor.id, id, kind, token, ...known })
    return getDevice(ctx, id)
  })
}

/** Turning a device on again forgets its failures. */
export function updateDevice(ctx: UserCtx, id: string, patch: DevicePatch, version?: number): Promise<Device> {
  const { enabled, ...rest } = patch
  const turned = enabled === undefined ? {} : turnedTo(enabled, ctx.now())
  const set = { ...rest, ...turned }
  if (Object.keys(set).length === 0) return getDevice(ctx, id)
  return inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .update(devices)
      .set(set)
      .where(myRow(ctx, devices, id, version))
      .returning({ id: devices.id })
    if (!row) throw await missed(ctx, devices, id, 'Device')
    if (enabled) await forgetFailures(ctx, id)
    return getDevice(ctx, id)
  })
}

/** What still waited for it is not sent. */
export function deleteDevice(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .update(devices)
      .set({ deletedAt: sql`now()` })
      .where(myRow(ctx, devices, id, version))
      .returning({ id: devices.id })
    if (!row) throw await missed(ctx, devices, id, 'Device')
    await dropAllFor(ctx, { userId: ctx.actor.id, targetId: id }, 'the device was removed')
  })
}

/** Not when its token has been registered anew since: then the phone is another device, perhaps somebody else's. */
export function restoreDevice(ctx: UserCtx, id: string): Promise<Device> {
  return inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .select()
      .from(devices)
      .where(and(eq(devices.userId, ctx.actor.id), eq(devices.id, id)))
      .for('update')
    const gone = found(row, 'Device')
    const [taken] = await ctx.db.select({ id: devices.id }).from(devices).where(sameToken(gone)).limit(1)
    if (taken) throw new AppError('conflict', 'This device is not in the trash, or has registered anew.')
    await ctx.db
      .update(devices)
      .set({ deletedAt: null })
      .where(and(eq(devices.userId, ctx.actor.id), eq(devices.id, id)))
    return getDevice(ctx, id)
  })
}

/** An item made of the row alone, for the history. */
export const deviceOfRow = (row: Record<string, unknown>) => ({ ...row, enabled: row.disabledAt == null })

/** Its next failure is its first. */
export async function forgetFailures(ctx: UserCtx, targetId: string): Promise<void> {
  await ctx.db
    .update(targetHealth)
    .set({ consecutiveFailures: 0 })
    .where(and(eq(targetHealth.userId, ctx.actor.id), eq(targetHealth.targetId, targetId)))
}

const sameToken = ({ kind, token }: Pick<DeviceRow, 'kind' | 'token'>) =>
  and(eq(devices.kind, kind), eq(devices.token, token), isNull(devices.deletedAt))

function withHealth(ctx: UserCtx) {
  return ctx.db
    .select({ ...getTableColumns(devices), health: getTableColumns(targetHealth) })
    .from(devices)
    .leftJoin(targetHealth, and(eq(targetHealth.userId, devices.userId), eq(targetHealth.targetId, devices.id)))
    .$dynamic()
}

type WithHealth = Awaited<ReturnType<typeof withHealth>>[number]

function deviceOf({ token, disabledAt, health, ...row }: WithHealth): Device {
  return {
    ...row,
    tokenEnd: token.replace(/\]$/, '').slice(-6),
    enabled: disabledAt === null,
    health: healthOf(health),
  }
}
