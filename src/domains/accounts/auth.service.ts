import { eq } from 'drizzle-orm'
import { type Ctx, inTransaction } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { credentials, sessions, type UserRow, users } from './accounts.tables.ts'
import type { LogIn, LogOut, SignedIn, SignUp, TokenPair } from './auth.schema.ts'
import type { Desk } from './desk.ts'
import { requestCode } from './email-codes.service.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import {
  type Device,
  endAllSessions,
  endSessions,
  type OpenSession,
  openSession,
  revoke,
  rotate,
  sessionOfToken,
} from './sessions.service.ts'
import { ACCESS_SECONDS } from './tokens.ts'
import { acceptSecondFactor } from './two-factor.service.ts'
import { createUser, hasEmail } from './users.service.ts'

/** Makes the account and signs it in; the mail that verifies its address follows. 409 when the address is taken. */
export async function signUp(ctx: Ctx, desk: Desk, { password, ...input }: SignUp, device: Device): Promise<SignedIn> {
  const passwordHash = await hashPassword(password)
  const opened = await inTransaction(ctx, async (ctx) => {
    const user = await createUser(ctx, input)
    await ctx.db.insert(credentials).values({ userId: user.id, passwordHash })
    await requestCode(ctx, desk, 'verify_email', input.email)
    return openSession(ctx, user, device)
  })
  return signedIn(ctx, desk, opened)
}

/**
 * A wrong password and an unknown address are the same answer after the same work. Only who knows the password learns that
 * a second factor is asked for (`totpRequired`) or that the account is suspended.
 */
export async function logIn(ctx: Ctx, desk: Desk, input: LogIn, device: Device): Promise<SignedIn> {
  const user = await proveIdentity(ctx, input)
  return signedIn(ctx, desk, await inTransaction(ctx, (ctx) => openSession(ctx, user, device)))
}

/** Who knows the password and has the second factor, on the terms of {@link logIn}; opens nothing yet. */
export async function proveIdentity(ctx: Ctx, input: LogIn): Promise<UserRow> {
  const [known] = await ctx.db
    .select({ user: users, credentials })
    .from(users)
    .leftJoin(credentials, eq(credentials.userId, users.id))
    .where(hasEmail(input.email))
  const right = await verifyPassword(input.password, known?.credentials?.passwordHash ?? null)
  if (!known || !right || known.user.status === 'erasing') throw wrong()
  if (known.user.status === 'suspended') throw new AppError('forbidden', 'This account is suspended. Write to support.')
  if (known.credentials?.totpConfirmedAt) await requireSecondFactor(ctx, known.user, input.totp)
  return known.user
}

/** The next pair for a refresh token; a replayed one ends its session everywhere. */
export async function refresh(ctx: Ctx, desk: Desk, refreshToken: string): Promise<TokenPair> {
  const outcome = await rotate(ctx, refreshToken)
  if ('opened' in outcome) return pairOf(ctx, desk, outcome.opened)
  desk.bus.revoked(outcome.ended)
  throw new AppError('unauthenticated', 'This refresh token is not valid any more. Sign in again.')
}

/** Ends the session of the given refresh token or of the access token; with `everywhere` all of that person's. */
export async function logOut(ctx: Ctx, desk: Desk, { refreshToken, everywhere }: LogOut): Promise<void> {
  const named = refreshToken === undefined ? undefined : await sessionOfToken(ctx, refreshToken)
  const userId = ctx.actor?.id ?? named?.userId
  if (userId === undefined) throw new AppError('unauthenticated', 'Send the access token or the refresh token to end.')
  const own = ctx.actor?.sessionId ?? null
  const ended = await inTransaction(ctx, async (ctx) => {
    const ids = everywhere ? await endAllSessions(ctx, userId, 'signed_out') : []
    if (named) ids.push(...(await endSessions(ctx, named.userId, eq(sessions.id, named.sessionId), 'signed_out')))
    if (own === null || (named && !everywhere)) return ids
    ids.push(...(await endSessions(ctx, userId, eq(sessions.id, own), 'signed_out')))
    // An access token must die even when its session is not stored any more.
    await revoke(ctx, [own])
    return [...ids, own]
  })
  desk.bus.revoked(ended)
}

/** What a client gets when somebody has proved who they are. */
export async function signedIn(ctx: Ctx, desk: Desk, opened: OpenSession): Promise<SignedIn> {
  return { user: opened.user, ...(await pairOf(ctx, desk, opened)) }
}

/** An access token for an open session and the refresh token that follows it. */
export async function pairOf(ctx: Ctx, { tokens }: Pick<Desk, 'tokens'>, opened: OpenSession): Promise<TokenPair> {
  const { user, sessionId, refreshToken, grant } = opened
  const subject = { userId: user.id, sessionId, role: grant ? ('user' as const) : user.role, grant }
  const accessToken = await tokens.sign(subject, Math.floor(ctx.now().getTime() / 1_000))
  return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn: ACCESS_SECONDS }
}

async function requireSecondFactor(ctx: Ctx, user: UserRow, code: string | undefined) {
  const extra = { totpRequired: true }
  if (code === undefined) {
    throw new AppError('unauthenticated', 'Send the code of your authenticator app as totp.', { extra })
  }
  if (!(await acceptSecondFactor(ctx, user.id, code))) {
    throw new AppError('unauthenticated', 'This code is wrong or was used before. Wait for the next one.', { extra })
  }
}

const wrong = () => new AppError('unauthenticated', 'The e-mail address or the password is wrong.')
