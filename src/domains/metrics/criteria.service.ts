import { and, asc, inArray } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { metrics } from './metrics.tables.ts'
import { isAtTarget, meets } from './progress.ts'

/** A metric as a goal's success criterion sees it. */
export interface AwaitedMetric {
  id: string
  /**
   * Whether the latest value reaches this target, or the metric's own when it is null: at least it, at most it, or within a tenth
   * of it, by the metric's direction. Null when there is no target at all; false without a log.
   */
  reaches: (targetValue: number | null) => boolean | null
  /** When the latest value was measured; null without a log. */
  measuredAt: string | null
}

/** My living metrics among these, held as they are until the transaction ends: nobody logs one meanwhile. */
export async function holdMetrics(ctx: UserCtx, ids: string[]): Promise<AwaitedMetric[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .select()
    .from(metrics)
    .where(and(mine(ctx, metrics), inArray(metrics.id, ids)))
    .orderBy(asc(metrics.id))
    .for('share')
  return rows.map(({ id, direction, target: own, currentValue: value, currentAt: measuredAt }) => ({
    id,
    measuredAt,
    reaches: (targetValue) => {
      const target = targetValue ?? own
      if (target === null) return null
      if (direction === 'target') return isAtTarget({ direction, target }, value)
      return value !== null && meets(direction, value, target)
    },
  }))
}
