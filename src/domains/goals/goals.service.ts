import { and, eq, inArray, sql } from 'drizzle-orm'
import { isOfArea } from '#core/areas.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import { milestoneAfter } from '#core/milestones.ts'
import type { Page } from '#core/page.ts'
import { inPlaceFor, requirePlace, requireThawed } from '#domains/billing/billing.service.ts'
import { holdLinked, namesItems, refuseUnknown, settledNow } from './criteria.service.ts'
import { type Linked, mergeCriteria, NOTHING_LINKED } from './criteria.ts'
import { CriteriaChanged } from './goals.events.ts'
import { findGoal, holdGoal, recordActivities, selectGoals } from './goals.queries.ts'
import {
  type CriterionPatch,
  type GoalPatch,
  type GoalQuery,
  inOrder,
  type NewGoal,
  NOT_OF_AREA,
  OUT_OF_ORDER,
} from './goals.schema.ts'
import { DEFAULT_WEIGHTS, type GoalRow, goals, type Weights } from './goals.tables.ts'
import { holdParent, parentAfter } from './hierarchy.service.ts'
import { misfit } from './hierarchy.ts'
import { happeningsOf, type Measured, measureGoals } from './progress.service.ts'
import { componentsOf, countCriteria, overallOf } from './progress.ts'

export const listGoals = (ctx: UserCtx, query: GoalQuery): Promise<Page<GoalRow>> => selectGoals(ctx, query)

export async function getGoal(ctx: UserCtx, id: string): Promise<GoalRow> {
  const [goal] = await findGoal(ctx.db, { userId: ctx.actor.id, id })
  return found(goal, 'Goal')
}

export const loadGoals = (ctx: UserCtx, ids: string[]): Promise<GoalRow[]> =>
  ctx.db
    .select()
    .from(goals)
    .where(and(mine(ctx, goals), inArray(goals.id, ids)))

/**
 * One statement, unless it names a parent, a task or a metric: those must be mine and living (404), and are held until it is written.
 * A goal born with progress has its milestones behind it. Refused (403) beyond what the plan includes.
 */
export function createGoal(ctx: UserCtx, input: NewGoal, id: string = newId()): Promise<GoalRow> {
  if (!isOpen(input.status ?? 'planning')) return placeGoal(ctx, input, id)
  return inPlaceFor(ctx, 'active_goals', (ctx) => placeGoal(ctx, input, id))
}

function placeGoal(ctx: UserCtx, input: NewGoal, id: string): Promise<GoalRow> {
  const given = input.successCriteria ?? []
  if (!input.parentGoalId && !namesItems(given)) return insertGoal(ctx, id, input, NOTHING_LINKED)
  return inTransaction(ctx, async (ctx) => {
    const linked = await holdLinked(ctx, given)
    refuseUnknown([], given, linked)
    if (input.parentGoalId) await holdParent(ctx, input.parentGoalId, input.timeHorizon ?? 'monthly')
    return insertGoal(ctx, id, input, linked)
  })
}

/**
 * Changes the given fields; null clears, absent keeps. Entering `achieved` sets completedAt, leaving it clears it. With `version`
 * it refuses (412) when somebody was faster.
 */
export async function updateGoal(ctx: UserCtx, id: string, patch: GoalPatch, version?: number): Promise<GoalRow> {
  await requireThawed(ctx, 'active_goals', id)
  const fields = plain(patch)
  if (fields !== null) return write(ctx, id, fields, version)
  return inTransaction(ctx, async (ctx) => {
    const linked = await holdLinked(ctx, patch.successCriteria ?? [], id)
    return change(ctx, await lockGoal(ctx, id, version), patch, linked)
  })
}

