import { and, asc, inArray, or } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { publish } from '#core/messages.ts'
import { waitingFor } from './completion.ts'
import { goalsWatchingTasks } from './links.service.ts'
import { TasksGathered } from './tasks.events.ts'
import { type TaskRow, tasks } from './tasks.tables.ts'

/** What tasks belong to or will; absent is nothing. */
export interface Joining {
  goalIds?: TaskRow['goalIds'] | undefined
  projectIds?: TaskRow['projectIds'] | undefined
}

/**
 * For whoever changes several tasks in one transaction: holds them and the tasks that wait for them, lowest id first, then the goals and projects that follow them.
 * One change holds its task, then its goals, its projects and the wallet, so several must take all of a kind before the next kind.
 */
export async function gather(ctx: UserCtx, ids: string[], joined: Joining[] = []): Promise<void> {
  const held = await ctx.db
    .select({ goalIds: tasks.goalIds, projectIds: tasks.projectIds })
    .from(tasks)
    .where(and(mine(ctx, tasks), or(inArray(tasks.id, ids), inArray(tasks.id, waitingFor(ctx, ids)))))
    .orderBy(asc(tasks.id))
    .for('update')
  await gatherFollowing(ctx, ids, [...held, ...joined])
}

/** Likewise for tasks that are held already. */
export async function gatherFollowing(ctx: UserCtx, ids: string[], joined: Joining[]): Promise<void> {
  const watching = await goalsWatchingTasks(ctx, ids)
  const goalIds = [...new Set([...joined.flatMap(({ goalIds }) => goalIds ?? []), ...watching])]
  const projectIds = [...new Set(joined.flatMap(({ projectIds }) => projectIds ?? []))]
  if (goalIds.length + projectIds.length > 0) await publish(ctx, TasksGathered, { goalIds, projectIds })
}
