import { and, eq, lt } from 'drizzle-orm'
import { actingAs, type Ctx } from '#core/ctx.ts'
import { whoKeepsNoConversations } from '#domains/accounts/preferences.service.ts'
import { conversations } from './chat.tables.ts'

const KEPT_MS = 86_400_000

/** Deletes for good what was last used a day ago, of those who do not want their conversations kept. Safe to repeat. */
export async function forgetConversations(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS).toISOString()
  for (const userId of await whoKeepsNoConversations(ctx)) {
    const { db } = actingAs(ctx, userId, 'job:chat_history')
    await db.delete(conversations).where(and(eq(conversations.userId, userId), lt(conversations.activeAt, before)))
  }
}
