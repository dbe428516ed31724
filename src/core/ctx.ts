import { sql } from 'drizzle-orm'
import type { Ai } from './ai/ai.ts'
import type { Live } from './bus.ts'
import type { Db } from './db.ts'
import type { GuardedFetch } from './fetch.ts'
import type { Files } from './files/store.ts'
import type { Mail } from './mail.ts'
import type { Deliver } from './messages.ts'
import type { Sources } from './sources.ts'

export const ROLES = ['user', 'support', 'admin'] as const
export type Role = (typeof ROLES)[number]

export interface Actor {
  /** The user whose data is touched. */
  id: string
  role: Role
  /** Who acts for them, as the feed records it: `api_key:<id>`, `client:<id>`, `job:<name>`. Null is the user in person. */
  via: string | null
  sessionId: string | null
  /** What an API key may do (`tasks:read`); null is everything. */
  scopes: readonly string[] | null
}

/**
 * Who is asking, and what a service may touch. Built once per request, socket message or delivery.
 * A closed list of platform capabilities: never add a domain here, import its service instead.
 */
export interface Ctx {
  db: Db
  now: () => Date
  actor: Actor | null
  deliver: Deliver
  /** Stands in for the user's own time zone; tests alone set it. */
  zone?: string
}

/** A Ctx known to belong to a signed-in user. What nearly every service function asks for. */
export interface UserCtx extends Ctx {
  actor: Actor
}

/** The outside world: slow, failing, and never allowed inside a transaction. */
export interface Reach {
  mail: Mail
  fetch: GuardedFetch
  live: Live
  ai: Ai
  files: Files
  sources: Sources
}

const RETRYABLE = new Set(['40001', '40P01'])

/**
 * Runs `work` in one transaction, out of reach of the outside world. Name the parameter `ctx` to shadow the outer one.
 * A deadlock or serialization failure repeats the whole of it (at most twice), so `work` may only touch the database.
 */
export async function inTransaction<C extends Ctx, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.transaction((tx) => work({ ...ctx, db: tx as unknown as Db }))
    } catch (error) {
      const nested = 'rollback' in ctx.db
      if (nested || attempt === 3 || !RETRYABLE.has(sqlState(error) ?? '')) throw error
    }
  }
}

/** The five-character SQLSTATE of a database error, however deep the query builder wrapped it. */
export function sqlState(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
  return cause === undefined ? undefined : sqlState(cause)
}

/** The same ctx for another user: for work that a job or an event does in that user's name. */
export function actingAs(ctx: Ctx, userId: string, via: string): UserCtx {
  return { ...ctx, actor: { id: userId, role: 'user', via, sessionId: null, scopes: null } }
}

/** Serializes everything that takes the same name for this user until the transaction ends. */
export async function lockFor(ctx: UserCtx, name: string): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${name}:${ctx.actor.id}`}, 0))`)
}
