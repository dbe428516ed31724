import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { actingAs, type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { enqueue, publish } from '#core/messages.ts'
import { EmailProved } from './accounts.events.ts'
import { credentials, identities, type UserRow, users } from './accounts.tables.ts'
import { endAllApiKeys } from './api-keys.service.ts'
import type { Desk } from './desk.ts'
import { badCode, forgetCodes, type Redeemed, redeem, requestCode } from './email-codes.service.ts'
import { NOTICES } from './mails.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import type { EmailChange, EmailProof, PasswordChange, PasswordReset } from './recovery.schema.ts'
import { endAllSessions } from './sessions.service.ts'

export const MAIL_NOTICE = 'accounts.mail_notice'
export const Notice = z.object({
  what: z.enum(NOTICES),
  email: z.string(),
  name: z.string().nullable(),
  locale: z.string(),
})

/** Confirms the address of an account, or makes a new address that its owner asked for the account's own. */
export async function verifyEmail(ctx: Ctx, proof: EmailProof): Promise<void> {
  const done = await inTransaction(ctx, async (ctx) => {
    const confirmed = await redeem(ctx, 'verify_email', proof)
    if (confirmed) return confirm(ctx, confirmed)
    const changed = await redeem(ctx, 'change_email', proof)
    return changed && moveTo(ctx, changed)
  })
  if (!done) throw badCode()
}

/**
 * Sets a new password for whoever reads the account's mail, and ends all its sessions. If nobody had proved the address
 * before, everything else that opens the account goes too: it may have been made by a stranger who only claimed the address.
 */
export async function resetPassword(ctx: Ctx, desk: Desk, { newPassword, ...proof }: PasswordReset): Promise<void> {
  const passwordHash = await hashPassword(newPassword)
  const ended = await inTransaction(ctx, async (ctx) => {
    const redeemed = await redeem(ctx, 'reset_password', proof)
    if (!redeemed) return null
    const { user } = redeemed
    const keys = user.emailVerifiedAt === null ? await forgetStrangers(ctx, user) : []
    await confirm(ctx, redeemed)
    await setPassword(ctx, user, passwordHash)
    return [...keys, ...(await endAllSessions(ctx, user.id, 'password_changed'))]
  })
  if (!ended) throw badCode()
  desk.bus.revoked(ended)
}

/** Sets a new password for whoever knows the old one, and ends every session but this. */
export async function changePassword(ctx: UserCtx, desk: Desk, input: PasswordChange): Promise<void> {
  const user = await requirePassword(ctx, input.currentPassword, 'currentPassword')
  const passwordHash = await hashPassword(input.newPassword)
  const ended = await inTransaction(ctx, async (ctx) => {
    await setPassword(ctx, user, passwordHash)
    return endAllSessions(ctx, user.id, 'password_changed', ctx.actor.sessionId)
  })
  desk.bus.revoked(ended)
}

/** Mails a code to the new address; it becomes the account's own when that code comes back to verify-email. */
export async function changeEmail(ctx: UserCtx, desk: Desk, { email, password }: EmailChange): Promise<void> {
  await requirePassword(ctx, password, 'password')
  await requestCode(ctx, desk, 'change_email', email, ctx.actor.id)
}

/** Me, if this is my password. 409 for accounts without one: they set it with a mailed code. */
export async function requirePassword(ctx: UserCtx, password: string, path: string): Promise<UserRow> {
  const [row] = await ctx.db
    .select({ user: users, hash: credentials.passwordHash })
    .from(users)
    .leftJoin(credentials, eq(credentials.userId, users.id))
    .where(eq(users.id, ctx.actor.id))
  const { user, hash } = found(row, 'User')
  if (hash === null) throw new AppError('conflict', 'This account has no password yet. Set one with "forgot password".')
  if (await verifyPassword(password, hash)) return user
  throw new AppError('forbidden', 'The password is wrong.', { errors: [{ path, message: 'wrong' }] })
}

export async function setPassword(ctx: Ctx, user: UserRow, passwordHash: string): Promise<void> {
  const values = { passwordHash, updatedAt: ctx.now().toISOString() }
  await ctx.db
    .insert(credentials)
    .values({ userId: user.id, ...values })
    .onConflictDoUpdate({ target: credentials.userId, set: values })
  await forgetCodes(ctx, user.id, 'reset_password')
  await warn(ctx, user, 'password_changed')
}

async function confirm(ctx: Ctx, { user }: Redeemed): Promise<true> {
  const emailVerifiedAt = sql`coalesce(${users.emailVerifiedAt}, ${ctx.now().toISOString()})`
  await ctx.db.update(users).set({ emailVerifiedAt }).where(eq(users.id, user.id))
  await publish(actingAs(ctx, user.id, 'accounts'), EmailProved, { userId: user.id })
  return true
}

async function moveTo(ctx: Ctx, { user, email }: Redeemed): Promise<true> {
  await ctx.db.update(users).set({ email, emailVerifiedAt: ctx.now().toISOString() }).where(eq(users.id, user.id))
  // Codes that went to the old address open nothing any more.
  await forgetCodes(ctx, user.id)
  await warn(ctx, user, 'email_changed')
  await publish(actingAs(ctx, user.id, 'accounts'), EmailProved, { userId: user.id })
  return true
}

/** Tells whoever reads the account's address until now, in case it was not them. */
export async function warn(ctx: Ctx, { email, name, locale }: UserRow, what: z.infer<typeof Notice>['what']) {
  if (email !== null) await enqueue({ ...ctx, actor: null }, MAIL_NOTICE, { what, email, name, locale })
}

async function forgetStrangers(ctx: Ctx, user: UserRow): Promise<string[]> {
  await ctx.db.delete(identities).where(eq(identities.userId, user.id))
  await ctx.db.delete(credentials).where(eq(credentials.userId, user.id))
  return endAllApiKeys(ctx, user.id)
}
