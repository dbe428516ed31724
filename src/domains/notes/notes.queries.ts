import { and, arrayContains, asc, desc, eq, getTableColumns, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { beyond, olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import type { NoteQuery } from './notes.schema.ts'
import { notes } from './notes.tables.ts'

const { content: _, transcript: __, ...listed } = getTableColumns(notes)
/** A list shows how notes begin; the whole of a long one stays on the disk. */
const EXCERPT = 300
/** To the microsecond, as the database compares them. */
const changedAt = sql<string>`${notes.updatedAt}::text`
const columns = { ...listed, changedAt, excerpt: sql<string>`left(${notes.content}, ${sql.raw(String(EXCERPT))})` }

export async function selectNotes(ctx: UserCtx, query: NoteQuery) {
  const position = readCursor(ctx, query, 'notes')
  const { value, order, read } = SORTS[query.sort]
  const rows = await ctx.db
    .select(columns)
    .from(notes)
    .where(
      and(
        mine(ctx, notes),
        ...filtersOf(query),
        value ? beyond(value, notes.id, position, order) : olderThan(notes.id, position),
      ),
    )
    .orderBy(
      ...(value ? (order === 'asc' ? [asc(value), asc(notes.id)] : [desc(value), desc(notes.id)]) : [desc(notes.id)]),
    )
    .limit(query.limit + 1)
  const page: Page<(typeof rows)[number]> = toPage(ctx, rows, query, 'notes', read)
  return page
}

const lowerTitle = sql`lower(${notes.title})`
const SORTS = {
  newest: { value: null, order: 'desc', read: () => 0 },
  updated: { value: notes.updatedAt, order: 'desc', read: (row: Sorted) => row.changedAt },
  title: { value: lowerTitle, order: 'asc', read: (row: Sorted) => row.title.toLowerCase() },
} as const
interface Sorted {
  changedAt: string
  title: string
}

function filtersOf(query: NoteQuery): (SQL | undefined)[] {
  const { tag, area, pinned, favorite, archived, voice, fileId, courseId, topicId, q } = query
  const containing = `%${q?.replace(/[\\%_]/g, '\\$&')}%`
  return [
    archived === 'false' ? sql`not ${notes.isArchived}` : archived === 'true' ? eq(notes.isArchived, true) : undefined,
    tag === undefined ? undefined : arrayContains(notes.tags, [tag]),
    area && eq(notes.area, area),
    pinned === undefined ? undefined : eq(notes.isPinned, pinned),
    favorite === undefined ? undefined : eq(notes.isFavorite, favorite),
    voice === undefined ? undefined : voice ? isNotNull(notes.audioFileId) : isNull(notes.audioFileId),
    fileId === undefined ? undefined : arrayContains(notes.fileIds, [fileId]),
    courseId === undefined ? undefined : eq(notes.courseId, courseId),
    topicId === undefined ? undefined : eq(notes.topicId, topicId),
    // As the index notes_text has it.
    q === undefined
      ? undefined
      : sql`note_text(${notes.title}, ${notes.content}, ${notes.transcript}) ilike ${containing}`,
  ]
}

/** What a note names, by the newest note of each title. */
export function outgoingOf(ctx: UserCtx, id: string): Promise<{ title: string; noteId: string | null }[]> {
  return rowsOf(
    ctx.db,
    sql`select l.title, (
          select n.id from notes n where n.user_id = l.user_id and lower(n.title) = l.title and n.deleted_at is null
          order by n.id desc limit 1) as "noteId"
        from note_links l where l.user_id = ${ctx.actor.id} and l.note_id = ${id} order by l.title limit 500`,
  )
}

export function incomingOf(ctx: UserCtx, id: string): Promise<{ title: string; noteId: string }[]> {
  return rowsOf(
    ctx.db,
    sql`select f.id as "noteId", f.title from notes n
        join note_links l on l.user_id = n.user_id and l.title = lower(n.title)
        join notes f on f.user_id = l.user_id and f.id = l.note_id
        where n.user_id = ${ctx.actor.id} and n.id = ${id} and f.deleted_at is null and f.id <> n.id
        order by f.id desc limit 500`,
  )
}

export async function tagsOf(ctx: UserCtx): Promise<{ tag: string; notes: number }[]> {
  const rows = await rowsOf<{ tag: string; notes: string | number }>(
    ctx.db,
    sql`select t.tag, count(*) as notes from notes n cross join unnest(n.tags) t (tag)
        where n.user_id = ${ctx.actor.id} and n.deleted_at is null group by t.tag order by count(*) desc, t.tag limit 500`,
  )
  return rows.map(({ tag, notes }) => ({ tag, notes: Number(notes) }))
}
