import { and, arrayContains, desc, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import type { MetricQuery } from './metrics.schema.ts'
import { type MetricRow, metrics } from './metrics.tables.ts'

const { placeholder } = sql

/** By primary key, planned once. */
export const findMetric = hotRows<{ userId: string; id: string }, typeof metrics>('find_metric', metrics, (db) =>
  db
    .select()
    .from(metrics)
    .where(
      and(eq(metrics.userId, placeholder('userId')), eq(metrics.id, placeholder('id')), isNull(metrics.deletedAt)),
    ),
)

export async function selectMetrics(ctx: UserCtx, query: MetricQuery): Promise<Page<MetricRow>> {
  const position = readCursor(ctx, query, 'metrics')
  const rows = await ctx.db
    .select()
    .from(metrics)
    .where(and(mine(ctx, metrics), ...filtersOf(query), olderThan(metrics.id, position)))
    .orderBy(desc(metrics.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'metrics')
}

type Written = Omit<MetricRow, 'userId' | 'version' | 'createdAt' | 'updatedAt' | 'deletedAt'>
/** Columns to write; an absent one keeps its default or its value. */
export type MetricValues = { [Field in keyof Written]?: Written[Field] | undefined }

function filtersOf({ status, area, goalId, tag, q }: MetricQuery): (SQL | undefined)[] {
  return [
    status && eq(metrics.status, status),
    area && eq(metrics.area, area),
    goalId === undefined
      ? undefined
      : sql`exists (select from metric_goals l where l.user_id = ${metrics.userId} and l.goal_id = ${goalId} and l.metric_id = ${metrics.id})`,
    tag === undefined ? undefined : arrayContains(metrics.tags, [tag]),
    q === undefined ? undefined : or(ilike(metrics.name, containing(q)), ilike(metrics.description, containing(q))),
  ]
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
