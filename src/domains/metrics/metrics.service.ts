import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { isOfArea } from '#core/areas.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import type { Page } from '#core/page.ts'
import { trendOf } from './analytics.ts'
import { MetricLogged } from './metrics.events.ts'
import { findMetric, type MetricValues, selectMetrics } from './metrics.queries.ts'
import { leavesRoom, type MetricPatch, type MetricQuery, type NewMetric } from './metrics.schema.ts'
import { type MetricRow, metrics } from './metrics.tables.ts'
import { isAtTarget, type Progress, progressOf } from './progress.ts'

export const listMetrics = (ctx: UserCtx, query: MetricQuery): Promise<Page<MetricRow>> => selectMetrics(ctx, query)

export async function getMetric(ctx: UserCtx, id: string): Promise<MetricRow> {
  const [metric] = await findMetric(ctx.db, { userId: ctx.actor.id, id })
  return found(metric, 'Metric')
}

export const loadMetrics = (ctx: UserCtx, ids: string[]): Promise<MetricRow[]> =>
  ctx.db
    .select()
    .from(metrics)
    .where(and(mine(ctx, metrics), inArray(metrics.id, ids)))

/** One statement, unless it belongs to goals: those must be mine (404), and hear of it in the same transaction. */
export function createMetric(ctx: UserCtx, input: NewMetric, id: string = newId()): Promise<MetricRow> {
  if (!input.goalIds?.length) return insertMetric(ctx, input, id)
  return inTransaction(ctx, async (ctx) => {
    const metric = await insertMetric(ctx, input, id)
    await announce(ctx, metric, metric.goalIds)
    return metric
  })
}

/**
 * Changes the given fields; null clears, absent keeps. A new target or direction counts from now on: only later logs can reach it.
 * With `version` it refuses (412) when somebody was faster.
 */
export async function updateMetric(ctx: UserCtx, id: string, patch: MetricPatch, version?: number): Promise<MetricRow> {
  if (Object.keys(patch).length === 0) {
    const metric = await getMetric(ctx, id)
    if (version !== undefined && version !== metric.version) throw await missed(ctx, metrics, id, 'Metric')
    return metric
  }
  return inTransaction(ctx, async (ctx) => {
    const before = await holdMetric(ctx, id, version)
    const after = { ...before, ...given(patch) }
    refuseContradictions(after)
    const retargets = after.target !== before.target || after.direction !== before.direction
    const metric = await writeMetric(ctx, id, {
      ...patch,
      ...(retargets && { targetSince: ctx.now().toISOString() }),
    })
    if (retargets || patch.goalIds || patch.status || patch.name !== undefined)
      await announce(ctx, metric, [...before.goalIds, ...metric.goalIds])
    return metric
  })
}

/** To the trash; its logs and milestones sleep with it. Points already earned stay earned. */
export function deleteMetric(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [metric] = await ctx.db
      .update(metrics)
      .set({ deletedAt: sql<string>`now()` as never }) // the database's clock, as everywhere in the trash
      .where(myRow(ctx, metrics, id, version))
      .returning()
    if (!metric) throw await missed(ctx, metrics, id, 'Metric')
    await announce(ctx, metric, metric.goalIds)
  })
}

export function restoreMetric(ctx: UserCtx, id: string): Promise<MetricRow> {
  return inTransaction(ctx, async (ctx) => {
    const mineAtAll = and(eq(metrics.userId, ctx.actor.id), eq(metrics.id, id))
    const [gone] = await ctx.db.select().from(metrics).where(mineAtAll).for('no key update')
    if (found(gone, 'Metric').deletedAt === null) throw new AppError('conflict', 'This metric is not in the trash.')
    const [back] = await ctx.db.update(metrics).set({ deletedAt: null }).where(mineAtAll).returning()
    const metric = found(back, 'Metric')
    await announce(ctx, metric, metric.goalIds)
    return metric
  })
}

export function linkMetricToGoal(ctx: UserCtx, metricId: string, goalId: string): Promise<void> {
  return relink(ctx, metricId, goalId, (ids) => [...new Set([...ids, goalId])])
}

