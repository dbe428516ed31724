import { and, asc, eq, gte, lte } from 'drizzle-orm'
import type { Ai } from '#core/ai/ai.ts'
import { standingOf } from '#core/ai/budget.ts'
import { capabilitiesOf } from '#core/ai/capabilities.ts'
import { aiUsage } from '#core/ai/usage.tables.ts'
import type { UserCtx } from '#core/ctx.ts'
import { dayOf } from '#core/time/zones.ts'
import { personOf } from './person.service.ts'
import type { AiCapabilities, AiUsage, UsageQuery } from './usage.schema.ts'

/** What my questions to models took, by day, feature and model, and how much is left. */
export async function readUsage(ctx: UserCtx, ai: Ai, query: UsageQuery): Promise<AiUsage> {
  const { zone, limits } = await personOf(ctx)
  const today = dayOf(ctx.now().toISOString(), zone)
  const { from = `${today.slice(0, 8)}01`, to = today } = query
  const rows = await ctx.db
    .select()
    .from(aiUsage)
    .where(and(eq(aiUsage.userId, ctx.actor.id), gte(aiUsage.day, from), lte(aiUsage.day, to)))
    .orderBy(asc(aiUsage.day), asc(aiUsage.feature), asc(aiUsage.provider), asc(aiUsage.model))
  const items = rows.map(({ userId: _, day, ...row }) => ({ date: day, ...row }))
  const total = { calls: 0, inputTokens: 0, outputTokens: 0, costMicros: 0, unpricedTokens: 0 }
  for (const item of items) for (const name of COUNTS) total[name] += item[name]
  return { from, to, currency: 'USD', items, total, budget: await standingOf(ctx, zone, limits ?? ai.limits) }
}

const COUNTS = ['calls', 'inputTokens', 'outputTokens', 'costMicros', 'unpricedTokens'] as const

/** What this server can really do for me at this moment, with my preferences and with providers that fail counted as absent. */
export const readCapabilities = async (ctx: UserCtx, ai: Ai): Promise<AiCapabilities> =>
  capabilitiesOf(ai, await personOf(ctx))
