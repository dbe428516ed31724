import type { ModelChoice } from '#core/ai/ai.ts'
import type { Limits } from '#core/ai/budget.ts'
import type { UserCtx } from '#core/ctx.ts'
import type { PersonalityMode } from '#core/personality.ts'
import type { WeekdayCode } from '#core/time/zones.ts'
import { onboardingAnswers } from '#domains/accounts/onboarding.service.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { aiLimitsOf } from '#domains/billing/billing.service.ts'

/** Under which name the tokens of conversations are counted, and a model can be chosen for them. */
export const CHAT = 'chat'

/** Whom the assistant talks with. */
export interface Partner {
  zone: string
  weekStartsOn: WeekdayCode
  /** False sends nothing of theirs to any model. */
  allowsModels: boolean
  choice: ModelChoice | null
  /** What models may cost by their plan; null is what everybody may. An answer keeps what it began with. */
  limits: Limits | null
  /** Null leaves it to what is said. */
  mode: PersonalityMode | null
  isBrief: boolean
  /** What they said about themselves, by question. */
  answers: Record<string, unknown>
}

export async function partnerOf(ctx: UserCtx): Promise<Partner> {
  const [{ timezone, weekStartsOn }, { ai, personality }, answers, limits] = await Promise.all([
    userZone(ctx),
    getPreferences(ctx),
    onboardingAnswers(ctx),
    aiLimitsOf(ctx),
  ])
  return {
    zone: timezone,
    weekStartsOn,
    allowsModels: ai.enabled,
    limits,
    choice: ai.features[CHAT] ?? ai.defaultModel,
    mode: personality.mode === 'auto' ? null : personality.mode,
    isBrief: personality.messageLength === 'short',
    answers,
  }
}
