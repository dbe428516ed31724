import type { UserCtx } from '#core/ctx.ts'
import { holdsScope } from '#core/identity.ts'
import type { Log } from '#core/log.ts'
import type { PersonalityMode } from '#core/personality.ts'
import { learn, recall } from '#domains/memory/learning.service.ts'
import { selectMessage } from './messages.queries.ts'

/** How much a model is told of what is known. */
const MOST_FACTS = 8

/** What is remembered of the user and matters to what they ask, a line each; null when nothing is. An answer never fails for it. */
export async function rememberedFor(
  ctx: UserCtx,
  log: Log,
  asked: string,
  place: { conversationId: string; personality: PersonalityMode },
): Promise<string | null> {
  if (!holdsScope(ctx.actor, 'memories:read')) return null
  try {
    const facts = await recall(ctx, asked, MOST_FACTS, place)
    return facts.length === 0 ? null : facts.map(({ text }) => `- ${text}`).join('\n')
  } catch (error) {
    log.warn({ err: error }, 'nothing could be remembered')
    return null
  }
}

/** Keeps what the message that was answered tells of its writer: their own words alone, as typed. */
export async function learnFrom(ctx: UserCtx, log: Log, messageId: string | null): Promise<void> {
  if (messageId === null || !holdsScope(ctx.actor, 'memories:write')) return
  try {
    const said = await selectMessage(ctx, messageId)
    if (said?.role !== 'user') return
    const { conversationId, role, content: text } = said
    await learn(ctx, { role, text, messageId, conversationId })
  } catch (error) {
    log.warn({ err: error }, 'what was said could not be remembered')
  }
}
