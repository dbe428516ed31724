import { AppError } from '#core/errors.ts'
import type { ByteRange } from '#core/files/store.ts'

interface Asking {
  headers: { range?: string | undefined; 'if-range'?: string | string[] | undefined }
}

interface Answering {
  code(status: number): unknown
  header(name: string, value: string | number): unknown
  type(contentType: string): unknown
}

interface Whole<Bytes> {
  /** For people: `file`. */
  called: string
  etag: string
  size: number
  contentType: string
  read: (range: ByteRange | null) => Promise<Bytes>
}

/** The bytes that a request asks for, all or a part of them (206), with the headers that say so. Throws 416 for a part beyond the end. */
export async function askedPart<Bytes>(asking: Asking, reply: Answering, whole: Whole<Bytes>): Promise<Bytes> {
  const { called, etag, size, contentType, read } = whole
  const { range: wanted, 'if-range': known } = asking.headers
  const range = known === undefined || known === etag ? rangeOf(wanted, size) : null
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${size}`)
    throw new AppError('range_not_satisfiable', `This ${called} has ${size} bytes.`)
  }
  const bytes = await read(range)
  if (range) {
    reply.code(206)
    reply.header('content-range', `bytes ${range.start}-${range.end}/${size}`)
  }
  reply.type(contentType)
  reply.header('content-length', range ? range.end - range.start + 1 : size)
  return bytes
}

/**
 * What a Range header asks of so many bytes (RFC 9110 §14): one range, null for all of it, `unsatisfiable` for one that lies beyond.
 * Several ranges, other units and what cannot be read are answered with all of it, as the standard allows.
 */
function rangeOf(header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return null
  if (from === '') {
    const last = Math.min(Number(to), size)
    return last === 0 ? 'unsatisfiable' : { start: size - last, end: size - 1 }
  }
  const [start, end] = [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)]
  if (to !== '' && Number(to) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