export function unlinkMetricFromGoal(ctx: UserCtx, metricId: string, goalId: string): Promise<void> {
  return relink(ctx, metricId, goalId, (ids) => ids.filter((id) => id !== goalId))
}

/** The living metric, locked until the transaction ends: its logs change one after the other. 404, or 412 when it is stale. */
export async function holdMetric(ctx: UserCtx, id: string, version?: number): Promise<MetricRow> {
  const [metric] = await ctx.db
    .select()
    .from(metrics)
    .where(myRow(ctx, metrics, id, version))
    .for('no key update')
  if (!metric) throw await missed(ctx, metrics, id, 'Metric')
  return metric
}

export async function writeMetric(ctx: UserCtx, id: string, set: MetricValues): Promise<MetricRow> {
  const [metric] = await ctx.db
    .update(metrics)
    .set(set)
    .where(myRow(ctx, metrics, id))
    .returning()
  return found(metric, 'Metric')
}

export interface MetricGlance extends Pick<MetricRow, 'id' | 'name' | 'unit' | 'direction' | 'target' | 'frequency'> {
  value: number | null
  loggedAt: string | null
  change: number | null
  changePercent: number | null
  /** Whether the last step was a good one. */
  trend: 'improving' | 'declining' | 'stable'
  percent: number
  isAtTarget: boolean
  status: Progress['status']
  alert: Progress['alert']
}

const GLANCES = 100

/** Each active metric with its latest value and how it stands, the one logged last first; at most a hundred. One statement. */
export async function metricsOverview(ctx: UserCtx): Promise<MetricGlance[]> {
  const rows = await ctx.db
    .select()
    .from(metrics)
    .where(and(mine(ctx, metrics), eq(metrics.status, 'active')))
    .orderBy(sql`${metrics.currentAt} desc nulls last`, desc(metrics.id))
    .limit(GLANCES)
  return rows.map(glanceOf)
}

function glanceOf(metric: MetricRow): MetricGlance {
  const { id, name, unit, direction, target, frequency, currentValue: value, currentAt, previousValue } = metric
  const values = [previousValue, value].filter((one) => one !== null)
  // The instants matter to velocity alone, which is not shown.
  const trend = trendOf({ at: new Float64Array(values.length), value: Float64Array.from(values) }, metric)
  const { percent, isAtTarget, status, alert } = progressOf(metric, value)
  const { change, changePercent } = trend
  return {
    ...{ id, name, unit, direction, target, frequency, value, loggedAt: currentAt, change, changePercent },
    ...{ trend: trend.direction, percent, isAtTarget, status, alert },
  }
}

function relink(ctx: UserCtx, metricId: string, goalId: string, change: (ids: string[]) => string[]): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const before = await holdMetric(ctx, metricId)
    const goalIds = change(before.goalIds)
    if (goalIds.length === before.goalIds.length) return
    await announce(ctx, await writeMetric(ctx, metricId, { goalIds }), [goalId])
  })
}

async function insertMetric(ctx: UserCtx, input: NewMetric, id: string): Promise<MetricRow> {
  const [metric] = await ctx.db
    .insert(metrics)
    .values({ ...input, userId: ctx.actor.id, id })
    .returning()
  return found(metric, 'Metric')
}

const announce = (ctx: UserCtx, metric: MetricRow, goalIds: string[]) =>
  publish(ctx, MetricLogged, {
    metricId: metric.id,
    name: metric.name,
    goalIds: [...new Set(goalIds)],
    what: 'changed',
    value: metric.currentValue,
    atTarget: isAtTarget(metric, metric.currentValue),
    awards: [],
    reversed: [],
  })

/** What a patch sets, without what it leaves alone. */
const given = (patch: MetricPatch): Partial<MetricRow> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))

function refuseContradictions(after: MetricRow) {
  if (!isOfArea(after.area, after.subCategory))
    throw invalid('subCategory', 'This sub-category does not belong to the area. Change or clear it as well.')
  if (!leavesRoom(after)) throw invalid('thresholdHigh', 'The upper threshold lies below the lower one.')
}
