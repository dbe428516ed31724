import { and, count, desc, eq, getTableColumns, isNull } from 'drizzle-orm'
import type { Bus } from '#core/bus.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { type Ctx, inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { derivedId } from '#core/ids.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { type ApiKeyRow, apiKeys, apiKeyUses } from './accounts.tables.ts'
import type { ApiKey, ApiKeyPatch, CreatedApiKey, NewApiKey, Rotation } from './api-keys.schema.ts'
import { hashOf, newSecret } from './secrets.ts'
import { revoke } from './sessions.service.ts'

export const API_KEY_PREFIX = 'almanac_'
const MAX_KEYS = 50
const DAY_MS = 86_400_000

export async function listApiKeys(ctx: UserCtx, query: PageQuery): Promise<Page<ApiKey>> {
  const rows = await withUse(ctx)
    .where(and(mine(ctx, apiKeys), olderThan(apiKeys.id, readCursor(ctx, query, 'api-keys'))))
    .orderBy(desc(apiKeys.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'api-keys')
}

export async function getApiKey(ctx: UserCtx, id: string): Promise<ApiKey> {
  const [row] = await withUse(ctx).where(myRow(ctx, apiKeys, id))
  return found(row, 'API key')
}

/** `vocabulary` lists what a key can be allowed at all; anything else is refused by its place in the list. */
export function createApiKey(ctx: UserCtx, vocabulary: string[], input: NewApiKey): Promise<CreatedApiKey> {
  const { name, expiresInDays } = input
  const scopes = [...new Set(input.scopes)]
  const unknown = scopes.findIndex((scope) => !vocabulary.includes(scope))
  if (unknown >= 0)
    throw invalid(`scopes.${unknown}`, `There is no scope ${scopes[unknown]}. GET /api/api-keys/scopes lists them.`)
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'api_keys')
    const [living] = await ctx.db.select({ keys: count() }).from(apiKeys).where(mine(ctx, apiKeys))
    if ((living?.keys ?? 0) >= MAX_KEYS)
      throw new AppError('conflict', `There are ${MAX_KEYS} keys already. Delete one first.`)
    const { key, ...stored } = newKey(ctx, expiresInDays)
    const [row] = await ctx.db
      .insert(apiKeys)
      .values({ userId: ctx.actor.id, name, scopes, ...stored })
      .returning()
    return { ...found(row, 'API key'), lastUsedAt: null, key }
  })
}

export async function updateApiKey(ctx: UserCtx, id: string, patch: ApiKeyPatch, version?: number): Promise<ApiKey> {
  if (Object.keys(patch).length > 0) {
    const [row] = await ctx.db
      .update(apiKeys)
      .set(patch)
      .where(myRow(ctx, apiKeys, id, version))
      .returning()
    if (!row) throw await missed(ctx, apiKeys, id, 'API key')
  }
  return getApiKey(ctx, id)
}

/** Revokes the key: it is refused within five seconds everywhere. */
export async function deleteApiKey(
  ctx: UserCtx,
  bus: Pick<Bus, 'revoked'>,
  id: string,
  version?: number,
): Promise<void> {
  const ended = await inTransaction(ctx, async (ctx) => {
    const deletedAt = ctx.now().toISOString()
    const [row] = await ctx.db
      .update(apiKeys)
      .set({ deletedAt })
      .where(myRow(ctx, apiKeys, id, version))
      .returning()
    if (!row) throw await missed(ctx, apiKeys, id, 'API key')
    await revoke(ctx, [credentialId(row)])
    return [credentialId(row)]
  })
  bus.revoked(ended)
}

/** A new secret for the same key; the old one is refused within five seconds everywhere. */
export async function rotateApiKey(
  ctx: UserCtx,
  bus: Pick<Bus, 'revoked'>,
  id: string,
  { expiresInDays }: Rotation,
): Promise<CreatedApiKey> {
  const { key, ...stored } = newKey(ctx, expiresInDays)
  const ended = await inTransaction(ctx, async (ctx) => {
    const [old] = await ctx.db
      .select()
      .from(apiKeys)
      .where(myRow(ctx, apiKeys, id))
      .for('update')
    const credential = credentialId(found(old, 'API key'))
    await ctx.db
      .update(apiKeys)
      .set(stored)
      .where(myRow(ctx, apiKeys, id))
    await revoke(ctx, [credential])
    return [credential]
  })
  bus.revoked(ended)
  return { ...(await getApiKey(ctx, id)), key }
}

/** Revokes all keys of a user and answers what ended: call it in a transaction, then tell the bus. */
export async function endAllApiKeys(ctx: Ctx, userId: string): Promise<string[]> {
  const rows = await ctx.db
    .update(apiKeys)
    .set({ deletedAt: ctx.now().toISOString() })
    .where(and(eq(apiKeys.userId, userId), isNull(apiKeys.deletedAt)))
    .returning()
  const ended = rows.map(credentialId)
  await revoke(ctx, ended)
  return ended
}

/** What revocation names: this secret of this key, so that a rotated key lives on under its id. */
export const credentialId = ({ id, hash }: Pick<ApiKeyRow, 'id' | 'hash'>) => derivedId(id, hash, 0)

function withUse(ctx: UserCtx) {
  const { hash: _, ...columns } = getTableColumns(apiKeys)
  return ctx.db
    .select({ ...columns, lastUsedAt: apiKeyUses.lastUsedAt })
    .from(apiKeys)
    .leftJoin(apiKeyUses, and(eq(apiKeyUses.userId, apiKeys.userId), eq(apiKeyUses.apiKeyId, apiKeys.id)))
    .$dynamic()
}

function newKey(ctx: UserCtx, days: number) {
  const key = newSecret(API_KEY_PREFIX)
  const expiresAt = new Date(ctx.now().getTime() + days * DAY_MS).toISOString()
  return { key, hash: hashOf(key), prefix: key.slice(0, API_KEY_PREFIX.length + 6), expiresAt }
}
