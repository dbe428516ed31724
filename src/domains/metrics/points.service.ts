import { LRUCache } from 'lru-cache'
import type { UserCtx } from '#core/ctx.ts'
import { readPoints } from './logs.queries.ts'
import type { MetricLogRow, MetricRow } from './metrics.tables.ts'
import type { Points } from './series.ts'

/** Sixteen bytes a log: 32 MB at most. */
const LOGS_REMEMBERED = 2_000_000

const remembered = new LRUCache<string, { mark: string; points: Points }>({
  maxSize: LOGS_REMEMBERED,
  sizeCalculation: ({ points }) => points.at.length + 1,
})

/**
 * Names a state of a metric's logs: every change of them is a new version of the metric. With the instant, because a transaction
 * that fails gives its version back.
 */
export const markOf = ({ version, updatedAt }: MetricRow) => `${version} ${updatedAt}`

const keyOf = ({ userId, id }: MetricRow) => `${userId} ${id}`

/** A metric's logs, read only if they are not remembered from this very state. */
export async function pointsOf(ctx: UserCtx, metric: MetricRow): Promise<Points> {
  const known = recall(metric)
  if (known) return known
  const points = await readPoints(ctx, metric.id)
  remember(metric, points)
  return points
}

/**
 * The logs after `added` came to those that the held metric had. Later ones are put behind what is remembered, which spares the
 * reading of thousands; anything else is read.
 */
export async function pointsAfter(ctx: UserCtx, before: MetricRow, added: MetricLogRow[] | null): Promise<Points> {
  const known = added === null ? undefined : recall(before)
  const grown = known && added && appended(known, added)
  return grown ?? readPoints(ctx, before.id)
}

export function remember(metric: MetricRow, points: Points): void {
  remembered.set(keyOf(metric), { mark: markOf(metric), points })
}

function recall(metric: MetricRow): Points | undefined {
  const known = remembered.get(keyOf(metric))
  return known?.mark === markOf(metric) ? known.points : undefined
}

/** Null unless all of them are later than all there were; of equal times the ids would decide, which are not remembered. */
function appended({ at, value }: Points, added: MetricLogRow[]): Points | null {
  const byTime = (a: MetricLogRow, b: MetricLogRow) => (`${a.loggedAt} ${a.id}` < `${b.loggedAt} ${b.id}` ? -1 : 1)
  const rows = added.toSorted(byTime)
  const times = rows.map((row) => Date.parse(row.loggedAt))
  if ((times[0] ?? 0) <= (at.at(-1) ?? Number.NEGATIVE_INFINITY)) return null
  return {
    at: joined(at, times),
    value: joined(
      value,
      rows.map((row) => row.value),
    ),
  }
}

function joined(first: Float64Array, then: number[]): Float64Array {
  const all = new Float64Array(first.length + then.length)
  all.set(first)
  all.set(then, first.length)
  return all
}
