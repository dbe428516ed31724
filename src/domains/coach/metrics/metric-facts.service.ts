import type { UserCtx } from '#core/ctx.ts'
import { analyseMetric, heatmap } from '#domains/metrics/analytics.service.ts'
import { getMetric } from '#domains/metrics/metrics.service.ts'
import type { DayValue } from '../evidence.ts'

export type Metric = Awaited<ReturnType<typeof getMetric>>
export type Analytics = Awaited<ReturnType<typeof analyseMetric>>

export interface History {
  metric: Metric
  analytics: Analytics
  /** The mean of each day with a log in the last half year, in order. */
  days: DayValue[]
}

const MONTHS = 6

/** A metric with what its logs say. Somebody else's is not found. */
export async function historyOf(ctx: UserCtx, metricId: string): Promise<History> {
  const [metric, analytics, { items }] = await Promise.all([
    getMetric(ctx, metricId),
    analyseMetric(ctx, metricId),
    heatmap(ctx, metricId, MONTHS),
  ])
  return { metric, analytics, days: items.map(({ date, value }) => ({ date, value })) }
}

/** What a model is told of a metric. */
export const aboutMetric = ({ name, description, unit, direction, target, frequency, logCount }: Metric) => ({
  metric: { name, description: description?.slice(0, 500) ?? null, unit, direction, target, frequency, logCount },
})
