import { createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** 160 random bits as Base32, the length RFC 4226 recommends. Store it where only the server reads. */
export function createTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The `otpauth://` address that an authenticator app reads from a QR code: SHA-1, 6 digits, 30 s (RFC 6238). */
export function totpUri(secret: string, account: string, issuer: string): string {
  // The label has the form `issuer:account`, so a colon of their own would move the border.
  return new TOTP({
    ...CODE,
    secret,
    label: account.replaceAll(':', ' '),
    issuer: issuer.replaceAll(':', ' '),
  }).toString()
}

/**
 * The time step (30 s since 1970) whose code this is, out of the present one and its two neighbours; null when none.
 * RFC 6238 §5.2 wants each code to work once: accept a step only when it is greater than the last accepted one, and
 * let the database decide that.
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const token = code.replaceAll(/\s/g, '')
  if (!/^[0-9]{6}$/.test(token)) return null
  const totp = new TOTP({ ...CODE, secret })
  const timestamp = now.getTime()
  const delta = totp.validate({ token, timestamp, window: 1 })
  return delta === null ? null : totp.counter({ timestamp }) + delta
}

/** Ten recovery codes of 80 random bits, `k7wz-3m9d-…`, to show once; the hashes are what is stored. */
export function createRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from(randomBytes(16), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
    return letters.replaceAll(/.{4}(?=.)/g, '$&-')
  })
  return { codes, hashes: codes.map(hashRecoveryCode) }
}

/** How a recovery code is stored (SHA-256; 80 random bits need no slow hash). Case, dashes and look-alikes do not matter. */
export function hashRecoveryCode(code: string): string {
  const letters = code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
  return createHash('sha256').update(letters).digest('base64url')
}

const CODE = { algorithm: 'SHA1', digits: 6, period: 30 }
const RECOVERY_CODES = 10
/** Crockford's Base32: 32 letters divide a byte evenly, and none of them looks like another. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
