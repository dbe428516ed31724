import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { changes } from '#core/feed.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import type { SupportAccess, SupportChange } from './support-access.schema.ts'
import { type SupportAccessRow, supportAccesses } from './support-access.tables.ts'

/** What an access has changed: by its redeemer, from its beginning to its end. */
const during = and(
  eq(changes.userId, supportAccesses.userId),
  sql`${changes.actor} = 'support:' || ${supportAccesses.redeemedBy}`,
  sql`${changes.at} between ${supportAccesses.redeemedAt} and coalesce(${supportAccesses.endedAt}, ${supportAccesses.endsAt})`,
)

export async function selectAccesses(ctx: UserCtx, query: PageQuery): Promise<Page<SupportAccess>> {
  const { codeHash: _, ...columns } = getTableColumns(supportAccesses)
  const made = ctx.db.select({ one: sql`count(*)` }).from(changes).where(during)
  const rows = await ctx.db
    .select({ ...columns, codeHash: sql<string>`''`, changes: sql<number>`(${made})::int` })
    .from(supportAccesses)
    .where(
      and(
        eq(supportAccesses.userId, ctx.actor.id),
        olderThan(supportAccesses.id, readCursor(ctx, query, 'support-access')),
      ),
    )
    .orderBy(desc(supportAccesses.id))
    .limit(query.limit + 1)
  const items = rows.map((row) => ({ ...row, state: stateOf(row, ctx.now().toISOString()) }))
  return toPage(ctx, items, query, 'support-access')
}

/** What was changed with one of my accesses, newest first; as long as histories are kept. */
export async function selectChangesOf(ctx: UserCtx, id: string, query: PageQuery): Promise<Page<SupportChange>> {
  const mine = and(eq(supportAccesses.userId, ctx.actor.id), eq(supportAccesses.id, id))
  const [access] = await ctx.db.select({ id: supportAccesses.id }).from(supportAccesses).where(mine)
  found(access, 'Access')
  const position = readCursor(ctx, query, `support-access ${id}`)
  const rows = await ctx.db
    .select({ id: changes.entityId, seq: changes.seq, entity: changes.entity, op: changes.op, at: changes.at })
    .from(supportAccesses)
    .innerJoin(changes, during)
    .where(and(mine, position && sql`${changes.seq} < ${position.value}`))
    .orderBy(desc(changes.seq))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, `support-access ${id}`, ({ seq }) => seq)
}

export function stateOf(row: SupportAccessRow, now: string): SupportAccess['state'] {
  if (row.endedAt !== null) return 'revoked'
  if (row.endsAt === null) return row.expiresAt > now ? 'waiting' : 'over'
  return row.endsAt > now ? 'open' : 'over'
}
