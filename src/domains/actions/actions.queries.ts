import { and, count, desc, eq, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { found } from '#core/errors.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import type { ActionQuery } from './actions.schema.ts'
import { type ActionRow, actions } from './actions.tables.ts'

export type ActionValues = Partial<typeof actions.$inferInsert>

export async function selectActions(ctx: UserCtx, query: ActionQuery): Promise<Page<ActionRow>> {
  const { state, conversationId, limit } = query
  const position = readCursor(ctx, query, 'actions')
  const rows = await ctx.db
    .select()
    .from(actions)
    .where(
      and(
        mine(ctx, actions),
        state === undefined ? undefined : eq(actions.state, state),
        conversationId === undefined ? undefined : eq(actions.conversationId, conversationId),
        olderThan(actions.id, position),
      ),
    )
    .orderBy(desc(actions.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'actions')
}

export async function selectAction(ctx: UserCtx, id: string): Promise<ActionRow> {
  const [row] = await ctx.db
    .select()
    .from(actions)
    .where(myRow(ctx, actions, id))
  return found(row, 'Action')
}

/** Held until the transaction ends: whoever decides at the same time waits, and finds it decided. */
export async function lockAction(ctx: UserCtx, id: string): Promise<ActionRow> {
  const [row] = await ctx.db
    .select()
    .from(actions)
    .where(myRow(ctx, actions, id))
    .for('update')
  return found(row, 'Action')
}

export async function writeAction(ctx: UserCtx, id: string, set: ActionValues): Promise<ActionRow> {
  const [row] = await ctx.db
    .update(actions)
    .set(set)
    .where(myRow(ctx, actions, id))
    .returning()
  return found(row, 'Action')
}

/** The open proposal that asks for just the same, if there is one. */
export async function findSame(ctx: UserCtx, wanted: Pick<ActionRow, 'tool' | 'arguments'>) {
  const [row] = await ctx.db
    .select()
    .from(actions)
    .where(
      and(
        mine(ctx, actions),
        eq(actions.state, 'proposed'),
        eq(actions.tool, wanted.tool),
        sql`${actions.arguments} = ${JSON.stringify(wanted.arguments)}::jsonb`,
        sql`${actions.expiresAt} > ${ctx.now().toISOString()}`,
      ),
    )
    .limit(1)
  return row
}

export async function countOpen(ctx: UserCtx): Promise<number> {
  const [row] = await ctx.db
    .select({ open: count() })
    .from(actions)
    .where(and(mine(ctx, actions), eq(actions.state, 'proposed')))
  return row?.open ?? 0
}

export interface Touched {
  entity: string
  id: string
  /** Its first and last change by that actor. */
  first: number
  last: number
}

/** The items that an actor of the assistant's changed, in the order of their first change. */
export async function itemsTouchedBy(ctx: UserCtx, actor: string): Promise<Touched[]> {
  const rows = await rowsOf<Touched>(
    ctx.db,
    sql`
    select entity, entity_id as id, min(seq)::int8 as first, max(seq)::int8 as last
    from changes where user_id = ${ctx.actor.id} and actor = ${actor} and actor like 'assistant:%'
    group by entity, entity_id order by min(seq)`,
  )
  return rows.map((row) => ({ ...row, first: Number(row.first), last: Number(row.last) }))
}

/** Forgets at most `limit` actions of before an instant that nobody has to decide any more, and says how many. */
export async function pruneActions(ctx: Ctx, before: string, limit: number): Promise<number> {
  const gone = await rowsOf(
    ctx.db,
    sql`delete from actions where (user_id, id) in (
          select user_id, id from actions where state <> 'proposed' and created_at < ${before}::timestamptz limit ${limit})
        returning 1`,
  )
  return gone.length
}
