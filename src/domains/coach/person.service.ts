import type { Person } from '#core/ai/run.ts'
import type { UserCtx } from '#core/ctx.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { aiLimitsOf } from '#domains/billing/billing.service.ts'

/** Where somebody's days run, whether models may be asked about their things and for how much, and which they prefer for what. */
export async function personOf(ctx: UserCtx): Promise<Person> {
  const [{ timezone, weekStartsOn }, { ai }, limits] = await Promise.all([
    userZone(ctx),
    getPreferences(ctx),
    aiLimitsOf(ctx),
  ])
  return {
    zone: timezone,
    weekStartsOn,
    allowsModels: ai.enabled,
    limits,
    choiceFor: (feature) => ai.features[feature] ?? ai.defaultModel,
  }
}
