import { createHash, randomBytes } from 'node:crypto'

/** What a person or machine proves itself with: 256 random bits behind a prefix that secret scanners can recognise. */
export const newSecret = (prefix: string) => `${prefix}${randomBytes(32).toString('base64url')}`

/** How such a secret is stored. It is too random to be guessed, so a fast hash is enough; passwords need bcrypt. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')
