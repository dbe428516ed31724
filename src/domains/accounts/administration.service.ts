import { eq } from 'drizzle-orm'
import type { Bus } from '#core/bus.ts'
import { type Ctx, inTransaction, type Role } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import type { Origin } from '#core/origin.ts'
import { record } from '#domains/audit/audit.service.ts'
import { credentials, identities, revocations, type UserRow, users } from './accounts.tables.ts'
import { endAllApiKeys } from './api-keys.service.ts'
import type { Desk } from './desk.ts'
import { requestCode } from './email-codes.service.ts'
import { hashPassword } from './passwords.ts'
import { endAllSessions, revoke } from './sessions.service.ts'
import { holdUser, lockAdministration, requireAnotherAdmin, requireRole } from './staff.service.ts'
import { endSupportBy } from './support-access.service.ts'
import { createUser, findByEmail } from './users.service.ts'

type Revoked = Pick<Bus, 'revoked'>

/** From where and why an administrator acts; the operator at the command line says neither. */
export interface By {
  origin: Origin | null
  reason: string | null
}
const OPERATOR: By = { origin: null, reason: null }

/** Makes an administrator, or makes one of whoever has this address: only the operator's password opens it afterwards. */
export async function createAdmin(ctx: Ctx, bus: Revoked, email: string, password: string): Promise<UserRow> {
  const passwordHash = await hashPassword(password)
  return administer(ctx, bus, async (ctx) => {
    const known = await findByEmail(ctx, email)
    const emailVerifiedAt = ctx.now().toISOString()
    const user = known ?? (await createUser(ctx, { email: email.toLowerCase(), role: 'admin', emailVerifiedAt }))
    const ended = known ? await takeOver(ctx, known) : []
    await ctx.db.insert(credentials).values({ userId: user.id, passwordHash })
    const before = { role: known?.role ?? null }
    await record(ctx, { ...about(user.id, 'user.role'), before, after: { role: 'admin' }, ...OPERATOR })
    return { user, ended }
  })
}

/** Gives somebody another role and signs them out, so that no token carries the old one. The last administrator stays one. */
export function setRole(ctx: Ctx, bus: Revoked, userId: string, role: Role, by: By = OPERATOR): Promise<UserRow> {
  return administer(ctx, bus, async (ctx) => {
    const before = await holdUser(ctx, userId)
    if (before.role === role) return { user: before, ended: [] }
    if (before.role === 'admin') await requireAnotherAdmin(ctx, userId)
    const [user] = await ctx.db.update(users).set({ role }).where(eq(users.id, userId)).returning()
    const ended = [...(await endAllSessions(ctx, userId, 'role')), ...(await endSupportBy(ctx, userId))]
    await record(ctx, { ...about(userId, 'user.role'), before: { role: before.role }, after: { role }, ...by })
    return { user: found(user, 'User'), ended }
  })
}

/** Shuts somebody out: every session, key and token of theirs is refused within five seconds, until reinstated. */
export function suspendUser(ctx: Ctx, bus: Revoked, userId: string, by: By = OPERATOR): Promise<UserRow> {
  return administer(ctx, bus, async (ctx) => {
    const before = await holdUser(ctx, userId)
    if (before.role === 'admin') await requireAnotherAdmin(ctx, userId)
    const user = await moveTo(ctx, before, 'suspended')
    const sessions = [...(await endAllSessions(ctx, userId, 'suspended')), ...(await endSupportBy(ctx, userId))]
    await revoke(ctx, [userId])
    await record(ctx, { ...statusChange('user.suspend', before, user), ...by })
    return { user, ended: [userId, ...sessions] }
  })
}

/** Lets somebody in again. They sign in anew; their API keys work again within seconds. */
export function reinstateUser(ctx: Ctx, userId: string, by: By = OPERATOR): Promise<UserRow> {
  return administer(ctx, { revoked: () => {} }, async (ctx) => {
    const before = await holdUser(ctx, userId)
    const user = await moveTo(ctx, before, 'active')
    await ctx.db.delete(revocations).where(eq(revocations.id, userId))
    await record(ctx, { ...statusChange('user.unsuspend', before, user), ...by })
    return { user, ended: [] }
  })
}

/** Ends every session of somebody, everywhere within five seconds. Their API keys stay. */
export async function signOutUser(ctx: Ctx, bus: Revoked, userId: string, by: By = OPERATOR): Promise<void> {
  await administer(ctx, bus, async (ctx) => {
    const user = await holdUser(ctx, userId)
    const ended = await endAllSessions(ctx, userId, 'signed_out')
    await record(ctx, { ...about(userId, 'user.sign_out'), after: { sessions: ended.length }, ...by })
    return { user, ended }
  })
}

/** Mails the code that confirms an address once more. 409 where there is nothing to confirm. */
export async function resendVerificationTo(
  ctx: Ctx,
  desk: Pick<Desk, 'bus' | 'publicUrl'>,
  userId: string,
  by: By = OPERATOR,
): Promise<void> {
  await administer(ctx, desk.bus, async (ctx) => {
    const user = await holdUser(ctx, userId)
    if (user.email === null || user.emailVerifiedAt !== null)
      throw new AppError('conflict', 'This person has no address that waits to be confirmed.')
    await requestCode(ctx, desk, 'verify_email', user.email)
    await record(ctx, { ...about(userId, 'user.resend_verification'), ...by })
    return { user, ended: [] }
  })
}

/** What an administrator does, alone and while they are one; what it ended is told once it is committed. */
async function administer(
  ctx: Ctx,
  bus: Revoked,
  work: (ctx: Ctx) => Promise<{ user: UserRow; ended: string[] }>,
): Promise<UserRow> {
  const { user, ended } = await inTransaction(ctx, async (ctx) => {
    await lockAdministration(ctx)
    await requireRole(ctx, ['admin'])
    return work(ctx)
  })
  bus.revoked(ended)
  return user
}

const about = (id: string, action: string) => ({ action, target: { kind: 'user' as const, id } })
const statusChange = (action: string, before: UserRow, after: UserRow) => ({
  ...about(before.id, action),
  before: { status: before.status },
  after: { status: after.status },
})

async function moveTo(ctx: Ctx, { id }: UserRow, status: 'active' | 'suspended'): Promise<UserRow> {
  const [user] = await ctx.db.update(users).set({ status }).where(eq(users.id, id)).returning()
  return found(user, 'User')
}

async function takeOver(ctx: Ctx, { id }: UserRow): Promise<string[]> {
  const emailVerifiedAt = ctx.now().toISOString()
  await ctx.db.update(users).set({ role: 'admin', status: 'active', emailVerifiedAt }).where(eq(users.id, id))
  await ctx.db.delete(credentials).where(eq(credentials.userId, id))
  await ctx.db.delete(identities).where(eq(identities.userId, id))
  return [...(await endAllApiKeys(ctx, id)), ...(await endAllSessions(ctx, id, 'role'))]
}
