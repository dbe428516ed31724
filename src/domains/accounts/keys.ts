import { asc, gt, isNull, or, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '#core/ctx.ts'
import type { Db } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import type { Log } from '#core/log.ts'
import { signingKeys } from './accounts.tables.ts'
import { createTokens, newSigningKey, type SigningKey, type Tokens } from './tokens.ts'

const POLL_MS = 45_000
/** A new key is published this long before it signs: every process and every cache of the key set has seen it by then. */
const PUBLISHED_FIRST_MS = 150_000

interface StoredKey extends SigningKey {
  createdAt: string
}

/** Signs and verifies with this server's keys, and follows their rotation without a restart. */
export interface Keyring extends Tokens {
  close(): void
}

export async function openKeyring(db: Db, issuer: string, log: Log): Promise<Keyring> {
  const read = async () => createTokens(issuer, await signingKeysOf(db))
  let ring = await read()
  const reload = async () => {
    try {
      ring = await read()
    } catch (error) {
      log.warn({ err: error }, 'signing keys could not be read')
    }
  }
  const timer = setInterval(reload, POLL_MS)
  timer.unref()
  return {
    sign: (subject, now) => ring.sign(subject, now),
    verify: (token, now) => ring.verify(token, now),
    signProof: (userId, now) => ring.signProof(userId, now),
    verifyProof: (proof, now) => ring.verifyProof(proof, now),
    jwks: () => ring.jwks(),
    close: () => clearInterval(timer),
  }
}

/**
 * This server's keys, the one that signs last. The first is made at the first start; several processes may start at once, so
 * while no key has been published for long enough the oldest signs.
 */
export async function signingKeysOf(db: Db): Promise<SigningKey[]> {
  const stored = await storedKeys(db)
  const published = Date.now() - PUBLISHED_FIRST_MS
  const signer = stored.findLast((key) => Date.parse(key.createdAt) <= published) ?? stored[0]
  return [...stored.filter((key) => key !== signer), ...(signer ? [signer] : [])]
}

/**
 * A new key, published at once; it signs a few minutes later. The others stop signing then and are forgotten by
 * `forgetOldKeys` when no token of theirs can be alive any more.
 */
export async function rotateKeys(ctx: Ctx): Promise<string> {
  const key = await newSigningKey(newId())
  await inTransaction(ctx, async ({ db }) => {
    await db.update(signingKeys).set({ retiredAt: sql`now()` }).where(isNull(signingKeys.retiredAt))
    await insertKey(db, key)
  })
  return key.kid
}

/** Removes private keys that signed nothing for an hour: four times the life of a token. */
export async function forgetOldKeys(ctx: Ctx): Promise<void> {
  await ctx.db.delete(signingKeys).where(sql`${signingKeys.retiredAt} < now() - interval '1 hour'`)
}

async function storedKeys(db: Db): Promise<StoredKey[]> {
  const stored = await readKeys(db)
  if (stored.length > 0) return stored
  await insertKey(db, await newSigningKey(newId()))
  return readKeys(db)
}

async function insertKey(db: Db, key: SigningKey) {
  await db.insert(signingKeys).values({ ...key } as typeof signingKeys.$inferInsert) // a JWK is a plain JSON object
}

async function readKeys(db: Db): Promise<StoredKey[]> {
  const usable = or(isNull(signingKeys.retiredAt), gt(signingKeys.retiredAt, sql`now() - interval '1 hour'`))
  const rows = await db.select().from(signingKeys).where(usable).orderBy(asc(signingKeys.kid))
  return rows as unknown as StoredKey[] // written by insertKey above
}
