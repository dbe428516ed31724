import { and, eq, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { identities, type UserRow, users } from './accounts.tables.ts'
import type { External } from './authenticator.ts'
import type { ExternalIdentity } from './identity.ts'
import type { Issuers } from './issuers.ts'
import { createUser, findByEmail } from './users.service.ts'

/**
 * Lets in whoever holds a token of a trusted issuer, as the user that (`issuer`, `subject`) has always been. Somebody new
 * whose address belongs to another account gets an account of their own, without the address: never the other one.
 */
export function externalUsers(base: Omit<Ctx, 'actor'>, issuers: Issuers): External {
  return async (token) => {
    const identity = await issuers.verify(token)
    if (identity === null) return null
    const ctx: Ctx = { ...base, actor: null }
    const { id, role, status } = (await knownUser(ctx, identity)) ?? (await newcomer(ctx, identity))
    if (status !== 'active') throw new AppError('unauthenticated', 'This account is closed or suspended.')
    return { id, role, via: null, sessionId: null, scopes: null }
  }
}

/** The user for a person who came through a provider's sign-in page; 409 where the address belongs to another account. */
export async function userOf(ctx: Ctx, identity: ExternalIdentity): Promise<UserRow> {
  const known = await knownUser(ctx, identity)
  if (known) return known
  const user = await alone(
    ctx,
    identity,
    async (ctx) => (await linked(ctx, identity)) ?? joined(ctx, identity, identity.email),
  )
  return user
}

async function knownUser(ctx: Ctx, identity: ExternalIdentity): Promise<UserRow | undefined> {
  const [row] = await ctx.db
    .select({ user: users })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.issuer, identity.issuer), eq(identities.subject, identity.subject)))
  const user = row?.user
  const proves = identity.emailVerified && identity.email?.toLowerCase() === user?.email?.toLowerCase()
  if (!user || !proves || user.email === null || user.emailVerifiedAt !== null) return user
  const emailVerifiedAt = ctx.now().toISOString()
  const [verified] = await ctx.db.update(users).set({ emailVerifiedAt }).where(eq(users.id, user.id)).returning()
  return verified
}

function newcomer(ctx: Ctx, identity: ExternalIdentity): Promise<UserRow> {
  return alone(ctx, identity, async (ctx) => {
    const link = await linked(ctx, identity)
    if (link) return link
    const taken = identity.email !== null && (await findByEmail(ctx, identity.email)) !== undefined
    return joined(ctx, identity, taken ? null : identity.email)
  })
}

/** Of many first requests at once, one makes the user and the others find it. */
function alone(ctx: Ctx, identity: ExternalIdentity, make: (ctx: Ctx) => Promise<UserRow>): Promise<UserRow> {
  const name = `identity:${identity.issuer}:${identity.subject}`
  return inTransaction(ctx, async (ctx) => {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
    return (await knownUser(ctx, identity)) ?? make(ctx)
  })
}

/** The account with the same address, only if both sides have proved it. */
async function linked(ctx: Ctx, identity: ExternalIdentity): Promise<UserRow | undefined> {
  if (identity.email === null || !identity.emailVerified) return undefined
  const user = await findByEmail(ctx, identity.email)
  if (user?.emailVerifiedAt == null || user.status === 'erasing') return undefined
  await remember(ctx, user, identity)
  return user
}

async function joined(ctx: Ctx, identity: ExternalIdentity, email: string | null): Promise<UserRow> {
  const user = await createUser(ctx, {
    email: email?.toLowerCase() ?? null,
    emailVerifiedAt: email !== null && identity.emailVerified ? ctx.now().toISOString() : null,
    name: identity.name?.slice(0, 100) ?? null,
    avatarUrl: identity.picture,
  })
  await remember(ctx, user, identity)
  return user
}

async function remember(ctx: Ctx, user: UserRow, { issuer, subject, email }: ExternalIdentity) {
  await ctx.db.insert(identities).values({ issuer, subject, userId: user.id, email })
}
