import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { chatMessages, conversations, type MessageRow } from './chat.tables.ts'

/** My message, wherever it stands: in a conversation of mine that is not in the trash. */
export async function selectMessage(ctx: UserCtx, id: string): Promise<MessageRow | undefined> {
  const place = and(
    eq(conversations.userId, chatMessages.userId),
    eq(conversations.id, chatMessages.conversationId),
    sql`${conversations.deletedAt} is null`,
  )
  const [row] = await ctx.db
    .select({ message: chatMessages })
    .from(chatMessages)
    .innerJoin(conversations, place)
    .where(and(eq(chatMessages.userId, ctx.actor.id), eq(chatMessages.id, id)))
  return row?.message
}

/** The ids from a message up to the beginning, the message itself first; at most so many. One statement. */
export async function selectPath(ctx: UserCtx, leafId: string, limit: number): Promise<string[]> {
  const me = ctx.actor.id
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`with recursive path as (
          select id, parent_id, 1 as depth from chat_messages where user_id = ${me} and id = ${leafId}
          union all
          select m.id, m.parent_id, p.depth + 1 from chat_messages m
            join path p on m.id = p.parent_id and m.user_id = ${me} where p.depth < ${limit})
        select id from path order by depth`,
  )
  return rows.map(({ id }) => id)
}

/** The newest message below this one, on the branch where most lately something was said. */
export async function selectLatestBelow(ctx: UserCtx, id: string): Promise<string> {
  const me = ctx.actor.id
  const [row] = await rowsOf<{ id: string }>(
    ctx.db,
    sql`with recursive below as (
          select id from chat_messages where user_id = ${me} and id = ${id}
          union all
          select m.id from chat_messages m join below b on m.parent_id = b.id and m.user_id = ${me})
        select id from below order by id desc limit 1`,
  )
  return row?.id ?? id
}

/** For each of these, everything that follows the same message in the same conversation. */
export async function selectSiblings(ctx: UserCtx, rows: readonly MessageRow[]): Promise<Map<string, string[]>> {
  if (rows.length === 0) return new Map()
  const ids = `{${rows.map(({ id }) => id).join()}}`
  const found = await rowsOf<{ id: string; siblings: string[] }>(
    ctx.db,
    sql`select m.id, array_agg(s.id::text order by s.id) as siblings
        from chat_messages m join chat_messages s
          on s.user_id = m.user_id and s.conversation_id = m.conversation_id and s.parent_id is not distinct from m.parent_id
        where m.user_id = ${ctx.actor.id} and m.id = any(${ids}::uuid[]) group by m.id`,
  )
  return new Map(found.map(({ id, siblings }) => [id, siblings]))
}

export const ofConversation = (ctx: UserCtx, id: string): SQL =>
  // `and` of two conditions is never undefined.
  and(eq(chatMessages.userId, ctx.actor.id), eq(chatMessages.conversationId, id)) as SQL
