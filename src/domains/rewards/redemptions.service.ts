import { and, desc, eq, gte, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { type Circumstances, obstacleTo } from './availability.ts'
import type { Redeeming, RedemptionQuery } from './rewards.schema.ts'
import { getReward, getWallet } from './rewards.service.ts'
import { type RedemptionRow, redemptions, rewards } from './rewards.tables.ts'
import { lockWallet } from './wallet.queries.ts'
import { refundPoints, spendPoints } from './wallet.service.ts'

const UNDO_HOURS = 24

export interface Redeemed {
  redemption: RedemptionRow
  balance: number
}

/**
 * Pays for a reward and writes down that it was had. Refused (409, saying why and until when) unless it is active and affordable,
 * its day's limit is not reached and its cooldown is over. The user's redemptions take turns, so that none of this is overtaken.
 */
export function redeemReward(ctx: UserCtx, rewardId: string, { note = null }: Redeeming): Promise<Redeemed> {
  return inTransaction(ctx, async (ctx) => {
    const { balance } = await lockWallet(ctx)
    const reward = await getReward(ctx, rewardId)
    const obstacle = obstacleTo(reward, await circumstances(ctx, rewardId, balance))
    if (obstacle) throw obstacle
    const { title, pointCost } = reward
    const redeemedAt = ctx.now().toISOString()
    const id = newId()
    const [redemption] = await ctx.db
      .insert(redemptions)
      .values({ id, userId: ctx.actor.id, rewardId, title, pointsSpent: pointCost, note, redeemedAt })
      .returning()
    await ctx.db
      .update(rewards)
      .set({ lastRedeemedAt: redeemedAt })
      .where(myRow(ctx, rewards, rewardId))
    await spendPoints(ctx, {
      source: sourceOf(id),
      points: pointCost,
      description: title,
      entity: 'redemption',
      entityId: id,
    })
    return { redemption: found(redemption, 'Redemption'), balance: balance - pointCost }
  })
}

/** Whether it could be redeemed now, and if not, why and until when. Three statements. */
export async function rewardAvailability(ctx: UserCtx, rewardId: string) {
  const reward = await getReward(ctx, rewardId)
  const { balance } = await getWallet(ctx)
  const present = await circumstances(ctx, rewardId, balance)
  const obstacle = obstacleTo(reward, present)
  const availableAt = obstacle?.details.extra?.availableAt
  return {
    canRedeem: obstacle === null,
    reason: obstacle?.message ?? null,
    availableAt: typeof availableAt === 'string' ? availableAt : null,
    redeemedToday: present.redeemedToday,
  }
}

/** Gives the points back, within 24 hours and once (409 otherwise). It counts for neither cooldown nor the day's limit any more. */
export function undoRedemption(ctx: UserCtx, id: string): Promise<Redeemed> {
  return inTransaction(ctx, async (ctx) => {
    await lockWallet(ctx)
    const before = await getRedemption(ctx, id)
    if (before.undoneAt !== null) throw new AppError('conflict', 'This redemption has been undone already.')
    const now = ctx.now()
    if (now.getTime() - Date.parse(before.redeemedAt) > UNDO_HOURS * 3_600_000)
      throw new AppError('conflict', `A redemption can be undone for ${UNDO_HOURS} hours.`)
    const [redemption] = await ctx.db
      .update(redemptions)
      .set({ undoneAt: now.toISOString() })
      .where(myRow(ctx, redemptions, id))
      .returning()
    await ctx.db
      .update(rewards)
      .set({ lastRedeemedAt: lastStanding(ctx, before.rewardId) })
      .where(and(eq(rewards.userId, ctx.actor.id), eq(rewards.id, before.rewardId)))
    return { redemption: found(redemption, 'Redemption'), balance: await refundPoints(ctx, sourceOf(id)) }
  })
}

export async function listRedemptions(ctx: UserCtx, query: RedemptionQuery): Promise<Page<RedemptionRow>> {
  const position = readCursor(ctx, query, 'redemptions')
  const { rewardId, undone, limit } = query
  const rows = await ctx.db
    .select()
    .from(redemptions)
    .where(
      and(
        mine(ctx, redemptions),
        rewardId === undefined ? undefined : eq(redemptions.rewardId, rewardId),
        undone === undefined ? undefined : (undone ? isNotNull : isNull)(redemptions.undoneAt),
        olderThan(redemptions.id, position),
      ),
    )
    .orderBy(desc(redemptions.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'redemptions')
}

export async function getRedemption(ctx: UserCtx, id: string): Promise<RedemptionRow> {
  const [redemption] = await ctx.db
    .select()
    .from(redemptions)
    .where(myRow(ctx, redemptions, id))
  return found(redemption, 'Redemption')
}

const sourceOf = (id: string) => `redemption:${id}`

async function circumstances(ctx: UserCtx, rewardId: string, balance: number): Promise<Circumstances> {
  const now = ctx.now()
  const { timezone, dayStartsAt } = await userZone(ctx)
  const today = dayOf(now.toISOString(), timezone, dayStartsAt)
  const tomorrow = startOfDay(addDays(today, 1), timezone, dayStartsAt)
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(redemptions)
    .where(
      and(
        standing(ctx, rewardId),
        gte(redemptions.redeemedAt, startOfDay(today, timezone, dayStartsAt)),
        lt(redemptions.redeemedAt, tomorrow),
      ),
    )
  return { now, balance, redeemedToday: row?.count ?? 0, tomorrow }
}

/** What was redeemed of a reward and not undone. */
const standing = (ctx: UserCtx, rewardId: string) =>
  and(mine(ctx, redemptions), eq(redemptions.rewardId, rewardId), isNull(redemptions.undoneAt))

const lastStanding = (ctx: UserCtx, rewardId: string) =>
  sql<string>`(select max(${redemptions.redeemedAt}) from ${redemptions} where ${standing(ctx, rewardId)})`
