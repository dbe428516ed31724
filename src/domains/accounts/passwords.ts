import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/bcrypt'
import { invalid } from '#core/errors.ts'
import { createBulkhead } from './bulkhead.ts'

/**
 * A bcrypt hash (cost 12, `$2b$`) of a password of 8 to 72 bytes of UTF-8. Longer ones are refused, because bcrypt would
 * ignore the rest; so are the few that everybody tries first. `path` names the field in the refusal. Both functions
 * work in native threads and wait in one line; a line too long is AppError `unavailable`.
 */
export async function hashPassword(password: string, path = 'password'): Promise<string> {
  const bytes = bytesOf(password)
  if (bytes.length < MIN_BYTES) throw invalid(path, `This password is too short. Use at least ${MIN_BYTES} characters.`)
  if (bytes.length > MAX_BYTES) {
    throw invalid(path, `This password is longer than ${MAX_BYTES} bytes. Use a shorter one.`)
  }
  if (COMMON.has(password.toLowerCase()) || /^(.)\1*$/u.test(password)) {
    throw invalid(path, 'This password is one of the first that anybody would guess. Choose another.')
  }
  return inLine(() => hash(bytes, COST))
}

/**
 * Whether this is the password. Without a hash (no such person, or none set) it does the same work and answers false,
 * so that the time of the answer does not tell who has an account. Hashes of other costs and of `$2a$` and `$2y$` work too.
 */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const bytes = bytesOf(password)
  // bcrypt reads 72 bytes only: anything that starts with a password of that length would pass.
  if (bytes.length > MAX_BYTES) return false
  const same = await inLine(() => verify(bytes, passwordHash ?? NOBODY))
  return same && passwordHash !== null
}

const COST = 12
const MIN_BYTES = 8
const MAX_BYTES = 72
/** A hash of 32 random bytes that nobody kept. */
const NOBODY = '$2b$12$Qp/.XBaC1FA.nMT.BGmS0.H3RvO/5k8wfJbyu1QHD0GDxXhM9a5CS'

/** Never all four native threads: files and name resolution run on the same ones. At 200 ms each the line lasts 20 s. */
const inLine = createBulkhead(Math.min(3, availableParallelism()), 200)

/** One spelling of each character (RFC 8265 §4.2), so `é` typed on a phone opens what a keyboard set. */
function bytesOf(password: string): Buffer {
  return Buffer.from(password.normalize('NFC'))
}

const COMMON = new Set(
  [
    '12345678 123456789 1234567890 87654321 123123123 12341234 password password1 passw0rd qwertyui qwertyuiop',
    'qwerty123 1q2w3e4r 1qaz2wsx asdfghjk asdfghjkl abcd1234 abcdefgh iloveyou sunshine princess football baseball',
    'superman trustno1 letmein1 welcome1 changeme',
  ].flatMap((line) => line.split(' ')),
)
