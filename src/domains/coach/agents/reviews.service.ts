import { and, desc, eq, lt } from 'drizzle-orm'
import type { Meta } from '#core/ai/run.ts'
import type { UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { type WeeklyReviewRow, weeklyReviews } from './agents.tables.ts'
import type { WeekStats, WeekWords } from './week.ts'
import { type Week, weekOf } from './week-facts.service.ts'

const { userId, weekStart } = weeklyReviews

/** The latest week first; `before` goes on from a week. */
export async function listReviews(ctx: UserCtx, query: { limit: number; before?: string | undefined }) {
  const items = await ctx.db
    .select()
    .from(weeklyReviews)
    .where(and(eq(userId, ctx.actor.id), query.before === undefined ? undefined : lt(weekStart, query.before)))
    .orderBy(desc(weekStart))
    .limit(query.limit)
  return { items }
}

/** The review of the week that holds a day. */
export async function getReview(ctx: UserCtx, day: string): Promise<WeeklyReviewRow> {
  const { from } = await weekOf(ctx, day)
  const [row] = await ctx.db
    .select()
    .from(weeklyReviews)
    .where(and(eq(userId, ctx.actor.id), eq(weekStart, from)))
  return found(row, 'Weekly review')
}

/** Takes the place of what was said about the week before. */
export async function storeReview(
  ctx: UserCtx,
  week: Week,
  stats: WeekStats,
  words: WeekWords,
  { source, provider, model }: Meta,
): Promise<WeeklyReviewRow> {
  const said = { weekEnd: week.to, stats, words, source, provider, model, madeAt: ctx.now().toISOString() }
  const [row] = await ctx.db
    .insert(weeklyReviews)
    .values({ userId: ctx.actor.id, weekStart: week.from, ...said })
    .onConflictDoUpdate({ target: [userId, weekStart], set: said })
    .returning()
  return found(row, 'Weekly review')
}
