import { type InferSelectModel, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { databaseClock, databaseNow } from './clock.ts'
import { type Ctx, inTransaction } from './ctx.ts'

/** A row that says when something has to be looked at again: null when never. */
type Timers = PgTable & { fireAt: PgColumn }

interface Claimed<Timer> {
  timers: Timer[]
  /** By the database's clock, where there are any. */
  now: string
  /** Whether more may be waiting. */
  more: boolean
}

/**
 * Takes what is due by the database's clock, the longest due first and at most `limit`, and lets `settle` decide its fate. What
 * another worker or an edit holds is left to them. Claims and everything that `settle` writes are one transaction: of a worker that
 * dies nothing stays, and its claims are free at once.
 */
export async function settleDue<T extends Timers>(
  ctx: Ctx,
  table: T,
  limit: number,
  settle: (ctx: Ctx, timers: InferSelectModel<T>[], now: string) => Promise<void>,
): Promise<Claimed<InferSelectModel<T>>> {
  // Its columns are the table's; the builder cannot say so of a table that it does not know.
  const from: PgTable = table
  const isDue = sql`${table.fireAt} <= ${databaseNow(ctx)}`
  const [one] = await ctx.db.select({ one: sql`1` }).from(from).where(isDue).limit(1)
  if (!one) return { timers: [], now: ctx.now().toISOString(), more: false }
  const now = await databaseClock(ctx)
  const due = sql`${table.fireAt} <= ${now}`
  return inTransaction(ctx, async (ctx) => {
    const rows = await ctx.db
      .select()
      .from(from)
      .where(due)
      .orderBy(table.fireAt)
      .limit(limit)
      .for('update', { skipLocked: true })
    const timers = rows as InferSelectModel<T>[]
    await settle(ctx, timers, now)
    return { timers, now, more: timers.length === limit }
  })
}

/** Rows of owned items, by owner and id. */
export function among(userId: PgColumn, id: PgColumn, items: readonly { userId: string; id: string }[]) {
  const [users, ids] = [items.map((item) => item.userId), items.map((item) => item.id)]
  return sql`(${userId}, ${id}) in (select * from unnest(${uuids(users)}, ${uuids(ids)}))`
}

/** As PostgreSQL writes an array: the query builder would spread one into a list of parameters. */
const uuids = (ids: string[]) => sql`${`{${ids.join()}}`}::uuid[]`
