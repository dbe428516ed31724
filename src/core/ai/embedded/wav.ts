import type { Samples } from './flite.ts'

const HEADER = 44

/** One wav file (PCM, mono, 16 bits) of all parts, which have the same sample rate. */
export function wavOf(parts: readonly Samples[]): Uint8Array<ArrayBuffer> {
  const sampleRate = parts[0]?.sampleRate ?? 16_000
  const length = parts.reduce((sum, { samples }) => sum + samples.byteLength, 0)
  const file = new Uint8Array(HEADER + length)
  const view = new DataView(file.buffer)
  const word = (at: number, text: string) => file.set(new TextEncoder().encode(text), at)
  word(0, 'RIFF')
  view.setUint32(4, HEADER - 8 + length, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, length, true)
  let at = HEADER
  for (const { samples } of parts) {
    file.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), at)
    at += samples.byteLength
  }
  return file
}
