import { and, eq, gte, lt, sql } from 'drizzle-orm'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { addDays, addMonths, dayOf, startOfDay } from '#core/time/zones.ts'
import type { Tokens } from './prices.ts'
import { aiHolds, aiUsage } from './usage.tables.ts'

/** What one user may take; 0 is without limit. Days and months are the user's own. */
export interface Limits {
  dailyTokens: number
  monthlyCents: number
}

/** One call of a model, and what it took. */
export interface Spent extends Tokens {
  provider: string
  model: string
  /** Null when its price is not known. */
  costMicros: number | null
}

/** What a question may take at most. */
export interface Hold {
  tokens: number
  costMicros: number
}

export interface Standing {
  tokens: { limit: number | null; used: number; resetsAt: string }
  money: { limitMicros: number | null; usedMicros: number; currency: 'USD'; resetsAt: string }
}

/** The feature under which reading for search is counted: by its money, not by the tokens of a day. */
export const EMBEDDINGS = 'embeddings'

const HOLD_MS = 120_000
const MICROS_PER_CENT = 10_000

/** What was used of today's tokens and this month's money, and when each begins anew. */
export async function standingOf(ctx: UserCtx, zone: string, limits: Limits): Promise<Standing> {
  const today = dayOf(ctx.now().toISOString(), zone)
  const month = `${today.slice(0, 8)}01`
  const [sums] = await ctx.db
    .select({
      tokens: sql<number>`coalesce(sum(${aiUsage.inputTokens} + ${aiUsage.outputTokens}) filter (where ${aiUsage.day} = ${today} and ${aiUsage.feature} <> ${EMBEDDINGS}), 0)::float8`,
      micros: sql<number>`coalesce(sum(${aiUsage.costMicros}), 0)::float8`,
    })
    .from(aiUsage)
    .where(and(eq(aiUsage.userId, ctx.actor.id), gte(aiUsage.day, month)))
  return {
    tokens: {
      limit: limits.dailyTokens || null,
      used: sums?.tokens ?? 0,
      resetsAt: startOfDay(addDays(today, 1), zone),
    },
    money: {
      limitMicros: limits.monthlyCents * MICROS_PER_CENT || null,
      usedMicros: sums?.micros ?? 0,
      currency: 'USD',
      resetsAt: startOfDay(addMonths(month, 1), zone),
    },
  }
}

/**
 * Sets aside what a question may take, and answers the name of that; refused with 402 and the time of the next beginning when the
 * budget is used up or set aside already. Questions at the same moment wait for each other here, so that of any number that meet the
 * last remainder one is asked. A hold lasts two minutes at most.
 */
export function holdBudget(ctx: UserCtx, zone: string, limits: Limits, hold: Hold): Promise<string | null> {
  if (limits.dailyTokens === 0 && limits.monthlyCents === 0) return Promise.resolve(null)
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'ai-budget')
    const now = ctx.now().getTime()
    const mine = eq(aiHolds.userId, ctx.actor.id)
    await ctx.db.delete(aiHolds).where(and(mine, lt(aiHolds.expiresAt, new Date(now).toISOString())))
    const [held] = await ctx.db
      .select({
        tokens: sql<number>`coalesce(sum(${aiHolds.tokens}), 0)::float8`,
        micros: sql<number>`coalesce(sum(${aiHolds.costMicros}), 0)::float8`,
      })
      .from(aiHolds)
      .where(mine)
    const { tokens, money } = await standingOf(ctx, zone, limits)
    if (tokens.limit !== null && tokens.used + (held?.tokens ?? 0) >= tokens.limit)
      throw usedUp(now, `today’s ${tokens.limit} tokens`, tokens.resetsAt)
    if (money.limitMicros !== null && money.usedMicros + (held?.micros ?? 0) >= money.limitMicros)
      throw usedUp(now, 'this month’s money', money.resetsAt)
    const id = newId()
    const expiresAt = new Date(now + HOLD_MS).toISOString()
    await ctx.db.insert(aiHolds).values({ userId: ctx.actor.id, id, ...hold, expiresAt })
    return id
  })
}

/** Writes down what was really taken, and gives the rest of the hold back. */
export function settle(ctx: UserCtx, zone: string, feature: string, hold: string | null, spent: readonly Spent[]) {
  if (hold === null && spent.length === 0) return Promise.resolve()
  const day = dayOf(ctx.now().toISOString(), zone)
  return inTransaction(ctx, async (ctx) => {
    for (const one of spent) await add(ctx, day, feature, one)
    if (hold !== null) await ctx.db.delete(aiHolds).where(and(eq(aiHolds.userId, ctx.actor.id), eq(aiHolds.id, hold)))
  })
}

async function add(ctx: UserCtx, day: string, feature: string, spent: Spent) {
  const { provider, model, inputTokens, outputTokens } = spent
  const costMicros = spent.costMicros ?? 0
  const unpricedTokens = spent.costMicros === null ? inputTokens + outputTokens : 0
  const counted = { calls: 1, inputTokens, outputTokens, costMicros, unpricedTokens }
  await ctx.db
    .insert(aiUsage)
    .values({ userId: ctx.actor.id, day, feature, provider, model, ...counted })
    .onConflictDoUpdate({
      target: [aiUsage.userId, aiUsage.day, aiUsage.feature, aiUsage.provider, aiUsage.model],
      set: {
        calls: sql`${aiUsage.calls} + 1`,
        inputTokens: sql`${aiUsage.inputTokens} + ${inputTokens}`,
        outputTokens: sql`${aiUsage.outputTokens} + ${outputTokens}`,
        costMicros: sql`${aiUsage.costMicros} + ${costMicros}`,
        unpricedTokens: sql`${aiUsage.unpricedTokens} + ${unpricedTokens}`,
      },
    })
}

const usedUp = (now: number, what: string, resetsAt: string) =>
  new AppError(
    'quota_exceeded',
    `You have used ${what} of the assistant. It is there again from ${resetsAt}; everything else works as before.`,
    { retryAfterSeconds: (Date.parse(resetsAt) - now) / 1_000, extra: { resetsAt } },
  )
