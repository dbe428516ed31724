import { and, eq, isNull, lt } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { LRUCache } from 'lru-cache'
import type { Actor } from '#core/ctx.ts'
import type { Db } from '#core/db.ts'
import { AppError } from '#core/errors.ts'
import type { Authenticator, Door } from '#core/module.ts'
import type { Platform } from '#core/platform.ts'
import { type ApiKeyRow, apiKeys, apiKeyUses, users } from './accounts.tables.ts'
import { API_KEY_PREFIX, credentialId } from './api-keys.service.ts'
import type { Keyring } from './keys.ts'
import type { Revocations } from './revocations.ts'
import { hashOf } from './secrets.ts'
import { type AccessClaims, AUDIENCE } from './tokens.ts'

/** How long a verified token or key is believed without asking again; revocation is checked on every request regardless. */
const BELIEVED_MS = 60_000
const REMEMBERED = 50_000

interface Known {
  actor: Actor
  /** Any of these being revoked ends it. */
  ids: readonly string[]
  expiresAt: number
  /** The only door it opens; null is all of them. */
  door: Door | null
}

/** Knows a bearer token of another issuer, and makes or finds the user it stands for. */
export type External = (token: string) => Promise<Actor | null>

/**
 * Our own access tokens, API keys, and tokens of trusted issuers. A token is verified once and then remembered; every request
 * still asks whether its session, key or user has ended.
 */
export function createAuthenticator(
  platform: Platform,
  tokens: Keyring,
  revocations: Revocations,
  external: External,
): Authenticator {
  const { now } = platform.base
  const known = new LRUCache<string, Known>({ max: REMEMBERED })
  const hasEnded = ({ id, sessionId }: Actor) =>
    revocations.has(id) || (sessionId !== null && revocations.has(sessionId))
  const admit = ({ actor, ids, door }: Known, at: Door | null): Actor => {
    if (door !== null && door !== at) throw elsewhere()
    if (ids.some((id) => revocations.has(id))) throw ended()
    return actor
  }
  return {
    hasEnded,
    authenticate: (token, at = null) => {
      const found = known.get(token)
      if (found && found.expiresAt > now().getTime()) return admit(found, at)
      return look(platform, tokens, external, token).then((fresh) => {
        known.set(token, fresh)
        return admit(fresh, at)
      })
    },
    close: async () => {
      revocations.close()
      tokens.close()
    },
  }
}

async function look(platform: Platform, tokens: Keyring, external: External, token: string): Promise<Known> {
  if (token.startsWith(API_KEY_PREFIX)) return apiKey(platform, token)
  const now = platform.base.now()
  const stranger = await external(token)
  if (stranger) {
    const { exp = 0 } = decodeJwt(token)
    const expiresAt = Math.min(exp * 1_000, now.getTime() + BELIEVED_MS)
    return { actor: stranger, ids: [stranger.id], expiresAt, door: null }
  }
  return inPerson(await tokens.verify(token, now))
}

/** Whoever has signed in, or a program or supporter that they let in: never more than its scopes, never more than a user. */
function inPerson({ sub, sid, role, exp, aud, client_id, act, scope = '' }: AccessClaims): Known {
  const known = { ids: [sub, sid], expiresAt: exp * 1_000 }
  const scopes = scope.split(' ').filter(Boolean)
  if (act)
    return {
      ids: [...known.ids, act.sub],
      expiresAt: known.expiresAt,
      actor: { id: sub, role: 'user', via: `support:${act.sub}`, sessionId: sid, scopes },
      door: null,
    }
  if (aud === AUDIENCE)
    return { ...known, actor: { id: sub, role, via: null, sessionId: sid, scopes: null }, door: null }
  return { ...known, actor: { id: sub, role: 'user', via: `client:${client_id}`, sessionId: sid, scopes }, door: 'mcp' }
}

async function apiKey({ base, log }: Platform, token: string): Promise<Known> {
  const now = base.now()
  const [row] = await base.db
    .select({ key: apiKeys, role: users.role })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(eq(apiKeys.hash, hashOf(token)), isNull(apiKeys.deletedAt), eq(users.status, 'active')))
  const expiresAt = row ? Date.parse(row.key.expiresAt) : 0
  if (!row || expiresAt <= now.getTime()) throw ended()
  const { id, userId, scopes } = row.key
  // Asked at most once a minute for each key, as the answer is believed that long; nobody waits for it.
  noteUse(base.db, row.key, now).catch((error) => log.warn({ err: error }, 'the use of an API key could not be noted'))
  const credential = credentialId(row.key)
  const actor: Actor = { id: userId, role: row.role, via: `api_key:${id}`, sessionId: credential, scopes }
  const believed = Math.min(expiresAt, now.getTime() + BELIEVED_MS)
  return { actor, ids: [userId, credential], expiresAt: believed, door: null }
}

async function noteUse(db: Db, { userId, id }: ApiKeyRow, now: Date) {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString()
  await db
    .insert(apiKeyUses)
    .values({ userId, apiKeyId: id, lastUsedAt: minute })
    .onConflictDoUpdate({
      target: [apiKeyUses.userId, apiKeyUses.apiKeyId],
      set: { lastUsedAt: minute },
      setWhere: lt(apiKeyUses.lastUsedAt, minute),
    })
}

const ended = () => new AppError('unauthenticated', 'This session or key has ended. Sign in again.')
const elsewhere = () => new AppError('unauthenticated', 'This token is for AI clients at /mcp. Sign in instead.')
