import type { UserCtx } from '#core/ctx.ts'
import { isDistressed } from '#core/distress.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { classify } from './classify.ts'
import type { Understanding } from './voice.schema.ts'

const BY_RULES = { source: 'rules', provider: null, model: null, cached: false, usage: null } as const

/** What an utterance wants, in the user's own zone and week; nothing is changed and nothing leaves the server. */
export async function classifyUtterance(ctx: UserCtx, text: string): Promise<Understanding> {
  const { timezone, weekStartsOn } = await userZone(ctx)
  const intents = classify(text, { now: ctx.now().toISOString(), zone: timezone, weekStartsOn })
  return { intents, distress: isDistressed(text), meta: BY_RULES }
}