/** Changes one criterion and leaves its neighbours as they are, so that two people ticking two boxes do not collide. */
export async function updateCriterion(
  ctx: UserCtx,
  id: string,
  criterionId: string,
  patch: CriterionPatch,
  version?: number,
): Promise<GoalRow> {
  await requireThawed(ctx, 'active_goals', id)
  return inTransaction(ctx, async (ctx) => {
    const linked = await holdLinked(ctx, [patch], id)
    const before = await lockGoal(ctx, id, version)
    found(
      before.successCriteria.find((criterion) => criterion.id === criterionId),
      'Success criterion',
    )
    const successCriteria = before.successCriteria.map((one) =>
      one.id === criterionId ? { ...patch, id: criterionId } : { id: one.id },
    )
    return change(ctx, before, { successCriteria }, linked)
  })
}

/**
 * To the trash. Its children stay and stand at the top until it comes back; links, activity and dependencies sleep with it.
 */
export function deleteGoal(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [goal] = await ctx.db
      .update(goals)
      .set({ deletedAt: sql<string>`now()` })
      .where(myRow(ctx, goals, id, version))
      .returning({ successCriteria: goals.successCriteria })
    if (!goal) throw await missed(ctx, goals, id, 'Goal')
    if (goal.successCriteria.length > 0) await publish(ctx, CriteriaChanged, { goalIds: [id] })
  })
}

/** Out of the trash, measured anew. A parent whose horizon has changed meanwhile is let go. */
export function restoreGoal(ctx: UserCtx, id: string): Promise<GoalRow> {
  return inTransaction(ctx, async (ctx) => {
    const mineAtAll = and(eq(goals.userId, ctx.actor.id), eq(goals.id, id))
    const [row] = await ctx.db.select().from(goals).where(mineAtAll).for('no key update')
    const gone = found(row, 'Goal')
    if (gone.deletedAt === null) throw new AppError('conflict', 'This goal is not in the trash.')
    if (isOpen(gone.status)) await requirePlace(ctx, 'active_goals')
    const parent = gone.parentGoalId === null ? undefined : await holdGoal(ctx, gone.parentGoalId)
    const parentGoalId = parent && misfit(gone.timeHorizon, parent.timeHorizon) ? null : gone.parentGoalId
    const successCriteria = await settledNow(ctx, gone.successCriteria)
    const { overall } = await measured(ctx, { ...gone, successCriteria })
    const set = {
      deletedAt: null,
      parentGoalId,
      successCriteria,
      progress: overall,
      milestone: milestoneAfter(gone.milestone, overall),
    }
    const [back] = await ctx.db.update(goals).set(set).where(mineAtAll).returning()
    if (successCriteria.length > 0) await publish(ctx, CriteriaChanged, { goalIds: [id] })
    return found(back, 'Goal')
  })
}

async function insertGoal(ctx: UserCtx, id: string, input: NewGoal, linked: Linked): Promise<GoalRow> {
  const now = ctx.now().toISOString()
  const successCriteria = mergeCriteria([], input.successCriteria ?? [], linked, now)
  const weights = weightsAfter(DEFAULT_WEIGHTS, input.weights)
  const progress = overallOf(
    componentsOf({ criteria: countCriteria(successCriteria) }),
    weights,
    input.manualProgress ?? null,
  )
  const [goal] = await ctx.db
    .insert(goals)
    .values({
      ...input,
      userId: ctx.actor.id,
      id,
      successCriteria,
      weights,
      progress,
      milestone: milestoneAfter(0, progress),
      completedAt: input.status === 'achieved' ? now : null,
      lastActivityAt: now,
    })
    .returning()
  return found(goal, 'Goal')
}

