import { and, arrayContains, desc, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { beyond, inOrder, olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import type { ResourceQuery } from './resources.schema.ts'
import { catalogueResources, type ResourceRow, resourceDismissals, resources } from './resources.tables.ts'

const { placeholder } = sql

/** By primary key, planned once. */
export const findResource = hotRows<{ userId: string; id: string }, typeof resources>(
  'find_resource',
  resources,
  (db) =>
    db
      .select()
      .from(resources)
      .where(
        and(
          eq(resources.userId, placeholder('userId')),
          eq(resources.id, placeholder('id')),
          isNull(resources.deletedAt),
        ),
      ),
)

interface Sort {
  value: SQL | PgColumn | null
  order: 'asc' | 'desc'
  read: (row: ResourceRow) => string | number
}

const lowerTitle = sql`lower(${resources.title})`
const SORTS: Record<ResourceQuery['sort'], Sort> = {
  newest: { value: null, order: 'desc', read: () => 0 },
  title: { value: lowerTitle, order: 'asc', read: ({ title }) => title.toLowerCase() },
  progress: { value: resources.progress, order: 'desc', read: ({ progress }) => progress },
  rating: {
    value: sql`coalesce(${resources.userRating}, 0)`,
    order: 'desc',
    read: ({ userRating }) => userRating ?? 0,
  },
}

/** One statement whatever the filters. */
export async function selectResources(ctx: UserCtx, query: ResourceQuery): Promise<Page<ResourceRow>> {
  const position = readCursor(ctx, query, 'resources')
  const { value, order, read } = SORTS[query.sort]
  const by = inOrder(order)
  const rows = await ctx.db
    .select()
    .from(resources)
    .where(
      and(
        mine(ctx, resources),
        ...filtersOf(query),
        value === null ? olderThan(resources.id, position) : beyond(value, resources.id, position, order),
      ),
    )
    .orderBy(...(value === null ? [] : [by(value)]), by(resources.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'resources', read)
}

function filtersOf({ type, difficulty, topic, completed, courseId, goalId, q }: ResourceQuery): (SQL | undefined)[] {
  const containing = `%${q?.replace(/[\\%_]/g, '\\$&')}%`
  return [
    type === undefined ? undefined : eq(resources.type, type),
    difficulty === undefined ? undefined : eq(resources.difficulty, difficulty),
    topic === undefined ? undefined : arrayContains(resources.topics, [topic]),
    completed === undefined ? undefined : eq(resources.isCompleted, completed),
    courseId === undefined ? undefined : eq(resources.courseId, courseId),
    goalId === undefined ? undefined : eq(resources.goalId, goalId),
    q === undefined
      ? undefined
      : or(
          ilike(resources.title, containing),
          ilike(resources.description, containing),
          ilike(resources.source, containing),
        ),
  ]
}

/** More than these say nothing new about somebody. */
const MOST_EVIDENCE = 500

/** What I saved, completed and rated, the latest first. */
export const selectLibrary = (ctx: UserCtx): Promise<ResourceRow[]> =>
  ctx.db.select().from(resources).where(mine(ctx, resources)).orderBy(desc(resources.id)).limit(MOST_EVIDENCE)

/** What I dismissed, the latest first. */
export const selectDismissed = (ctx: UserCtx) =>
  ctx.db
    .select({
      type: catalogueResources.type,
      topics: catalogueResources.topics,
      source: catalogueResources.source,
    })
    .from(resourceDismissals)
    .innerJoin(catalogueResources, eq(catalogueResources.id, resourceDismissals.catalogueId))
    .where(eq(resourceDismissals.userId, ctx.actor.id))
    .orderBy(desc(resourceDismissals.dismissedAt))
    .limit(MOST_EVIDENCE)
