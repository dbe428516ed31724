import { and, eq, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { selectEntries } from './journal.queries.ts'
import type { JournalEntryPatch, JournalQuery, NewJournalEntry } from './journal.schema.ts'
import { type JournalEntryRow, journalEntries } from './journal.tables.ts'

const { placeholder } = sql

const findEntry = hotRows<{ userId: string; id: string }, typeof journalEntries>(
  'find_journal_entry',
  journalEntries,
  (db) =>
    db
      .select()
      .from(journalEntries)
      .where(
        and(
          eq(journalEntries.userId, placeholder('userId')),
          eq(journalEntries.id, placeholder('id')),
          sql`${journalEntries.deletedAt} is null`,
        ),
      ),
)

/** The latest day first, and within a day the newest entry. One SQL statement whatever the filters. */
export const listEntries = (ctx: UserCtx, query: JournalQuery): Promise<Page<JournalEntryRow>> =>
  selectEntries(ctx, query)

export async function getEntry(ctx: UserCtx, id: string): Promise<JournalEntryRow> {
  const [entry] = await findEntry(ctx.db, { userId: ctx.actor.id, id })
  return found(entry, 'Journal entry')
}

export const loadEntries = (ctx: UserCtx, ids: string[]): Promise<JournalEntryRow[]> =>
  ctx.db
    .select()
    .from(journalEntries)
    .where(and(mine(ctx, journalEntries), inArray(journalEntries.id, ids)))

/** Without a day it is about the day on which it was written, where its writer was then; without a word about it, it is private. */
export async function createEntry(
  ctx: UserCtx,
  input: NewJournalEntry,
  id: string = newId(),
): Promise<JournalEntryRow> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  const { zone = timezone, writtenAt = ctx.now().toISOString() } = input
  const date = input.date ?? dayOf(writtenAt, zone, dayStartsAt)
  const [entry] = await ctx.db
    .insert(journalEntries)
    .values({ ...input, date, zone, writtenAt, id, userId: ctx.actor.id })
    .returning()
  return found(entry, 'Journal entry')
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export async function updateEntry(
  ctx: UserCtx,
  id: string,
  patch: JournalEntryPatch,
  version?: number,
): Promise<JournalEntryRow> {
  const mineToChange = myRow(ctx, journalEntries, id, version)
  const isEmpty = Object.keys(patch).length === 0
  const [entry] = isEmpty
    ? await ctx.db.select().from(journalEntries).where(mineToChange)
    : await ctx.db.update(journalEntries).set(patch).where(mineToChange).returning()
  if (!entry) throw await missed(ctx, journalEntries, id, 'Journal entry')
  return entry
}

export async function deleteEntry(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [entry] = await ctx.db
    .update(journalEntries)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, journalEntries, id, version))
    .returning({ id: journalEntries.id })
  if (!entry) throw await missed(ctx, journalEntries, id, 'Journal entry')
}

export async function restoreEntry(ctx: UserCtx, id: string): Promise<JournalEntryRow> {
  const [back] = await ctx.db
    .update(journalEntries)
    .set({ deletedAt: null })
    .where(
      and(
        eq(journalEntries.userId, ctx.actor.id),
        eq(journalEntries.id, id),
        sql`${journalEntries.deletedAt} is not null`,
      ),
    )
    .returning()
  if (back) return back
  await getEntry(ctx, id)
  throw new AppError('conflict', 'This entry is not in the trash.')
}
