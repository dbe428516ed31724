import { and, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { found, invalid } from '#core/errors.ts'
import { type Edge, endsOf, goesRound, pathBetween, within } from '#core/graph.ts'
import { OPEN_BLOCKERS } from './completion.ts'
import { getTask } from './tasks.service.ts'
import { type TaskDependencyRow, taskDependencies, tasks } from './tasks.tables.ts'

const NODE = {
  id: tasks.id,
  title: tasks.title,
  status: tasks.status,
  priority: tasks.priority,
  area: tasks.area,
  estimateMinutes: tasks.estimateMinutes,
}

/** What this task waits for, and what waits for it. */
export async function listDependencies(ctx: UserCtx, taskId: string) {
  await getTask(ctx, taskId)
  const rows = await ctx.db
    .select({ node: NODE, taskId: taskDependencies.taskId })
    .from(taskDependencies)
    .innerJoin(
      tasks,
      and(
        eq(tasks.userId, taskDependencies.userId),
        sql`${tasks.id} = case when ${taskDependencies.taskId} = ${taskId} then ${taskDependencies.dependsOnTaskId} else ${taskDependencies.taskId} end`,
        isNull(tasks.deletedAt),
      ),
    )
    .where(
      and(
        mine(ctx, taskDependencies),
        or(eq(taskDependencies.taskId, taskId), eq(taskDependencies.dependsOnTaskId, taskId)),
      ),
    )
  return {
    blockedBy: rows.filter((row) => row.taskId === taskId).map((row) => row.node),
    blocks: rows.filter((row) => row.taskId !== taskId).map((row) => row.node),
  }
}

/**
 * Makes a task wait for another. Refuses what would make a task wait for itself, naming the way round (409). Two requests that
 * together would close a circle are put in a row.
 */
export function addDependency(ctx: UserCtx, taskId: string, dependsOnTaskId: string): Promise<TaskDependencyRow> {
  if (taskId === dependsOnTaskId) throw invalid('dependsOnTaskId', 'A task cannot wait for itself.')
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'task-graph')
    await getTask(ctx, taskId)
    await getTask(ctx, dependsOnTaskId)
    const edges = await edgesOf(ctx)
    const around = pathBetween(edges, dependsOnTaskId, taskId)
    if (around) throw goesRound([taskId, ...around], await namesOf(ctx, around))
    const [dependency] = await ctx.db
      .insert(taskDependencies)
      .values({ userId: ctx.actor.id, taskId, dependsOnTaskId })
      .onConflictDoNothing()
      .returning()
    await recount(ctx, taskId)
    return dependency ?? existing(ctx, taskId, dependsOnTaskId)
  })
}

export function removeDependency(ctx: UserCtx, taskId: string, dependsOnTaskId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [gone] = await ctx.db
      .update(taskDependencies)
      .set({ deletedAt: sql<string>`now()` })
      .where(
        and(
          mine(ctx, taskDependencies),
          eq(taskDependencies.taskId, taskId),
          eq(taskDependencies.dependsOnTaskId, dependsOnTaskId),
        ),
      )
      .returning()
    found(gone, 'Dependency')
    await recount(ctx, taskId)
  })
}

/** Every task that has to do with a dependency, and the edges between them. Two statements. */
export async function taskGraph(ctx: UserCtx) {
  const edges = await edgesOf(ctx)
  const ids = endsOf(edges)
  const nodes =
    ids.length === 0
      ? []
      : await ctx.db
          .select(NODE)
          .from(tasks)
          .where(and(mine(ctx, tasks), inArray(tasks.id, ids)))
  return { nodes, edges: within(edges, nodes).map(({ from, to }) => ({ source: to, target: from })) }
}

/** From the waiting task to the one it waits for. */
const edgesOf = (ctx: UserCtx): Promise<Edge[]> =>
  ctx.db
    .select({ from: taskDependencies.taskId, to: taskDependencies.dependsOnTaskId })
    .from(taskDependencies)
    .where(mine(ctx, taskDependencies))

const namesOf = (ctx: UserCtx, ids: string[]) =>
  ctx.db
    .select({ id: tasks.id, name: tasks.title })
    .from(tasks)
    .where(and(mine(ctx, tasks), inArray(tasks.id, ids)))

async function existing(ctx: UserCtx, taskId: string, dependsOnTaskId: string): Promise<TaskDependencyRow> {
  const [row] = await ctx.db
    .select()
    .from(taskDependencies)
    .where(
      and(
        mine(ctx, taskDependencies),
        eq(taskDependencies.taskId, taskId),
        eq(taskDependencies.dependsOnTaskId, dependsOnTaskId),
      ),
    )
  return found(row, 'Dependency')
}

const recount = (ctx: UserCtx, taskId: string) =>
  ctx.db
    .update(tasks)
    .set({ openBlockers: OPEN_BLOCKERS })
    .where(and(myRow(ctx, tasks, taskId), ne(tasks.openBlockers, OPEN_BLOCKERS)))
