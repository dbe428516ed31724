import type { UserCtx } from '#core/ctx.ts'
import { isDistressed } from '#core/distress.ts'
import { type Help, helpLines } from '#core/help-lines.ts'
import { getUser } from './users.service.ts'

/** Whom to call, for a text with words of crisis; null for any other. A person comes first then: no model, no persona. */
export async function helpFor(ctx: UserCtx, text: string): Promise<Help | null> {
  return isDistressed(text) ? nearbyHelp(ctx) : null
}

/** Whom I could call, where I am. */
export async function nearbyHelp(ctx: UserCtx): Promise<Help> {
  const { timezone, locale } = await getUser(ctx)
  return helpLines(ctx.zone ?? timezone, locale)
}
