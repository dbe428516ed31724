import { and, desc, eq, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import type { NewGoalActivity } from './activities.schema.ts'
import { getGoal } from './goals.service.ts'
import { type GoalActivityRow, goalActivities, goals } from './goals.tables.ts'
import { requireItem } from './links.service.ts'

/** What happened to a goal, newest first. */
export async function listActivities(ctx: UserCtx, goalId: string, query: PageQuery): Promise<Page<GoalActivityRow>> {
  await getGoal(ctx, goalId)
  const list = `goals/${goalId}/activity`
  const position = readCursor(ctx, query, list)
  const rows = await ctx.db
    .select()
    .from(goalActivities)
    .where(and(mine(ctx, goalActivities), eq(goalActivities.goalId, goalId), olderThan(goalActivities.id, position)))
    .orderBy(desc(goalActivities.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list)
}

export async function getActivity(ctx: UserCtx, goalId: string, id: string): Promise<GoalActivityRow> {
  await getGoal(ctx, goalId)
  const [activity] = await ctx.db
    .select()
    .from(goalActivities)
    .where(and(myRow(ctx, goalActivities, id), eq(goalActivities.goalId, goalId)))
  return found(activity, 'Activity')
}

/** Writes down something that happened; the goal counts as active from now. What it is about must be mine. */
export async function addActivity(ctx: UserCtx, goalId: string, input: NewGoalActivity): Promise<GoalActivityRow> {
  if (input.entity && input.entityId) await requireItem(ctx, input.entity, input.entityId)
  return inTransaction(ctx, async (ctx) => {
    const lastActivityAt = ctx.now().toISOString()
    const [goal] = await ctx.db
      .update(goals)
      .set({ lastActivityAt })
      .where(myRow(ctx, goals, goalId))
      .returning({ id: goals.id })
    found(goal, 'Goal')
    const [activity] = await ctx.db
      .insert(goalActivities)
      .values({ ...input, goalId, userId: ctx.actor.id })
      .returning()
    return found(activity, 'Activity')
  })
}

export async function deleteActivity(ctx: UserCtx, goalId: string, id: string): Promise<void> {
  await getGoal(ctx, goalId)
  const [gone] = await ctx.db
    .update(goalActivities)
    .set({ deletedAt: sql<string>`now()` })
    .where(and(myRow(ctx, goalActivities, id), eq(goalActivities.goalId, goalId)))
    .returning({ id: goalActivities.id })
  found(gone, 'Activity')
}
