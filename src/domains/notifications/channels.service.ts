import { and, count, desc, eq, getTableColumns, inArray, isNotNull } from 'drizzle-orm'
import { databaseNow } from '#core/clock.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { type Ctx, inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import type { Channel, ChannelPatch, NewChannel, SecretRotation } from './channels.schema.ts'
import { dropAllFor } from './deliveries.queries.ts'
import { forgetFailures } from './devices.service.ts'
import { healthOf, turnedTo } from './health.ts'
import { channels, targetHealth } from './notifications.tables.ts'
import { newWebhookSecret } from './senders/webhook.ts'
import { isGenuine, readUnsubscribeToken } from './unsubscribe.ts'

const MAX_CHANNELS = 20

export async function listChannels(ctx: UserCtx, query: PageQuery): Promise<Page<Channel>> {
  const position = readCursor(ctx, query, 'channels')
  const rows = await withHealth(ctx)
    .where(and(mine(ctx, channels), olderThan(channels.id, position)))
    .orderBy(desc(channels.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows.map(channelOf), query, 'channels')
}

export async function getChannel(ctx: UserCtx, id: string): Promise<Channel> {
  const [row] = await withHealth(ctx).where(myRow(ctx, channels, id))
  return channelOf(found(row, 'Channel'))
}

export async function loadChannels(ctx: UserCtx, ids: string[]): Promise<Channel[]> {
  const rows = await withHealth(ctx).where(and(mine(ctx, channels), inArray(channels.id, ids)))
  return rows.map(channelOf)
}

export interface CreatedChannel extends Channel {
  /** Shown once; null for kinds whose secret is ours alone. */
  secret: string | null
}

/** E-mail goes to the account's own address, so there is one such channel at most. */
export function createChannel(ctx: UserCtx, input: NewChannel, id: string = newId()): Promise<CreatedChannel> {
  const secret = newWebhookSecret()
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'channels')
    await refuseTooMany(ctx, input.kind)
    const url = input.kind === 'email' ? null : input.url
    const accessToken = input.kind === 'ntfy' ? (input.accessToken ?? null) : null
    const { kind, name } = input
    await ctx.db.insert(channels).values({ userId: ctx.actor.id, id, kind, name, url, accessToken, secret })
    return { ...(await getChannel(ctx, id)), secret: kind === 'webhook' ? secret : null }
  })
}

/** Turning a channel on again forgets its failures; another address is tried at once. */
export function updateChannel(ctx: UserCtx, id: string, patch: ChannelPatch, version?: number): Promise<Channel> {
  const { enabled, ...rest } = patch
  if (Object.keys(patch).length === 0) return getChannel(ctx, id)
  return inTransaction(ctx, async (ctx) => {
    const [before] = await ctx.db
      .select({ kind: channels.kind })
      .from(channels)
      .where(myRow(ctx, channels, id, version))
      .for('update')
    if (!before) throw await missed(ctx, channels, id, 'Channel')
    if (rest.url !== undefined && before.kind === 'email') throw invalid('url', 'E-mail goes to your own address.')
    if (rest.accessToken && before.kind !== 'ntfy') throw invalid('accessToken', 'Only ntfy takes an access token.')
    const turned = enabled === undefined ? {} : turnedTo(enabled, ctx.now())
    await ctx.db
      .update(channels)
      .set({ ...rest, ...turned })
      .where(myRow(ctx, channels, id))
    if (enabled || rest.url !== undefined) await forgetFailures(ctx, id)
    return getChannel(ctx, id)
  })
}

/** What still waited for it is not sent; what is being sent at this moment may arrive. */
export function deleteChannel(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .update(channels)
      .set({ deletedAt: ctx.now().toISOString() })
      .where(myRow(ctx, channels, id, version))
      .returning({ id: channels.id })
    if (!row) throw await missed(ctx, channels, id, 'Channel')
    await dropAllFor(ctx, { userId: ctx.actor.id, targetId: id }, 'the channel was removed')
  })
}

export function restoreChannel(ctx: UserCtx, id: string): Promise<Channel> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'channels')
    const whole = and(eq(channels.userId, ctx.actor.id), eq(channels.id, id))
    const [gone] = await ctx.db.select().from(channels).where(whole)
    if (found(gone, 'Channel').deletedAt === null) throw new AppError('conflict', 'This channel is not in the trash.')
    if (gone) await refuseTooMany(ctx, gone.kind)
    await ctx.db
      .update(channels)
      .set({ deletedAt: null })
      .where(and(whole, isNotNull(channels.deletedAt)))
    return getChannel(ctx, id)
  })
}

/** A new secret for a webhook. Both sign until the overlap ends, so that the receiver can change over without losing one. */
export async function rotateSecret(
  ctx: UserCtx,
  id: string,
  { overlapHours }: SecretRotation,
): Promise<CreatedChannel> {
  const secret = newWebhookSecret()
  const [row] = await ctx.db
    .update(channels)
    .set({ secret, previousSecret: channels.secret, previousSecretUntil: databaseNow(ctx, overlapHours * 3_600) })
    .where(and(myRow(ctx, channels, id), eq(channels.kind, 'webhook')))
    .returning({ id: channels.id })
  if (row) return { ...(await getChannel(ctx, id)), secret }
  await getChannel(ctx, id)
  throw new AppError('conflict', 'Only webhooks have a secret to replace.')
}

/** Ends the mails of the channel that the signed link names. Answers whether the link is genuine; doing it again is fine. */
export async function unsubscribe(ctx: Ctx, token: string): Promise<boolean> {
  const named = readUnsubscribeToken(token)
  if (!named) return false
  const whole = and(eq(channels.userId, named.userId), eq(channels.id, named.id))
  const [channel] = await ctx.db.select().from(channels).where(whole)
  if (!channel || !isGenuine(channel, named.mark)) return false
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .update(channels)
      .set({ disabledAt: ctx.now().toISOString(), disabledReason: 'unsubscribed' })
      .where(whole)
    await dropAllFor(ctx, { userId: named.userId, targetId: named.id }, 'unsubscribed')
  })
  return true
}

/** An item made of the row alone, for the history. */
export const channelOfRow = (row: Record<string, unknown>) => ({ ...row, enabled: row.disabledAt == null })

async function refuseTooMany(ctx: UserCtx, kind: Channel['kind']): Promise<void> {
  const rows = await ctx.db
    .select({ kind: channels.kind, channels: count() })
    .from(channels)
    .where(mine(ctx, channels))
    .groupBy(channels.kind)
  if (kind === 'email' && rows.some((row) => row.kind === 'email'))
    throw new AppError('conflict', 'There is an e-mail channel already.')
  if (rows.reduce((sum, row) => sum + row.channels, 0) >= MAX_CHANNELS)
    throw new AppError('conflict', `There are ${MAX_CHANNELS} channels already. Delete one first.`)
}

function withHealth(ctx: UserCtx) {
  return ctx.db
    .select({ ...getTableColumns(channels), health: getTableColumns(targetHealth) })
    .from(channels)
    .leftJoin(targetHealth, and(eq(targetHealth.userId, channels.userId), eq(targetHealth.targetId, channels.id)))
    .$dynamic()
}

type WithHealth = Awaited<ReturnType<typeof withHealth>>[number]

function channelOf({
  secret: _,
  previousSecret: __,
  accessToken: ___,
  disabledAt,
  health,
  ...row
}: WithHealth): Channel {
  return { ...row, enabled: disabledAt === null, health: healthOf(health) }
}
