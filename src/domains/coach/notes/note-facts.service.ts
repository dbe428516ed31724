import type { UserCtx } from '#core/ctx.ts'
import { getNote, listNotes } from '#domains/notes/notes.service.ts'
import { nearest } from '../alike.ts'
import { cut } from '../wording.ts'
import type { NoteInQuestion } from './questions.schema.ts'

export interface NoteSubject {
  /** Null for a text that is no note yet. */
  id: string | null
  title: string
  content: string
  tags: string[]
}

export type OwnNote = Awaited<ReturnType<typeof listNotes>>['items'][number]

/** Of what is read to a model: some ten pages. */
const MOST_READ = 20_000

/** What a question is about. Somebody else's note is not found. */
export async function noteSubjectOf(
  ctx: UserCtx,
  { noteId, title = '', content = '' }: NoteInQuestion,
): Promise<NoteSubject> {
  if (noteId === undefined) return { id: null, title, content, tags: [] }
  const note = await getNote(ctx, noteId)
  return { id: note.id, title: note.title, content: note.content, tags: note.tags }
}

/** The hundred notes that changed last, but for the one in question. */
export async function ownNotes(ctx: UserCtx, except: string | null = null): Promise<OwnNote[]> {
  const { items } = await listNotes(ctx, { limit: 100, sort: 'updated', archived: 'false' })
  return items.filter(({ id }) => id !== except)
}

/** Own notes that speak of the same, the nearest first. */
export const notesLike = (subject: Pick<NoteSubject, 'title' | 'content'>, notes: readonly OwnNote[], most = 8) =>
  nearest(`${subject.title}. ${cut(subject.content, 400)}`, notes, ({ title, excerpt }) => `${title}. ${excerpt}`, most)

/** The part of a note that a model is told. */
export const told = ({ title, content }: NoteSubject) => ({ title, content: cut(content, MOST_READ) })
