import { asc, isNull } from 'drizzle-orm'
import type { Db } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { signingKeys } from './accounts.tables.ts'
import { newSigningKey, type SigningKey } from './tokens.ts'

/** This server's signing keys, made at the first start. Several processes may start at once: the oldest key wins. */
export async function signingKeysOf(db: Db): Promise<SigningKey[]> {
  const stored = await readKeys(db)
  if (stored.length > 0) return stored
  await db.insert(signingKeys).values({ ...(await newSigningKey(newId())) } as typeof signingKeys.$inferInsert)
  return readKeys(db)
}

async function readKeys(db: Db): Promise<SigningKey[]> {
  const rows = await db.select().from(signingKeys).where(isNull(signingKeys.retiredAt)).orderBy(asc(signingKeys.kid))
  // Written by newSigningKey above.
  return rows as unknown as SigningKey[]
}

