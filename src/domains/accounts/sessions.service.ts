import { and, desc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { refreshTokens, revocations, type SessionRow, sessions, type UserRow, users } from './accounts.tables.ts'
import { hashOf, newSecret } from './secrets.ts'
import type { Grant } from './tokens.ts'

const DAY_MS = 86_400_000
const SLIDING_MS = 30 * DAY_MS
const ABSOLUTE_MS = 180 * DAY_MS

/** Where somebody signs in from, as they will see it in their list of sessions. */
export interface Device {
  userAgent: string | null
  ip: string | null
}

/** A session that has just been opened or carried on; the refresh token is known here and never again. */
export interface OpenSession {
  user: UserRow
  sessionId: string
  refreshToken: string
  /** Null is the user in person. */
  grant: Grant | null
}

/** Why a session ended, as support will read it. */
export type EndReason =
  | 'signed_out'
  | 'ended_by_user'
  | 'replayed'
  | 'password_changed'
  | 'suspended'
  | 'role'
  | 'support_ended'
  | 'erased'

/** Good for 30 days after each use and 180 days in all. With a grant it is that program's, which is its `userAgent`. */
export async function openSession(
  ctx: Ctx,
  user: UserRow,
  { userAgent, ip }: Device,
  grant: Grant | null = null,
): Promise<OpenSession> {
  const now = ctx.now().getTime()
  const id = newId()
  await ctx.db.insert(sessions).values({
    userId: user.id,
    id,
    lastUsedAt: iso(now),
    expiresAt: iso(now + SLIDING_MS),
    absoluteExpiresAt: iso(now + ABSOLUTE_MS),
    userAgent: userAgent?.slice(0, 300) ?? null,
    ip,
    ...grant,
  })
  return { user, sessionId: id, refreshToken: await newRefreshToken(ctx, user.id, id), grant }
}

/** What using a refresh token came to. A replay has ended its session: tell everyone who still believes in it. */
export type Rotation = { opened: OpenSession } | { refused: true; ended: string[] }

/**
 * Trades a refresh token for the next one. Each works once: whoever shows a used one is a thief or was robbed, so the whole
 * line ends and both must sign in again. Of parallel uses exactly one is answered; the others count as replays. A token of a
 * program is good for that program alone, and one of the user in person for none.
 */
export function rotate(ctx: Ctx, token: string, clientId: string | null = null): Promise<Rotation> {
  const tokenHash = hashOf(token)
  return inTransaction(ctx, async (ctx): Promise<Rotation> => {
    const now = ctx.now().getTime()
    const [used] = await ctx.db
      .update(refreshTokens)
      .set({ usedAt: iso(now) })
      .where(and(eq(refreshTokens.tokenHash, tokenHash), isNull(refreshTokens.usedAt)))
      .returning({ userId: refreshTokens.userId, sessionId: refreshTokens.sessionId })
    if (!used) return replayed(ctx, tokenHash)
    const [session] = await ctx.db
      .update(sessions)
      .set({
        lastUsedAt: iso(now),
        expiresAt: sql`least(${sessions.absoluteExpiresAt}, ${iso(now + SLIDING_MS)}::timestamptz)`,
      })
      .where(and(eq(sessions.userId, used.userId), eq(sessions.id, used.sessionId), heldBy(clientId), living(now)))
      .returning({ id: sessions.id, scopes: sessions.scopes })
    const [user] = await ctx.db
      .select()
      .from(users)
      .where(and(eq(users.id, used.userId), eq(users.status, 'active')))
    if (!session || !user) return { refused: true, ended: [] }
    const refreshToken = await newRefreshToken(ctx, user.id, session.id)
    const grant = clientId === null ? null : { clientId, scopes: session.scopes ?? [] }
    return { opened: { user, sessionId: session.id, refreshToken, grant } }
  })
}

/** Living sessions, newest first. */
export async function listSessions(ctx: UserCtx, query: PageQuery): Promise<Page<SessionRow & { current: boolean }>> {
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, ctx.actor.id),
        living(ctx.now().getTime()),
        olderThan(sessions.id, readCursor(ctx, query, 'sessions')),
      ),
    )
    .orderBy(desc(sessions.id))
    .limit(query.limit + 1)
  const marked = rows.map((row) => ({ ...row, current: row.id === ctx.actor.sessionId }))
  return toPage(ctx, marked, query, 'sessions')
}

/** Ends one living session of mine and answers its id, for the bus. */
export async function endSession(ctx: UserCtx, id: string): Promise<string[]> {
  const ended = await inTransaction(ctx, (ctx) => endSessions(ctx, ctx.actor.id, eq(sessions.id, id), 'ended_by_user'))
  found(ended[0], 'Session')
  return ended
}

/** The user and session that a refresh token stands for, used or not; undefined when nobody knows it. */
export async function sessionOfToken(ctx: Ctx, token: string) {
  const [row] = await ctx.db
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, hashOf(token)))
  return row
}

/** Ends all sessions of a user, or all but one, and answers their ids: call it in a transaction, then tell the bus. */
export function endAllSessions(
  ctx: Ctx,
  userId: string,
  reason: EndReason,
  except: string | null = null,
): Promise<string[]> {
  return endSessions(ctx, userId, except === null ? undefined : ne(sessions.id, except), reason)
}

/** Ends those of a user's living sessions that `which` selects. */
export async function endSessions(
  ctx: Ctx,
  userId: string,
  which: SQL | undefined,
  reason: EndReason,
): Promise<string[]> {
  const rows = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now().toISOString(), revokedReason: reason })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), which))
    .returning({ id: sessions.id })
  const ids = rows.map((row) => row.id)
  await revoke(ctx, ids)
  return ids
}

/** Writes down that these sessions, keys or users have ended, for every process to read. */
export async function revoke(ctx: Ctx, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const values = ids.map((id) => ({ id }))
  await ctx.db
    .insert(revocations)
    .values(values)
    .onConflictDoUpdate({ target: revocations.id, set: { at: sql`now()` } })
}

/** For 401s that must not say whether a token was unknown, used or over. */
export const refusedToken = () =>
  new AppError('unauthenticated', 'This refresh token is not valid any more. Sign in again.')

async function newRefreshToken(ctx: Ctx, userId: string, sessionId: string): Promise<string> {
  const token = newSecret('rt_')
  await ctx.db.insert(refreshTokens).values({ tokenHash: hashOf(token), userId, sessionId })
  return token
}

async function replayed(ctx: Ctx, tokenHash: string): Promise<Rotation> {
  const [known] = await ctx.db.select().from(refreshTokens).where(eq(refreshTokens.tokenHash, tokenHash))
  if (!known) return { refused: true, ended: [] }
  return { refused: true, ended: await endSessions(ctx, known.userId, eq(sessions.id, known.sessionId), 'replayed') }
}

const heldBy = (clientId: string | null) =>
  clientId === null ? isNull(sessions.clientId) : eq(sessions.clientId, clientId)

function living(now: number) {
  return and(isNull(sessions.revokedAt), gt(sessions.expiresAt, iso(now)), gt(sessions.absoluteExpiresAt, iso(now)))
}

const iso = (ms: number) => new Date(ms).toISOString()
