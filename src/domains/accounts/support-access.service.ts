import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Bus } from '#core/bus.ts'
import { type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Origin } from '#core/origin.ts'
import type { Page, PageQuery } from '#core/page.ts'
import { record } from '#domains/audit/audit.service.ts'
import { sessions } from './accounts.tables.ts'
import type { Desk } from './desk.ts'
import { hashOf, newSecret } from './secrets.ts'
import { endSessions } from './sessions.service.ts'
import { holdUser, requireRole } from './staff.service.ts'
import { selectAccesses, selectChangesOf, stateOf } from './support-access.queries.ts'
import type {
  CreatedSupportAccess,
  NewSupportAccess,
  SupportAccess,
  SupportChange,
  SupportSession,
} from './support-access.schema.ts'
import { type SupportAccessRow, type SupportScope, supportAccesses } from './support-access.tables.ts'
import { ACCESS_SECONDS } from './tokens.ts'

type Revoked = Pick<Bus, 'revoked'>

const CODE_MS = 3_600_000
/** Stays closed to whoever acts for somebody else, whatever they were allowed: what people write for themselves. */
const CLOSED = new Set(['journal'])
/** Only looked at: what would carry something out after the session has ended, or costs money. */
const LOOKED_AT = new Set(['channels', 'devices', 'friends', 'shares', 'portability', 'subscription'])
const STAFF = ['admin', 'support'] as const

/** Leave to act as me, once, for whoever runs this server and is given the code. */
export function allowSupport(ctx: UserCtx, { scope, minutes }: NewSupportAccess): Promise<CreatedSupportAccess> {
  const code = newSecret('sa_')
  return inTransaction(ctx, async (ctx) => {
    const { id: userId } = await holdUser(ctx, ctx.actor.id)
    const now = ctx.now()
    const expiresAt = new Date(now.getTime() + CODE_MS).toISOString()
    const [row] = await ctx.db
      .insert(supportAccesses)
      .values({ userId, id: newId(), createdAt: now.toISOString(), codeHash: hashOf(code), expiresAt, scope, minutes })
      .returning()
    await record(ctx, { ...about(userId, 'support.allow'), after: { scope, minutes }, origin: null })
    return { ...found(row, 'Access'), state: 'waiting', changes: 0, code }
  })
}

export const listSupportAccesses = (ctx: UserCtx, query: PageQuery): Promise<Page<SupportAccess>> =>
  selectAccesses(ctx, query)

export const listSupportChanges = (ctx: UserCtx, id: string, query: PageQuery): Promise<Page<SupportChange>> =>
  selectChangesOf(ctx, id, query)

/** Takes the leave back: the code opens nothing, and its session is dead everywhere within five seconds. */
export async function revokeSupport(ctx: UserCtx, bus: Revoked, id: string): Promise<void> {
  const ended = await inTransaction(ctx, async (ctx) => {
    const { id: userId } = await holdUser(ctx, ctx.actor.id)
    const ended = await end(ctx, and(eq(supportAccesses.userId, userId), eq(supportAccesses.id, id)))
    found(ended[0], 'Access')
    await record(ctx, { ...about(userId, 'support.revoke'), after: { access: id }, origin: null })
    return ended.flatMap(({ sessions }) => sessions)
  })
  bus.revoked(ended)
}

/** Turns a code into a session as whoever gave it. It works once; unknown, used, revoked and old ones are the same 404. */
export function redeemSupport(
  ctx: UserCtx,
  desk: Desk,
  scopes: Iterable<string>,
  code: string,
  origin: Origin,
): Promise<SupportSession> {
  return inTransaction(ctx, async (ctx) => {
    await requireRole(ctx, STAFF)
    const now = ctx.now()
    const at = now.toISOString()
    const [known] = await ctx.db
      .select()
      .from(supportAccesses)
      .where(eq(supportAccesses.codeHash, hashOf(code)))
    if (!known || known.redeemedAt !== null || stateOf(known, at) !== 'waiting') throw overCode()
    const user = await holdUser(ctx, known.userId)
    if (user.id === ctx.actor.id) throw new AppError('conflict', 'This code is your own. Give it to somebody else.')
    if (user.status !== 'active') throw new AppError('conflict', 'This account is suspended.')
    const sessionId = newId()
    const endsAt = new Date(now.getTime() + known.minutes * 60_000).toISOString()
    const [row] = await ctx.db
      .update(supportAccesses)
      .set({ redeemedAt: at, redeemedBy: ctx.actor.id, sessionId, endsAt })
      .where(and(byId(known), isNull(supportAccesses.redeemedAt), isNull(supportAccesses.endedAt)))
      .returning()
    if (!row) throw overCode()
    const lasting = { expiresAt: endsAt, absoluteExpiresAt: endsAt, lastUsedAt: at }
    const userAgent = `Support (${row.scope})`
    await ctx.db.insert(sessions).values({ userId: user.id, id: sessionId, ...lasting, userAgent })
    const { id: access, scope } = row
    await record(ctx, { ...about(user.id, 'support.redeem'), after: { access, scope, endsAt }, origin })
    return sessionOf(ctx, desk, scopes, row)
  })
}

