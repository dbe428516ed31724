import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { dayCounter } from '#core/time/days.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { selectMilestones } from './logs.queries.ts'
import { MetricLogged } from './metrics.events.ts'
import { getMetric, writeMetric } from './metrics.service.ts'
import { type MetricLogRow, type MetricRow, type MilestoneRow, metricMilestones } from './metrics.tables.ts'
import { type Course, describe, earned, type Milestone, sourceOf, stands } from './milestones.ts'
import { pointsAfter, remember } from './points.service.ts'
import { isAtTarget } from './progress.ts'
import type { Points } from './series.ts'

/** A metric's milestones, the last recorded first. */
export async function listMilestones(ctx: UserCtx, metricId: string, query: PageQuery): Promise<Page<MilestoneRow>> {
  await getMetric(ctx, metricId)
  const list = `metrics/${metricId}/milestones`
  const position = readCursor(ctx, query, list)
  const rows = await ctx.db
    .select()
    .from(metricMilestones)
    .where(
      and(
        mine(ctx, metricMilestones),
        eq(metricMilestones.metricId, metricId),
        olderThan(metricMilestones.id, position),
      ),
    )
    .orderBy(desc(metricMilestones.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list)
}

/**
 * Brings what follows from the logs up to date after they have changed: the metric's latest value, its milestones, and whoever
 * listens. Runs with the metric held, as it was before. `added` are the new logs where nothing else has changed, and these only add
 * milestones; with null the ones whose logs have gone are taken back.
 */
export async function settleMetric(ctx: UserCtx, metric: MetricRow, added: MetricLogRow[] | null): Promise<MetricRow> {
  const points = await pointsAfter(ctx, metric, added)
  const { won, lost } = await judge(ctx, metric, points, added === null)
  const after = await writeMetric(ctx, metric.id, {
    currentValue: points.value.at(-1) ?? null,
    currentAt: instantOf(points.at.at(-1)),
    previousValue: points.value.at(-2) ?? null,
    logCount: points.at.length,
  })
  remember(after, points)
  await record(ctx, metric.id, won, lost)
  await publish(ctx, MetricLogged, {
    metricId: metric.id,
    name: metric.name,
    goalIds: metric.goalIds,
    what: points.at.length > metric.logCount ? 'logged' : 'changed',
    value: after.currentValue,
    atTarget: isAtTarget(after, after.currentValue),
    awards: won.map((one) => ({
      source: sourceOf(metric.id, one),
      points: one.points,
      description: describe(metric.name, one),
    })),
    reversed: lost.map((one) => sourceOf(metric.id, one)),
  })
  return after
}

/** What the logs earn less what is recorded, and what is recorded and stands no more. */
async function judge(ctx: UserCtx, metric: MetricRow, points: Points, mayLose: boolean) {
  const { timezone, dayStartsAt } = await userZone(ctx)
  const recorded = await selectMilestones(ctx, metric.id)
  const course = courseOf(metric)
  const due = earned(points, course, dayCounter(timezone, dayStartsAt))
  const isSame = (a: { type: string; value: number }) => (b: { type: string; value: number }) =>
    a.type === b.type && a.value === b.value
  return {
    won: due.filter((one) => !recorded.some(isSame(one))),
    lost: mayLose ? recorded.filter((one) => !stands(one, due, points, course)) : [],
  }
}

async function record(ctx: UserCtx, metricId: string, won: Milestone[], lost: MilestoneRow[]) {
  if (won.length > 0) {
    const rows = won.map(({ type, value, at, points }) => ({
      ...{ userId: ctx.actor.id, id: newId(), metricId, type, value },
      ...{ achievedAt: new Date(at).toISOString(), pointsAwarded: points },
    }))
    await ctx.db.insert(metricMilestones).values(rows)
  }
  if (lost.length > 0) {
    const ids = lost.map(({ id }) => id)
    await ctx.db
      .update(metricMilestones)
      .set({ deletedAt: sql<string>`now()` as never }) // the database's clock, as everywhere in the trash
      .where(and(mine(ctx, metricMilestones), inArray(metricMilestones.id, ids)))
  }
}

const courseOf = (metric: MetricRow): Course => ({
  ...metric,
  targetSince: metric.targetSince === null ? null : Date.parse(metric.targetSince),
})

const instantOf = (epoch: number | undefined) => (epoch === undefined ? null : new Date(epoch).toISOString())
