import {
  and,
  arrayContains,
  desc,
  eq,
  getTableColumns,
  ilike,
  inArray,
  isNull,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { beyond, inOrder, olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import type { CatalogueQuery } from './catalogue.schema.ts'
import { catalogueRatings, catalogueResources, resourceDismissals, resources } from './resources.tables.ts'

/** An entry as one user sees it. */
export type SeenEntry = Awaited<ReturnType<typeof selectEntries>>[number]

export async function selectCatalogue(ctx: UserCtx, query: CatalogueQuery): Promise<Page<SeenEntry>> {
  const { type, difficulty, topic, q, maxMinutes, limit } = query
  const { value, order, read } = SORTS[query.sort]
  const position = readCursor(ctx, query, 'catalogue')
  const { id, title, description, source, topics } = catalogueResources
  const containing = `%${q?.replace(/[\\%_]/g, '\\$&')}%`
  const where = [
    type === undefined ? undefined : eq(catalogueResources.type, type),
    difficulty === undefined ? undefined : eq(catalogueResources.difficulty, difficulty),
    topic === undefined ? undefined : arrayContains(topics, [topic]),
    maxMinutes === undefined ? undefined : lte(catalogueResources.estimatedMinutes, maxMinutes),
    q === undefined
      ? undefined
      : or(ilike(title, containing), ilike(description, containing), ilike(source, containing)),
    value === null ? olderThan(id, position) : beyond(value, id, position, order),
  ]
  const by = inOrder(order)
  const rows = await selectEntries(ctx, where, [...(value === null ? [] : [by(value)]), by(id)], limit + 1)
  return toPage(ctx, rows, query, 'catalogue', read)
}

/** In any order; who is gone is left out. */
export const loadEntries = (ctx: UserCtx, ids: string[]): Promise<SeenEntry[]> =>
  selectEntries(ctx, [inArray(catalogueResources.id, ids)], [desc(catalogueResources.id)], ids.length)

async function selectEntries(ctx: UserCtx, where: (SQL | undefined)[], order: SQL[], limit: number) {
  const me = ctx.actor.id
  return ctx.db
    .select({
      ...getTableColumns(catalogueResources),
      ratings: sql<number>`coalesce(${catalogueRatings.ratings}, 0)`,
      ratingTotal: sql<number>`coalesce(${catalogueRatings.total}, 0)`,
      averageRating: sql<number | null>`case when ${catalogueRatings.ratings} > 0
        then round(${catalogueRatings.total}::numeric / ${catalogueRatings.ratings}, 2)::float8 end`,
      quality,
      resourceId: sql<string | null>`(select s.id from ${resources} s where s.user_id = ${me}
        and s.catalogue_id = ${catalogueResources.id} and s.deleted_at is null limit 1)`,
      isDismissed: sql<boolean>`exists (select from ${resourceDismissals} d where d.user_id = ${me}
        and d.catalogue_id = ${catalogueResources.id})`,
    })
    .from(catalogueResources)
    .leftJoin(catalogueRatings, eq(catalogueRatings.catalogueId, catalogueResources.id))
    .where(and(isNull(catalogueResources.deletedAt), ...where))
    .orderBy(...order)
    .limit(limit)
}

/** What users gave, else what somebody outside says, else nothing. */
const quality = sql<number>`coalesce(case when ${catalogueRatings.ratings} > 0
  then ${catalogueRatings.total}::float8 / ${catalogueRatings.ratings} end, ${catalogueResources.externalRating}, 0)`
const lowerTitle = sql`lower(${catalogueResources.title})`

interface Sort {
  value: SQL | PgColumn | null
  order: 'asc' | 'desc'
  read: (row: { title: string; quality: number }) => string | number
}

const SORTS: Record<CatalogueQuery['sort'], Sort> = {
  title: { value: lowerTitle, order: 'asc', read: ({ title }) => title.toLowerCase() },
  rating: { value: quality, order: 'desc', read: ({ quality }) => quality },
  newest: { value: null, order: 'desc', read: () => 0 },
}

/** With how many entries have them, the most frequent first. */
export const selectTopics = (ctx: UserCtx): Promise<{ topic: string; resources: number }[]> =>
  rowsOf(
    ctx.db,
    sql`select topic, count(*)::int as resources from ${catalogueResources}, unnest(${catalogueResources.topics}) topic
        where ${catalogueResources.deletedAt} is null group by topic order by 2 desc, 1 limit 500`,
  )

const MOST_NEAR = 40
const MOST_BY_WORDS = 150
const MOST_LIKED = 60

/** Neither in my library nor dismissed. */
function isNew(ctx: UserCtx, type: string | undefined): SQL {
  const me = ctx.actor.id
  return sql`c.deleted_at is null and ${type === undefined ? sql`true` : sql`c.type = ${type}`}
    and not exists (select from resource_dismissals d where d.user_id = ${me} and d.catalogue_id = c.id)
    and not exists (select from resources s where s.user_id = ${me} and s.deleted_at is null and (s.catalogue_id = c.id or s.url = c.url))`
}

/** Whose meaning is nearest to one of these. Run it in a transaction in which the index looks on behind what is left out. */
export async function selectNearest(ctx: UserCtx, model: string, vectors: string[], type: string | undefined) {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`with wanted as ${read(vectors)}
        select distinct near.id from wanted cross join lateral (
          select c.id from catalogue_vectors v join catalogue_resources c on c.id = v.catalogue_id
          where v.model = ${model} and ${isNew(ctx, type)}
          order by v.vector <=> wanted.vector limit ${MOST_NEAR}) near`,
  )
  return rows.map(({ id }) => id)
}

/** Who has one of these words in title or topics. */
export async function selectByWords(ctx: UserCtx, words: string[], type: string | undefined): Promise<string[]> {
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`select c.id from catalogue_resources c where ${isNew(ctx, type)}
        and c.title || ' ' || array_to_string(c.topics, ' ') ilike any (${sql.param(patterns)}::text[])
        order by c.id limit ${MOST_BY_WORDS}`,
  )
  return rows.map(({ id }) => id)
}

/** Who is rated best, here or outside. */
export async function selectLiked(ctx: UserCtx, type: string | undefined): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`select c.id from catalogue_resources c left join catalogue_ratings r on r.catalogue_id = c.id where ${isNew(ctx, type)}
        order by case when r.ratings > 0 then r.total::float8 / r.ratings end desc nulls last, c.external_rating desc nulls last, c.id
        limit ${MOST_LIKED}`,
  )
  return rows.map(({ id }) => id)
}

/** The cosine between each of these entries and each of these vectors, by their place; an entry that nobody has read is missing. */
export async function selectNearness(ctx: UserCtx, model: string, ids: string[], vectors: string[]) {
  const rows = await rowsOf<{ id: string; nearness: number[] }>(
    ctx.db,
    sql`with wanted as ${read(vectors)}
        select v.catalogue_id as id, array(select 1 - (v.vector <=> w.vector) from wanted w order by w.at) as nearness
        from catalogue_vectors v where v.model = ${model} and v.catalogue_id = any (${`{${ids.join()}}`}::uuid[])`,
  )
  return new Map(rows.map(({ id, nearness }) => [id, nearness]))
}

/** Read once: as text, each would be read again for every entry that it is compared with. */
const read = (vectors: string[]): SQL => sql`materialized (select text::vector as vector, at
  from jsonb_array_elements_text(${JSON.stringify(vectors)}::jsonb) with ordinality given(text, at))`
