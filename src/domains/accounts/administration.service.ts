import { eq } from 'drizzle-orm'
import type { Bus } from '#core/bus.ts'
import { type Ctx, inTransaction, type Role } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { credentials, identities, revocations, type UserRow, users } from './accounts.tables.ts'
import { endAllApiKeys } from './api-keys.service.ts'
import { hashPassword } from './passwords.ts'
import { endAllSessions, revoke } from './sessions.service.ts'
import { createUser, findByEmail } from './users.service.ts'

type Revoked = Pick<Bus, 'revoked'>

/** Makes an administrator, or makes one of whoever has this address: only the operator's password opens it afterwards. */
export async function createAdmin(ctx: Ctx, bus: Revoked, email: string, password: string): Promise<UserRow> {
  const passwordHash = await hashPassword(password)
  const { user, ended } = await inTransaction(ctx, async (ctx) => {
    const known = await findByEmail(ctx, email)
    const emailVerifiedAt = ctx.now().toISOString()
    const user = known ?? (await createUser(ctx, { email: email.toLowerCase(), role: 'admin', emailVerifiedAt }))
    const ended = known ? await takeOver(ctx, known) : []
    await ctx.db.insert(credentials).values({ userId: user.id, passwordHash })
    return { user, ended }
  })
  bus.revoked(ended)
  return user
}

/** Gives somebody another role and signs them out, so that no token carries the old one. */
export async function setRole(ctx: Ctx, bus: Revoked, userId: string, role: Role): Promise<UserRow> {
  const { user, ended } = await inTransaction(ctx, async (ctx) => {
    const [user] = await ctx.db.update(users).set({ role }).where(eq(users.id, userId)).returning()
    return { user: found(user, 'User'), ended: await endAllSessions(ctx, userId, 'role') }
  })
  bus.revoked(ended)
  return user
}

/** Shuts somebody out: every session, key and token of theirs is refused within five seconds, until reinstated. */
export async function suspendUser(ctx: Ctx, bus: Revoked, userId: string): Promise<UserRow> {
  const { user, ended } = await inTransaction(ctx, async (ctx) => {
    const user = await moveTo(ctx, userId, 'suspended')
    const ended = [userId, ...(await endAllSessions(ctx, userId, 'suspended'))]
    await revoke(ctx, [userId])
    return { user, ended }
  })
  bus.revoked(ended)
  return user
}

/** Lets somebody in again. They sign in anew; their API keys work again within seconds. */
export function reinstateUser(ctx: Ctx, userId: string): Promise<UserRow> {
  return inTransaction(ctx, async (ctx) => {
    const user = await moveTo(ctx, userId, 'active')
    await ctx.db.delete(revocations).where(eq(revocations.id, userId))
    return user
  })
}

async function moveTo(ctx: Ctx, userId: string, status: 'active' | 'suspended'): Promise<UserRow> {
  const [before] = await ctx.db.select().from(users).where(eq(users.id, userId)).for('update')
  if (found(before, 'User').status === 'erasing') throw new AppError('gone', 'This account is being erased.')
  const [user] = await ctx.db.update(users).set({ status }).where(eq(users.id, userId)).returning()
  return found(user, 'User')
}

async function takeOver(ctx: Ctx, { id }: UserRow): Promise<string[]> {
  const emailVerifiedAt = ctx.now().toISOString()
  await ctx.db.update(users).set({ role: 'admin', status: 'active', emailVerifiedAt }).where(eq(users.id, id))
  await ctx.db.delete(credentials).where(eq(credentials.userId, id))
  await ctx.db.delete(identities).where(eq(identities.userId, id))
  return [...(await endAllApiKeys(ctx, id)), ...(await endAllSessions(ctx, id, 'role'))]
}
