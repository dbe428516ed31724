import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { found, invalid, noSuch } from '#core/errors.ts'
import { endsOf, goesRound, pathBetween, within } from '#core/graph.ts'
import { pushForward, type Span, type Wait } from './cascade.ts'
import type { NewGoalDependency } from './dependencies.schema.ts'
import { lockGoals } from './goals.queries.ts'
import type { GoalPatch } from './goals.schema.ts'
import { getGoal, updateGoal } from './goals.service.ts'
import { type GoalDependencyRow, type GoalRow, goalDependencies, goals } from './goals.tables.ts'

const { id, title, status, timeHorizon, priority, area, startDate, targetDate, progress, parentGoalId } = goals
const NODE = { id, title, status, timeHorizon, priority, area, startDate, targetDate, progress }

/** What this goal waits for, and what waits for it. The trash plays no part. */
export async function listDependencies(ctx: UserCtx, goalId: string) {
  await getGoal(ctx, goalId)
  const { goalId: waiting, dependsOnGoalId: awaited, lagDays } = goalDependencies
  const other = sql`case when ${waiting} = ${goalId} then ${awaited} else ${waiting} end`
  const rows = await ctx.db
    .select({ ...NODE, lagDays, waiting })
    .from(goalDependencies)
    .innerJoin(goals, and(eq(goals.userId, goalDependencies.userId), eq(goals.id, other), isNull(goals.deletedAt)))
    .where(and(mine(ctx, goalDependencies), or(eq(waiting, goalId), eq(awaited, goalId))))
    .orderBy(asc(goalDependencies.id))
  return {
    blockedBy: rows.filter((row) => row.waiting === goalId),
    blocks: rows.filter((row) => row.waiting !== goalId),
  }
}

/**
 * Makes a goal wait for another; again with another lag, it changes the lag. Refuses what would make a goal wait for itself,
 * naming the way round (409). Two requests that together would close a circle are put in a row.
 */
export function addDependency(
  ctx: UserCtx,
  goalId: string,
  { dependsOnGoalId, lagDays }: NewGoalDependency,
): Promise<GoalDependencyRow> {
  if (goalId === dependsOnGoalId) throw invalid('dependsOnGoalId', 'A goal cannot wait for itself.')
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'goal-graph')
    const living = await lockGoals(ctx, [goalId, dependsOnGoalId])
    found(
      living.find((goal) => goal.id === goalId),
      'Goal',
    )
    if (living.length < 2) throw noSuch('dependsOnGoalId')
    const around = pathBetween((await waitsOf(ctx)).map(edgeOf), dependsOnGoalId, goalId)
    if (around) throw goesRound([goalId, ...around], await namesOf(ctx, around))
    const [dependency] = await ctx.db
      .insert(goalDependencies)
      .values({ userId: ctx.actor.id, goalId, dependsOnGoalId, lagDays })
      .onConflictDoUpdate({
        target: [goalDependencies.userId, goalDependencies.goalId, goalDependencies.dependsOnGoalId],
        targetWhere: isNull(goalDependencies.deletedAt),
        set: { lagDays },
      })
      .returning()
    return found(dependency, 'Dependency')
  })
}

export async function getDependency(ctx: UserCtx, goalId: string, dependsOnGoalId: string): Promise<GoalDependencyRow> {
  const [dependency] = await ctx.db
    .select()
    .from(goalDependencies)
    .where(pair(ctx, goalId, dependsOnGoalId))
  return found(dependency, 'Dependency')
}

export async function removeDependency(ctx: UserCtx, goalId: string, dependsOnGoalId: string): Promise<void> {
  const [gone] = await ctx.db
    .update(goalDependencies)
    .set({ deletedAt: sql<string>`now()` })
    .where(pair(ctx, goalId, dependsOnGoalId))
    .returning({ id: goalDependencies.id })
  found(gone, 'Dependency')
}

/** Every goal that has to do with a dependency, and the edges between them. Two statements. */
export async function goalGraph(ctx: UserCtx) {
  const edges = (await waitsOf(ctx)).map(edgeOf)
  const ids = endsOf(edges)
  const nodes =
    ids.length === 0
      ? []
      : await ctx.db
          .select({ ...NODE, parentGoalId })
          .from(goals)
          .where(and(mine(ctx, goals), inArray(goals.id, ids)))
          .orderBy(asc(goals.id))
  return {
    nodes,
    edges: within(edges, nodes).map(({ from, to, lagDays }) => ({ source: to, target: from, lagDays })),
  }
}

/**
 * Changes a goal and pushes those that wait for it, directly or not, behind its target day: forward only, each keeping its
 * length. Goals that are achieved or abandoned stay. What moved stands in the feed like any other change.
 */
export function updateGoalAndFollowers(
  ctx: UserCtx,
  goalId: string,
  patch: GoalPatch,
  version?: number,
): Promise<GoalRow> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'goal-graph')
    const goal = await updateGoal(ctx, goalId, patch, version)
    const waits = await waitsOf(ctx)
    const linked = await lockGoals(ctx, [goalId, ...waits.map((wait) => wait.goalId)])
    const movable = linked.filter((one) => one.id === goalId || one.status === 'planning' || one.status === 'active')
    await writeSpans(ctx, pushForward(movable, waits, goalId))
    return goal
  })
}

async function writeSpans(ctx: UserCtx, spans: Span[]) {
  if (spans.length === 0) return
  await ctx.db.execute(sql`update goals g set start_date = s."startDate", target_date = s."targetDate"
    from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as s(id uuid, "startDate" date, "targetDate" date)
    where g.user_id = ${ctx.actor.id} and g.id = s.id`)
}

/** Of the trash as well: what is restored must not close a circle. */
const waitsOf = (ctx: UserCtx): Promise<Wait[]> =>
  ctx.db
    .select({
      goalId: goalDependencies.goalId,
      dependsOnGoalId: goalDependencies.dependsOnGoalId,
      lagDays: goalDependencies.lagDays,
    })
    .from(goalDependencies)
    .where(mine(ctx, goalDependencies))

/** From the waiting goal to the one it waits for. */
const edgeOf = ({ goalId, dependsOnGoalId, lagDays }: Wait) => ({ from: goalId, to: dependsOnGoalId, lagDays })

const pair = (ctx: UserCtx, goalId: string, dependsOnGoalId: string) =>
  and(
    mine(ctx, goalDependencies),
    eq(goalDependencies.goalId, goalId),
    eq(goalDependencies.dependsOnGoalId, dependsOnGoalId),
  )

/** In the trash or not. */
const namesOf = (ctx: UserCtx, ids: string[]) =>
  ctx.db
    .select({ id: goals.id, name: goals.title })
    .from(goals)
    .where(and(eq(goals.userId, ctx.actor.id), inArray(goals.id, ids)))
