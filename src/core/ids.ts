import { createHash, randomFillSync } from 'node:crypto'

/** Random bytes for 256 ids at once: asking the system for 16 costs nearly as much. */
const pool = Buffer.alloc(256 * 16)
let used = pool.length

/** The millisecond of the newest id, and how many came before it in that millisecond. */
let latest = 0
let counter = 0

/**
 * UUIDv7 (RFC 9562): sorts by creation time, so an id doubles as a page cursor. Those of one process sort in the order in which they
 * were made, also within a millisecond and while the clock is set back (a counter in `rand_a`, section 6.2, method 1).
 */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.subarray(used, used + 16)
  used += 16
  const now = Date.now()
  if (now > latest) {
    latest = now
    // Half of the counter is left to count with.
    counter = bytes.readUInt16BE(6) & 0x7ff
  } else if (++counter > 0xfff) {
    latest++
    counter = 0
  }
  bytes.writeUIntBE(latest, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
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
