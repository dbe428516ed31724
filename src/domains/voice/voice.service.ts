import type { UserCtx } from '#core/ctx.ts'
import { isDistressed } from '#core/distress.ts'
import type { PersonalityMode } from '#core/personality.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { classify } from './classify.ts'
import { modeFor } from './modes.ts'
import type { Understanding } from './voice.schema.ts'

const BY_RULES = { source: 'rules', provider: null, model: null, cached: false, usage: null } as const

/** What an utterance wants, in the user's own zone and week; nothing is changed and nothing leaves the server. */
export async function classifyUtterance(ctx: UserCtx, text: string): Promise<Understanding> {
  const { timezone, weekStartsOn } = await userZone(ctx)
  const intents = classify(text, { now: ctx.now().toISOString(), zone: timezone, weekStartsOn })
  return { intents, distress: isDistressed(text), meta: BY_RULES }
}

/** How to speak to whoever says this: in the mode they have fixed, else as they need it; calmly, and with help, in distress. */
export const toneOf = (text: string, fixed: PersonalityMode | null): Tone => ({
  mode: modeFor(text, fixed),
  isDistressed: isDistressed(text),
})

export interface Tone {
  mode: PersonalityMode
  isDistressed: boolean
}
