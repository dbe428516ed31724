import type { UserCtx } from '#core/ctx.ts'
import { judgeDays } from './firing.service.ts'
import type { SignalPreview } from './rules.schema.ts'
import { lastDays, refuseUnfit } from './rules.service.ts'

/** What a rule would have made of the last days, without writing anything. */
export async function previewRule(ctx: UserCtx, { rule, days }: SignalPreview) {
  await refuseUnfit(ctx, rule)
  const { match = 'all', atLeast = null, amount = null, amountFrom = null, conditions } = rule
  const wanted = { match, atLeast, amount, amountFrom, conditions }
  return { days: await judgeDays(ctx, wanted, await lastDays(ctx, days)) }
}
