import type { Person } from '#core/ai/run.ts'
import type { UserCtx } from '#core/ctx.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { userZone } from '#domains/accounts/users.service.ts'

/** Where somebody's days run, whether models may be asked about their things, and which they prefer for what. */
export async function personOf(ctx: UserCtx): Promise<Person> {
  const [{ timezone, weekStartsOn }, { ai }] = await Promise.all([userZone(ctx), getPreferences(ctx)])
  return {
    zone: timezone,
    weekStartsOn,
    allowsModels: ai.enabled,
    choiceFor: (feature) => ai.features[feature] ?? ai.defaultModel,
  }
}
