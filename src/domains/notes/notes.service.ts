import { and, eq, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { incomingOf, outgoingOf, selectNotes, tagsOf } from './notes.queries.ts'
import type { NewNote, NotePatch, NoteQuery } from './notes.schema.ts'
import { type NoteRow, notes } from './notes.tables.ts'

/** One SQL statement whatever the filters; shows how each note begins. */
export const listNotes = (ctx: UserCtx, query: NoteQuery) => selectNotes(ctx, query)

export async function getNote(ctx: UserCtx, id: string): Promise<NoteRow> {
  const [note] = await ctx.db
    .select()
    .from(notes)
    .where(myRow(ctx, notes, id))
  return found(note, 'Note')
}

export const loadNotes = (ctx: UserCtx, ids: string[]): Promise<NoteRow[]> =>
  ctx.db
    .select()
    .from(notes)
    .where(and(mine(ctx, notes), inArray(notes.id, ids)))

/** What else a note may be born with: a recording and what was heard in it. */
type Spoken = {
  [Field in 'audioFileId' | 'audioSeconds' | 'transcript' | 'transcriptStatus']?: NoteRow[Field] | undefined
}

/** Files that are not yours do not exist (404). */
export async function createNote(ctx: UserCtx, input: NewNote & Spoken, id: string = newId()): Promise<NoteRow> {
  const [note] = await ctx.db
    .insert(notes)
    .values({ ...input, id, userId: ctx.actor.id })
    .returning()
  return found(note, 'Note')
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export async function updateNote(
  ctx: UserCtx,
  id: string,
  patch: NotePatch & Spoken,
  version?: number,
): Promise<NoteRow> {
  const isEmpty = Object.keys(patch).length === 0
  const [note] = isEmpty
    ? await ctx.db
        .select()
        .from(notes)
        .where(myRow(ctx, notes, id, version))
    : await ctx.db
        .update(notes)
        .set(patch)
        .where(myRow(ctx, notes, id, version))
        .returning()
  if (!note) throw await missed(ctx, notes, id, 'Note')
  return note
}

/** To the trash, with its attachments: they stay as long as it can come back. */
export async function deleteNote(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [note] = await ctx.db
    .update(notes)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, notes, id, version))
    .returning({ id: notes.id })
  if (!note) throw await missed(ctx, notes, id, 'Note')
}

export async function restoreNote(ctx: UserCtx, id: string): Promise<NoteRow> {
  const [back] = await ctx.db
    .update(notes)
    .set({ deletedAt: null })
    .where(and(eq(notes.userId, ctx.actor.id), eq(notes.id, id), sql`${notes.deletedAt} is not null`))
    .returning()
  if (back) return back
  await getNote(ctx, id)
  throw new AppError('conflict', 'This note is not in the trash.')
}

/** Which notes this one names as `[[title]]`, and which name it. */
export async function linksOfNote(ctx: UserCtx, id: string) {
  await getNote(ctx, id)
  const [outgoing, incoming] = await Promise.all([outgoingOf(ctx, id), incomingOf(ctx, id)])
  return { outgoing, incoming }
}

/** My tags with how many notes have them, the most used first. */
export const listNoteTags = async (ctx: UserCtx) => ({ items: await tagsOf(ctx) })

/** Of a file that is deleted: no note, in the trash or not, refers to it any more. */
export async function letGoOfFile(ctx: UserCtx, { fileId }: { fileId: string }): Promise<void> {
  const own = eq(notes.userId, ctx.actor.id)
  await ctx.db
    .update(notes)
    .set({ fileIds: sql`array_remove(${notes.fileIds}, ${fileId}::uuid)` })
    .where(
      and(
        own,
        sql`${notes.id} in (select note_id from note_files l where l.user_id = ${ctx.actor.id} and l.file_id = ${fileId})`,
      ),
    )
  await ctx.db
    .update(notes)
    .set({ audioFileId: null })
    .where(and(own, eq(notes.audioFileId, fileId)))
}