/** The next token of a session that I have opened, as long as it lasts and I am still one who may. */
export function renewSupport(ctx: UserCtx, desk: Desk, scopes: Iterable<string>, id: string): Promise<SupportSession> {
  return inTransaction(ctx, async (ctx) => {
    await requireRole(ctx, STAFF)
    const [known] = await ctx.db
      .select({ access: supportAccesses })
      .from(supportAccesses)
      .innerJoin(sessions, and(eq(sessions.userId, supportAccesses.userId), eq(sessions.id, supportAccesses.sessionId)))
      .where(and(opened(ctx, id), isNull(sessions.revokedAt)))
    return sessionOf(ctx, desk, scopes, found(known, 'Session').access)
  })
}

/** Ends a session that I have opened. */
export async function closeSupport(ctx: UserCtx, bus: Revoked, id: string, origin: Origin): Promise<void> {
  const ended = await inTransaction(ctx, async (ctx) => {
    await requireRole(ctx, STAFF)
    const [row] = await ctx.db.select().from(supportAccesses).where(opened(ctx, id))
    const { userId } = found(row, 'Session')
    await holdUser(ctx, userId)
    const ended = await end(ctx, opened(ctx, id))
    await record(ctx, { ...about(userId, 'support.close'), after: { access: id }, origin })
    return ended.flatMap(({ sessions }) => sessions)
  })
  bus.revoked(ended)
}

/** Ends whatever this member of staff has opened, and answers its sessions: call it in a transaction, then tell the bus. */
export async function endSupportBy(ctx: Ctx, staffId: string): Promise<string[]> {
  const ended = await end(ctx, eq(supportAccesses.redeemedBy, staffId))
  return ended.flatMap(({ sessions }) => sessions)
}

/** Whoever acted is erased; that somebody did stays in the user's own log. */
export async function forgetRedeemer(ctx: Ctx, staffId: string): Promise<void> {
  await ctx.db.update(supportAccesses).set({ redeemedBy: null }).where(eq(supportAccesses.redeemedBy, staffId))
}

async function end(ctx: Ctx, which: ReturnType<typeof and>): Promise<{ id: string; sessions: string[] }[]> {
  const endedAt = ctx.now().toISOString()
  const rows = await ctx.db
    .update(supportAccesses)
    .set({ endedAt })
    .where(and(which, isNull(supportAccesses.endedAt)))
    .returning()
  const ended: { id: string; sessions: string[] }[] = []
  for (const { id, userId, sessionId } of rows) {
    const ids = sessionId === null ? [] : await endSessions(ctx, userId, eq(sessions.id, sessionId), 'support_ended')
    ended.push({ id, sessions: ids })
  }
  return ended
}

async function sessionOf(
  ctx: Ctx,
  { tokens }: Desk,
  known: Iterable<string>,
  row: SupportAccessRow,
): Promise<SupportSession> {
  const { id, userId, scope, sessionId, endsAt, redeemedBy } = row
  if (sessionId === null || endsAt === null || redeemedBy === null) throw overCode()
  const now = Math.floor(ctx.now().getTime() / 1_000)
  const until = Math.floor(Date.parse(endsAt) / 1_000)
  const support = { by: redeemedBy, scopes: scopesFor(scope, known), until }
  const accessToken = await tokens.sign({ userId, sessionId, role: 'user', support }, now)
  return {
    id,
    userId,
    scope,
    accessToken,
    tokenType: 'Bearer',
    expiresIn: Math.min(ACCESS_SECONDS, until - now),
    endsAt,
  }
}

/** Every scope that an API key can have, but those that are closed; so nothing that asks for the user in person. */
function scopesFor(scope: SupportScope, known: Iterable<string>): string[] {
  const open = [...known].filter((name) => !CLOSED.has(name)).sort()
  const writes = (name: string) => scope === 'full' && !LOOKED_AT.has(name)
  return open.flatMap((name) => (writes(name) ? [`${name}:read`, `${name}:write`] : [`${name}:read`]))
}

const byId = ({ userId, id }: SupportAccessRow) => and(eq(supportAccesses.userId, userId), eq(supportAccesses.id, id))

const opened = (ctx: UserCtx, id: string) =>
  and(
    eq(supportAccesses.id, id),
    eq(supportAccesses.redeemedBy, ctx.actor.id),
    isNull(supportAccesses.endedAt),
    gt(supportAccesses.endsAt, ctx.now().toISOString()),
  )

const about = (id: string, action: string) => ({ action, target: { kind: 'user' as const, id } })
const overCode = () => new AppError('not_found', 'This code is unknown, used or over. Ask for a new one.')
