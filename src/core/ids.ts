import { createHash, randomFillSync } from 'node:crypto'

/** Random bytes for 256 ids at once: asking the system for 16 costs nearly as much. */
const pool = Buffer.alloc(256 * 16)
let used = pool.length

/** UUIDv7 (RFC 9562): sorts by creation time, so an id doubles as a page cursor. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.subarray(used, used + 16)
  used += 16
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return format(bytes)
}

/**
 * An id that follows from what it stands for: the same namespace and name always make the same one, so two offline devices
 * that both create "the next instance" create one row. Laid out as UUIDv7 at `time` (ms since 1970), so that it sorts there.
 */
export function derivedId(namespace: string, name: string, time: number): string {
  const bytes = createHash('sha256')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16)
  bytes.writeUIntBE(Math.max(0, time), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return format(bytes)
}

function format(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
