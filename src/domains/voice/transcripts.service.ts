import { readFile } from 'node:fs/promises'
import type { Ai } from '#core/ai/ai.ts'
import { transcribe } from '#core/ai/listening.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { Upload } from '#core/files/form.ts'
import { requireIncluded } from '#domains/billing/billing.service.ts'
import { personOf } from '#domains/coach/person.service.ts'
import { MAX_AUDIO, type Transcript } from './transcripts.schema.ts'

export const MAX_RECORDING = MAX_AUDIO

/** Writes down what is said in an upload; the audio is not kept. Throws what `transcribe` refuses, and 413 beyond 10 MB. */
export async function transcribeUpload(ctx: UserCtx, ai: Ai, audio: Upload, gone: AbortSignal): Promise<Transcript> {
  if (audio.size > MAX_AUDIO) throw new AppError('too_large', `Audio may have at most ${MAX_AUDIO / 1_000_000} MB.`)
  return transcribeBytes(ctx, ai, await readFile(audio.path), gone)
}

export async function transcribeBytes(ctx: UserCtx, ai: Ai, bytes: Uint8Array, gone: AbortSignal): Promise<Transcript> {
  await requireIncluded(ctx, 'voice')
  const { provider, model, ...transcript } = await transcribe(ctx, ai, await personOf(ctx), bytes, gone)
  return { ...transcript, meta: { provider, model } }
}
