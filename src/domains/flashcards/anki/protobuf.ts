import { damaged } from './problem.ts'

/** A field of a message: a number, or bytes that are a text or a message themselves. */
export type Field = { number: number; value: number } | { number: number; bytes: Uint8Array }

/**
 * The fields of a message in their order (Protocol Buffers, "Encoding"), without their meaning: enough for the few settings that
 * Anki keeps this way. Refuses what ends in the middle.
 */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = []
  for (let at = 0; at < bytes.length; ) {
    const key = varint(bytes, at)
    const [number, wire] = [Math.floor(key.value / 8), key.value % 8]
    at = key.end
    if (wire === 0) {
      const { value, end } = varint(bytes, at)
      fields.push({ number, value })
      at = end
    } else if (wire === 2) {
      const { value: length, end } = varint(bytes, at)
      if (end + length > bytes.length) throw damaged()
      fields.push({ number, bytes: bytes.subarray(end, end + length) })
      at = end + length
    } else if (wire === 5 && at + 4 <= bytes.length) {
      fields.push({ number, value: floatAt(bytes, at) })
      at += 4
    } else at += widthOf(wire)
  }
  return fields
}

/** The first field of this number, as text; empty without one. */
export function textIn(fields: readonly Field[], number: number): string {
  const found = fields.find((field) => field.number === number)
  return found !== undefined && 'bytes' in found ? Buffer.from(found.bytes).toString('utf8') : ''
}

/** The first field of this number; 0, which is never written, without one. */
export function numberIn(fields: readonly Field[], number: number): number {
  const found = fields.find((field) => field.number === number)
  return found !== undefined && 'value' in found ? found.value : 0
}

/** All numbers of this field, which stand in a row of 32 bits each; none without it. */
export function numbersIn(fields: readonly Field[], number: number): number[] {
  const found = fields.find((field) => field.number === number)
  if (found === undefined || !('bytes' in found)) return []
  return Array.from({ length: Math.floor(found.bytes.length / 4) }, (_, at) => floatAt(found.bytes, at * 4))
}

const floatAt = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat32(at, true)

function widthOf(wire: number): number {
  if (wire === 1) return 8
  if (wire === 5) return 4
  throw damaged()
}

function varint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0
  for (let at = start, factor = 1; at < bytes.length && at < start + 10; at++, factor *= 128) {
    const byte = bytes[at] ?? 0
    value += (byte % 128) * factor
    if (byte < 128) return { value, end: at + 1 }
  }
  throw damaged()
}
