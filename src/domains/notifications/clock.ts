import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'

/**
 * The database's clock, so that a node whose own clock is wrong neither hurries nor delays anything; `plusSeconds` later or, when
 * negative, earlier. A test that has moved the app's clock moves this one by as much.
 */
export function databaseNow(ctx: Ctx, plusSeconds = 0): SQL<string> {
  const movedMs = ctx.now().getTime() - Date.now()
  const shiftMs = (Math.abs(movedMs) < MEASURABLE_MS ? 0 : movedMs) + plusSeconds * 1_000
  return sql<string>`(now() + ${shiftMs}::double precision * interval '1 millisecond')`
}

/** Two looks at the same clock are this far apart at most. */
const MEASURABLE_MS = 1_000