/** Writes what a patch makes of a locked goal, and tells its activity what came about. */
async function change(ctx: UserCtx, before: GoalRow, patch: GoalPatch, linked: Linked): Promise<GoalRow> {
  const now = ctx.now().toISOString()
  const { successCriteria: given, weights, ...fields } = patch
  if (given) refuseUnknown(before.successCriteria, given, linked)
  const set = {
    ...fields,
    parentGoalId: await parentAfter(ctx, before, patch),
    successCriteria: given ? mergeCriteria(before.successCriteria, given, linked, now) : before.successCriteria,
    weights: weightsAfter(before.weights, weights),
    completedAt: completedAfter(before, patch, now),
  }
  const after: GoalRow = { ...before, ...defined(set) }
  if (isOpen(after.status) && !isOpen(before.status)) await requirePlace(ctx, 'active_goals')
  refuseContradictions(after)
  const isRemeasured = given !== undefined || weights !== undefined || patch.manualProgress !== undefined
  const progress = isRemeasured ? (await measured(ctx, after)).overall : before.progress
  const happenings = happeningsOf(before, { ...after, progress })
  const isActivity = happenings.length > 0 || after.manualProgress !== before.manualProgress
  const [goal] = await ctx.db
    .update(goals)
    .set({
      ...set,
      progress,
      milestone: milestoneAfter(before.milestone, progress),
      ...(isActivity && { lastActivityAt: now }),
    })
    .where(myRow(ctx, goals, before.id))
    .returning()
  await recordActivities(ctx, happenings)
  if (!isSameCount(before, after)) await publish(ctx, CriteriaChanged, { goalIds: [before.id] })
  return found(goal, 'Goal')
}

async function write(ctx: UserCtx, id: string, fields: Pick<GoalPatch, 'title'>, version?: number): Promise<GoalRow> {
  const row = myRow(ctx, goals, id, version)
  const isEmpty = Object.keys(fields).length === 0
  const [goal] = isEmpty
    ? await ctx.db.select().from(goals).where(row)
    : await ctx.db.update(goals).set(fields).where(row).returning()
  if (!goal) throw await missed(ctx, goals, id, 'Goal')
  return goal
}

async function lockGoal(ctx: UserCtx, id: string, version?: number): Promise<GoalRow> {
  const [goal] = await ctx.db
    .select()
    .from(goals)
    .where(myRow(ctx, goals, id, version))
    .for('no key update')
  if (!goal) throw await missed(ctx, goals, id, 'Goal')
  return goal
}

function refuseContradictions(goal: GoalRow) {
  if (!isOfArea(goal.area, goal.subCategory))
    throw invalid('subCategory', `${goal.subCategory} ${NOT_OF_AREA.message}. Change or clear it as well.`)
  if (!inOrder(goal)) throw invalid('targetDate', `${goal.targetDate} ${OUT_OF_ORDER.message}, ${goal.startDate}.`)
}

// Every goal that is measured has its measure.
const measured = async (ctx: UserCtx, goal: GoalRow): Promise<Measured> =>
  (await measureGoals(ctx, [goal])).get(goal.id) as Measured

const isOpen = (status: GoalRow['status']) => status === 'planning' || status === 'active'

function isSameCount(a: GoalRow, b: GoalRow): boolean {
  const [before, after] = [countCriteria(a.successCriteria), countCriteria(b.successCriteria)]
  return before.done === after.done && before.total === after.total
}

function completedAfter(before: GoalRow, { status }: GoalPatch, now: string): string | null {
  if (status === undefined || status === before.status) return before.completedAt
  return status === 'achieved' ? now : null
}

function weightsAfter(before: Weights, given: NewGoal['weights']): Weights {
  const weights = { ...before, ...defined(given ?? {}) }
  if (Object.values(weights).every((weight) => weight === 0))
    throw invalid('weights', 'At least one component must weigh something.')
  return weights
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> }
// What is left has no undefined in it.
const defined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<Defined<T>>

/** The patch when nothing else follows from it, so that one statement will do. */
function plain(patch: GoalPatch): Pick<GoalPatch, 'title' | 'description' | 'notes' | 'priority' | 'tags'> | null {
  const { title, description, notes, priority, tags, ...others } = patch
  return Object.keys(others).length === 0 ? defined({ title, description, notes, priority, tags }) : null
}
