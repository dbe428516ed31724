import { type SQL, sql } from 'drizzle-orm'
import { toInstant } from './columns.ts'
import type { Ctx } from './ctx.ts'
import { rowsOf } from './db.ts'

/**
 * The database's clock, as an instant: a node whose own clock is wrong neither hurries nor delays anything. Where a test has set the
 * app's clock, exactly that.
 */
export async function databaseClock(ctx: Ctx): Promise<string> {
  const now = ctx.now()
  if (isSet(now)) return now.toISOString()
  const [row] = await rowsOf<{ now: string | Date }>(ctx.db, sql`select clock_timestamp() as now`)
  return toInstant(row?.now ?? now)
}

/** The same clock within a statement, as it stands when the transaction begins; `plusSeconds` later or, when negative, earlier. */
export function databaseNow(ctx: Ctx, plusSeconds = 0): SQL<string> {
  const now = ctx.now()
  const clock = isSet(now) ? sql`${now.toISOString()}::timestamptz` : sql`now()`
  return sql<string>`(${clock} + ${plusSeconds}::double precision * interval '1 second')`
}

/** Two looks at the same clock are this far apart at most. */
const MEASURABLE_MS = 1_000
const isSet = (now: Date) => Math.abs(now.getTime() - Date.now()) > MEASURABLE_MS
