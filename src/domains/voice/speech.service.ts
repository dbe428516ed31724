import type { Ai } from '#core/ai/ai.ts'
import { type Spoken, speak, voicesOf } from '#core/ai/speaking.ts'
import type { UserCtx } from '#core/ctx.ts'
import { requireIncluded } from '#domains/billing/billing.service.ts'
import { personOf } from '#domains/coach/person.service.ts'
import type { Speaking, Voices } from './speech.schema.ts'

/** Says a text of the user's; nothing is kept. Throws what `speak` refuses. */
export async function sayText(ctx: UserCtx, ai: Ai, speaking: Speaking, gone: AbortSignal): Promise<Spoken> {
  await requireIncluded(ctx, 'voice')
  return speak(ctx, ai, await personOf(ctx), { ...speaking, voice: speaking.voice ?? null }, gone)
}

/** With what voices this server can speak to me, the usual one first. */
export async function listVoices(ctx: UserCtx, ai: Ai): Promise<Voices> {
  return { items: voicesOf(ai, await personOf(ctx)) }
}
