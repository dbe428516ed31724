import { sql } from 'drizzle-orm'
import { writeAs } from '#core/attribution.ts'
import { type Ctx, inTransaction } from '#core/ctx.ts'
import { lockFeeds } from '#core/feed.ts'

/**
 * One transaction that writes rows of two users. What goes on between the same two takes turns, and the feeds are taken lowest id
 * first, so that no two such transactions wait for each other. The feeds of both say `by` has written.
 */
export function withBoth<C extends Ctx, T>(
  ctx: C,
  [one, other]: [string, string],
  by: string,
  work: (ctx: C) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx, async (ctx) => {
    const [low, high] = one < other ? [one, other] : [other, one]
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`friends:${low}:${high}`}, 0))`)
    await writeAs(ctx.db, by)
    const result = await work(ctx)
    await lockFeeds(ctx.db, [low, high])
    return result
  })
}
