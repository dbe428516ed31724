import { and, desc, eq, gte, lt } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { type TaskRow, tasks } from './tasks.tables.ts'

/** My tasks that were done between two instants (the first inclusive), the latest first. One statement. */
export const tasksFinished = (ctx: UserCtx, from: string, to: string, limit: number): Promise<TaskRow[]> =>
  ctx.db
    .select()
    .from(tasks)
    .where(and(mine(ctx, tasks), eq(tasks.status, 'done'), gte(tasks.completedAt, from), lt(tasks.completedAt, to)))
    .orderBy(desc(tasks.completedAt), desc(tasks.id))
    .limit(limit)
