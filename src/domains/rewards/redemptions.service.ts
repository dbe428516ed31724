import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { obstacleTo, type Present } from './availability.ts'
import type { Redeeming, RedemptionQuery } from './rewards.schema.ts'
import { getReward, getWallet, listRewards } from './rewards.service.ts'
import { type RedemptionRow, type RewardRow, redemptions, rewards } from './rewards.tables.ts'
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
    const obstacle = obstacleTo(reward, await circumstances(ctx, [rewardId], balance))
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

export interface Availability {
  rewardId: string
  canRedeem: boolean
  reason: string | null
  /** When time alone will make it possible. */
  availableAt: string | null
  redeemedToday: number
}

/** Whether it could be redeemed now, and if not, why and until when. Three statements. */
export async function rewardAvailability(ctx: UserCtx, rewardId: string): Promise<Availability> {
  const reward = await getReward(ctx, rewardId)
  const { balance } = await getWallet(ctx)
  return availabilityOf(reward, await circumstances(ctx, [rewardId], balance))
}

/** The same of every active reward, page by page, for a shop that shows them all. Three statements. */
export async function listAvailability(ctx: UserCtx, query: PageQuery): Promise<Page<Availability>> {
  const { items, nextCursor } = await listRewards(ctx, { ...query, status: 'active', sort: 'newest' })
  const { balance } = await getWallet(ctx)
  const ids = items.map(({ id }) => id)
  const present = await circumstances(ctx, ids, balance)
  return { items: items.map((reward) => availabilityOf(reward, present)), nextCursor }
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

function availabilityOf(reward: RewardRow, present: Present): Availability {
  const obstacle = obstacleTo(reward, present)
  const availableAt = obstacle?.details.extra?.availableAt
  return {
    rewardId: reward.id,
    canRedeem: obstacle === null,
    reason: obstacle?.message ?? null,
    availableAt: typeof availableAt === 'string' ? availableAt : null,
    redeemedToday: present.redeemedToday.get(reward.id) ?? 0,
  }
}

/** What today, in the user's own zone, has to do with whether these can be redeemed. */
async function circumstances(ctx: UserCtx, rewardIds: string[], balance: number): Promise<Present> {
  const now = ctx.now()
  const { timezone, dayStartsAt } = await userZone(ctx)
  const today = dayOf(now.toISOString(), timezone, dayStartsAt)
  const tomorrow = startOfDay(addDays(today, 1), timezone, dayStartsAt)
  const rows = await ctx.db
    .select({ rewardId: redemptions.rewardId, count: sql<number>`count(*)::int` })
    .from(redemptions)
    .where(
      and(
        standing(ctx),
        inArray(redemptions.rewardId, rewardIds),
        gte(redemptions.redeemedAt, startOfDay(today, timezone, dayStartsAt)),
        lt(redemptions.redeemedAt, tomorrow),
      ),
    )
    .groupBy(redemptions.rewardId)
  return { now, balance, tomorrow, redeemedToday: new Map(rows.map(({ rewardId, count }) => [rewardId, count])) }
}

/** What was redeemed and not undone. */
const standing = (ctx: UserCtx) => and(mine(ctx, redemptions), isNull(redemptions.undoneAt))

const lastStanding = (ctx: UserCtx, rewardId: string) =>
  sql<string>`(select max(${redemptions.redeemedAt}) from ${redemptions}
    where ${and(standing(ctx), eq(redemptions.rewardId, rewardId))})`
