import { and, desc, eq, gte, ilike, inArray, lte, or, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { beyond, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import type { LogbookEntryPatch, LogbookQuery, NewLogbookEntry } from './logbook.schema.ts'
import { type LogbookEntryRow, logbookEntries } from './logbook.tables.ts'

const { placeholder } = sql

/** No day has so many that more would help an overview. */
const MOST_OF_A_DAY = 50

const findEntry = hotRows<{ userId: string; id: string }, typeof logbookEntries>(
  'find_logbook_entry',
  logbookEntries,
  (db) =>
    db
      .select()
      .from(logbookEntries)
      .where(
        and(
          eq(logbookEntries.userId, placeholder('userId')),
          eq(logbookEntries.id, placeholder('id')),
          sql`${logbookEntries.deletedAt} is null`,
        ),
      ),
)

/** The latest day first, and within a day the newest entry. One SQL statement whatever the filters. */
export async function listEntries(ctx: UserCtx, query: LogbookQuery): Promise<Page<LogbookEntryRow>> {
  const position = readCursor(ctx, query, 'logbook')
  const { from, to, mood, q, limit } = query
  const rows = await ctx.db
    .select()
    .from(logbookEntries)
    .where(
      and(
        mine(ctx, logbookEntries),
        from === undefined ? undefined : gte(logbookEntries.date, from),
        to === undefined ? undefined : lte(logbookEntries.date, to),
        mood && inArray(logbookEntries.mood, mood),
        q === undefined
          ? undefined
          : or(ilike(logbookEntries.title, containing(q)), ilike(logbookEntries.text, containing(q))),
        linkedTo(query),
        beyond(logbookEntries.date, logbookEntries.id, position, 'desc'),
      ),
    )
    .orderBy(desc(logbookEntries.date), desc(logbookEntries.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'logbook', (row) => row.date)
}

/** What is written about one day of the user's, newest first; at most fifty. One statement. */
export const entriesOfDay = (ctx: UserCtx, day: string): Promise<LogbookEntryRow[]> =>
  ctx.db
    .select()
    .from(logbookEntries)
    .where(and(mine(ctx, logbookEntries), eq(logbookEntries.date, day)))
    .orderBy(desc(logbookEntries.id))
    .limit(MOST_OF_A_DAY)

export async function getEntry(ctx: UserCtx, id: string): Promise<LogbookEntryRow> {
  const [entry] = await findEntry(ctx.db, { userId: ctx.actor.id, id })
  return found(entry, 'Logbook entry')
}

export const loadEntries = (ctx: UserCtx, ids: string[]): Promise<LogbookEntryRow[]> =>
  ctx.db
    .select()
    .from(logbookEntries)
    .where(and(mine(ctx, logbookEntries), inArray(logbookEntries.id, ids)))

/** Without a day it is about the user's today. What it links must be the user's own and living (404). */
export async function createEntry(
  ctx: UserCtx,
  input: NewLogbookEntry,
  id: string = newId(),
): Promise<LogbookEntryRow> {
  const date = input.date ?? (await today(ctx))
  const [entry] = await ctx.db
    .insert(logbookEntries)
    .values({ ...input, date, id, userId: ctx.actor.id })
    .returning()
  return found(entry, 'Logbook entry')
}

/**
 * Changes the given fields; null clears, absent keeps. Links that stood before may stay although their item is gone. With
 * `version` it refuses (412) when somebody was faster.
 */
export async function updateEntry(
  ctx: UserCtx,
  id: string,
  patch: LogbookEntryPatch,
  version?: number,
): Promise<LogbookEntryRow> {
  const mineToChange = myRow(ctx, logbookEntries, id, version)
  const isEmpty = Object.keys(patch).length === 0
  const [entry] = isEmpty
    ? await ctx.db.select().from(logbookEntries).where(mineToChange)
    : await ctx.db.update(logbookEntries).set(patch).where(mineToChange).returning()
  if (!entry) throw await missed(ctx, logbookEntries, id, 'Logbook entry')
  return entry
}

export async function deleteEntry(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [entry] = await ctx.db
    .update(logbookEntries)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, logbookEntries, id, version))
    .returning({ id: logbookEntries.id })
  if (!entry) throw await missed(ctx, logbookEntries, id, 'Logbook entry')
}

export async function restoreEntry(ctx: UserCtx, id: string): Promise<LogbookEntryRow> {
  const [back] = await ctx.db
    .update(logbookEntries)
    .set({ deletedAt: null })
    .where(
      and(
        eq(logbookEntries.userId, ctx.actor.id),
        eq(logbookEntries.id, id),
        sql`${logbookEntries.deletedAt} is not null`,
      ),
    )
    .returning()
  if (back) return back
  await getEntry(ctx, id)
  throw new AppError('conflict', 'This entry is not in the trash.')
}

async function today(ctx: UserCtx): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
}

function linkedTo({ entity, entityId }: LogbookQuery) {
  if (entity === undefined && entityId === undefined) return undefined
  return sql`${logbookEntries.links} @> ${JSON.stringify([{ entity, entityId }])}::jsonb`
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
