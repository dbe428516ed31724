import { fileTypeFromBuffer } from 'file-type'
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
