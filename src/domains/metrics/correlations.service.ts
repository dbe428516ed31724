import { setImmediate } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, resolveLocal } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { requireIncluded } from '#domains/billing/billing.service.ts'
import type { CorrelationQuery } from './analytics.schema.ts'
import { selectComparable, selectDailyMeans } from './correlations.queries.ts'
import { getMetric } from './metrics.service.ts'
import { type Finding, findings, type Series, type Test, testPair } from './pairs.ts'

/** With every pair of these, some four thousand tests: half a second of arithmetic in small pieces. */
const COMPARED = 24
/** With one metric beside each. */
const COMPARED_WITH_ONE = 100

export interface Correlations {
  items: Finding[]
  metrics: number
  tested: number
}

const remembered = new LRUCache<string, { mark: string; answer: Correlations }>({ max: 500 })

/** {@link compareMetrics} for whoever asks for it by itself: advanced analytics, refused (403) where the plan lacks them. */
export async function correlateMetrics(ctx: UserCtx, query: CorrelationQuery): Promise<Correlations> {
  await requireIncluded(ctx, 'advanced_analytics')
  return compareMetrics(ctx, query)
}

/**
 * Which metrics go together: the mean of each of the user's days, every pair, on the same day and up to seven days apart. Of many
 * metrics the ones logged last are compared, 24 with each other or 100 with the one that is named. Answers are remembered until
 * one of the metrics or the day changes.
 */
export async function compareMetrics(ctx: UserCtx, { metricId, days }: CorrelationQuery): Promise<Correlations> {
  if (metricId !== undefined) await getMetric(ctx, metricId)
  const metrics = await selectComparable(ctx, metricId, metricId === undefined ? COMPARED : COMPARED_WITH_ONE)
  const { timezone, dayStartsAt } = await userZone(ctx)
  const today = dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
  const mark = [
    today,
    timezone,
    dayStartsAt,
    ...metrics.map(({ id, version, name }) => `${id} ${version} ${name}`),
  ].join()
  const key = `${ctx.actor.id} ${metricId} ${days}`
  const known = remembered.get(key)
  if (known?.mark === mark) return known.answer
  const begins = Array.from({ length: days + 1 }, (_, i) =>
    resolveLocal(`${addDays(today, 1 + i - days)}T${dayStartsAt}`, timezone),
  )
  const series = await seriesOf(ctx, metrics, begins)
  const tests = await testAll(series, metricId)
  const answer = { items: findings(tests), metrics: metrics.length, tested: tests.flat().length }
  remembered.set(key, { mark, answer })
  return answer
}

async function seriesOf(ctx: UserCtx, metrics: { id: string; name: string }[], begins: string[]): Promise<Series[]> {
  const series = metrics.map(({ id, name }) => ({
    id,
    name,
    days: new Float64Array(begins.length - 1).fill(Number.NaN),
  }))
  const byId = new Map(series.map((one) => [one.id, one]))
  const means = await selectDailyMeans(
    ctx,
    series.map(({ id }) => id),
    begins,
  )
  for (const { metricId, day, mean } of means) byId.get(metricId)?.days.set([mean], day)
  return series
}

/** Pair by pair, letting others have the processor in between. */
async function testAll(series: Series[], only: string | undefined): Promise<Test[][]> {
  const tests: Test[][] = []
  for (const [i, a] of series.entries()) {
    for (const b of series.slice(i + 1)) {
      if (only !== undefined && a.id !== only && b.id !== only) continue
      tests.push(testPair(a, b))
      await setImmediate()
    }
  }
  return tests.filter((one) => one.length > 0)
}
