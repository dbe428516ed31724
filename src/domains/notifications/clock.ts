import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'

/**
 * The database's clock, so that a node whose own clock is wrong neither hurries nor delays anything; `plusSeconds` later or, when
 * negative, earlier. Where a test has set the app's clock, that one.
 */
export function databaseNow(ctx: Ctx, plusSeconds = 0): SQL<string> {
  const now = ctx.now()
  const isSet = Math.abs(now.getTime() - Date.now()) > SAME_CLOCK_MS
  const clock = isSet ? sql`${now.toISOString()}::timestamptz` : sql`now()`
  return sql<string>`(${clock} + ${plusSeconds}::double precision * interval '1 second')`
}

/** Two looks at the same clock are no further apart. */
const SAME_CLOCK_MS = 1_000
