import { fileTypeFromBuffer } from 'file-type'
import { type SpeechFormat, speakEmbedded } from '#core/ai/embedded/speech.ts'
import { wavOf } from '#core/ai/embedded/wav.ts'
import type { Caller, TestApp } from '#test/harness.ts'

export interface Bytes {
  status: number
  headers: Record<string, string | undefined>
  bytes: Buffer
  /** As the bytes themselves say; null for a problem. */
  kind: string | null
}

/** Asks for audio, which the usual caller would take for text. */
export async function askForAudio(app: TestApp, { token }: Caller, url: string, payload: object): Promise<Bytes> {
  const headers = { authorization: `Bearer ${token}` }
  const res = await app.http.inject({ method: 'POST', url: `/api${url}`, headers, payload })
  const kind = (await fileTypeFromBuffer(res.rawPayload))?.ext ?? null
  return { status: res.statusCode, headers: res.headers as Bytes['headers'], bytes: res.rawPayload, kind }
}

/** A form with a recording, as a browser sends it. */
export function recordingOf(bytes: Uint8Array, name = 'audio', fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set(name, new File([new Uint8Array(bytes)], 'recording'))
  return form
}

/** The built-in voice, saying something. */
export async function said(text: string, format: SpeechFormat = 'wav'): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of speakEmbedded({ text, voice: 'rms', format, speed: 1 })) parts.push(part)
  return Buffer.concat(parts)
}

const RATE = 16_000

/** A wav file of so many seconds, from what each sample is, -1 to 1. */
export function wavFrom(seconds: number, sampleAt: (at: number) => number): Buffer {
  const samples = Int16Array.from({ length: Math.round(seconds * RATE) }, (_, at) => Math.round(sampleAt(at) * 0x7fff))
  return Buffer.from(wavOf([{ sampleRate: RATE, samples }]))
}
