import { and, desc, gte, lt } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { type TaskRow, tasks } from './tasks.tables.ts'

/** How many of my tasks were completed from one instant (inclusive) to another, and the titles of the last ten. */
export async function completedBetween(
  ctx: UserCtx,
  from: string,
  to: string,
): Promise<{ count: number; titles: TaskRow['title'][] }> {
  const between = and(mine(ctx, tasks), gte(tasks.completedAt, from), lt(tasks.completedAt, to))
  const [count, last] = await Promise.all([
    ctx.db.$count(tasks, between),
    ctx.db.select({ title: tasks.title }).from(tasks).where(between).orderBy(desc(tasks.completedAt)).limit(10),
  ])
  return { count, titles: last.map(({ title }) => title) }
}
