import { buffer } from 'node:stream/consumers'
import type { Ai } from '#core/ai/ai.ts'
import { transcribe } from '#core/ai/listening.ts'
import type { Reach, UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { openBytes } from '#domains/files/downloads.service.ts'
import { deleteFile, uploadFile } from '#domains/files/files.service.ts'
import type { VoiceNoteForm } from './notes.schema.ts'
import { createNote, getNote, updateNote } from './notes.service.ts'
import type { NoteRow } from './notes.tables.ts'

type Outside = Pick<Reach, 'ai' | 'files'>
type Heard = Pick<NoteRow, 'audioSeconds' | 'transcript' | 'transcriptStatus'>

const MAX_AUDIO = 10_000_000
const TITLE = 60

/**
 * Keeps a recording as a note. What was said is written down where somebody here can do that; otherwise the note says so, and keeps
 * the recording all the same. What is no audio (415), damaged (422) or too long (413) is refused and not kept.
 */
export async function createVoiceNote(
  ctx: UserCtx,
  outside: Outside,
  { audio, title, tags = [] }: VoiceNoteForm,
  gone: AbortSignal,
): Promise<NoteRow> {
  if (audio.size > MAX_AUDIO) throw new AppError('too_large', `Audio may have at most ${MAX_AUDIO / 1_000_000} MB.`)
  const file = await uploadFile(ctx, outside, audio)
  try {
    const { timezone } = await userZone(ctx)
    const heard = await hear(ctx, outside, file.id, gone)
    const content = heard.transcript ?? ''
    const named = title ?? (beginningOf(content) || `Voice note of ${localMinute(ctx.now(), timezone)}`)
    return await createNote(ctx, { title: named, content, tags, audioFileId: file.id, ...heard })
  } catch (error) {
    await deleteFile(ctx, file.id)
    throw error
  }
}

/** Listens to a voice note again and replaces its transcript; what the note says besides stays as it is, unless that is nothing. */
export async function transcribeNote(ctx: UserCtx, outside: Outside, id: string, gone: AbortSignal): Promise<NoteRow> {
  const note = await getNote(ctx, id)
  if (note.audioFileId === null) throw new AppError('conflict', 'This note has no recording.')
  const heard = await hear(ctx, outside, note.audioFileId, gone)
  if (heard.transcriptStatus === 'unavailable')
    throw new AppError('unavailable', 'Nobody here can write down what is said right now. Try again later.', {
      retryAfterSeconds: 60,
    })
  const isBlank = note.content.trim() === '' && heard.transcript !== null
  return updateNote(ctx, id, { ...heard, ...(isBlank && { content: heard.transcript ?? '' }) })
}

async function hear(ctx: UserCtx, { ai, files }: Outside, fileId: string, gone: AbortSignal): Promise<Heard> {
  const bytes = await buffer(await openBytes(ctx, { files }, fileId))
  const said = await listen(ctx, ai, bytes, gone)
  if (said === null) return { audioSeconds: null, transcript: null, transcriptStatus: 'unavailable' }
  const { durationSeconds, noSpeech, text } = said
  if (noSpeech) return { audioSeconds: durationSeconds, transcript: null, transcriptStatus: 'no_speech' }
  return { audioSeconds: durationSeconds, transcript: text, transcriptStatus: 'done' }
}

/** Null when nobody listens, or the budget for it is used up. */
async function listen(ctx: UserCtx, ai: Ai, bytes: Uint8Array, gone: AbortSignal) {
  const [{ timezone: zone }, { ai: preferred }] = await Promise.all([userZone(ctx), getPreferences(ctx)])
  try {
    return await transcribe(ctx, ai, { zone, allowsModels: preferred.enabled }, bytes, gone)
  } catch (error) {
    const isOurs = error instanceof AppError && (error.code === 'unavailable' || error.code === 'quota_exceeded')
    if (isOurs && !gone.aborted) return null
    throw error
  }
}

/** Whole words of the first sentence. */
function beginningOf(text: string): string {
  const [sentence = ''] = text.split(/(?<=[.!?])\s/, 1)
  if (sentence.length <= TITLE) return sentence.replace(/[.\s]+$/, '')
  return `${sentence.slice(0, TITLE).replace(/\s+\S*$/, '')} …`
}

const localMinute = (now: Date, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(now)
