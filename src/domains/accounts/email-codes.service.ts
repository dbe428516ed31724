import { randomInt } from 'node:crypto'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx, Reach } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { enqueue } from '#core/messages.ts'
import { CODE_PURPOSES, oneTimeCodes, type UserRow, users } from './accounts.tables.ts'
import type { Desk } from './desk.ts'
import { codeMail } from './mails.ts'
import { hashOf, newSecret } from './secrets.ts'
import { findByEmail } from './users.service.ts'

const MINUTES = 15
const MAX_ATTEMPTS = 5

export type CodePurpose = (typeof CODE_PURPOSES)[number]

export const MAIL_CODE = 'accounts.mail_code'
export const CodeRequest = z.object({
  purpose: z.enum(CODE_PURPOSES),
  email: z.string(),
  /** Who asks for a new address; the other purposes find the person by the address. */
  userId: z.uuid().nullable(),
  publicUrl: z.string(),
})
export type CodeRequest = z.infer<typeof CodeRequest>

/**
 * Asks for a code by mail. Always the same work, whether anybody has this address or not: the mailing job finds out. The
 * code itself is made there too, so that no queue ever holds one.
 */
export function requestCode(
  ctx: Ctx,
  desk: Pick<Desk, 'publicUrl'>,
  purpose: CodePurpose,
  email: string,
  userId: string | null = null,
) {
  const request: CodeRequest = { purpose, email, userId, publicUrl: desk.publicUrl }
  return enqueue({ ...ctx, actor: null }, MAIL_CODE, request, { singletonKey: `${purpose}:${email}:${userId}` })
}

/** Makes a code and mails it. A repeated run replaces the code, so that the newest mail is always the good one. */
export async function mailCode(ctx: Ctx, { mail }: Pick<Reach, 'mail'>, request: CodeRequest): Promise<void> {
  const user = await recipient(ctx, request)
  if (!user) return
  const { purpose, email, publicUrl } = request
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const token = newSecret('')
  const stored = {
    codeHash: codeHash(user.id, code),
    linkHash: hashOf(token),
    email,
    expiresAt: new Date(ctx.now().getTime() + MINUTES * 60_000).toISOString(),
    attempts: 0,
  }
  await ctx.db
    .insert(oneTimeCodes)
    .values({ userId: user.id, purpose, ...stored })
    .onConflictDoUpdate({ target: [oneTimeCodes.userId, oneTimeCodes.purpose], set: stored })
  // Behind the `#`, where neither servers nor their logs see it.
  const link = `${publicUrl}/account/${purpose.replace('_', '-')}#${token}`
  await mail.send(codeMail({ purpose, to: email, name: user.name, locale: user.locale, code, link, minutes: MINUTES }))
}

/** What the person shows: the token of the link, or the six digits and the address they were sent to. */
export interface Proof {
  token?: string | undefined
  email?: string | undefined
  code?: string | undefined
}

/** Whose code or link it was, and the address it was sent to. */
export interface Redeemed {
  user: UserRow
  email: string
}

/**
 * Uses up a code or link in the caller's transaction. Null is a wrong, used, expired or worn-out one: then the transaction
 * must still commit, because the attempt was counted. Parallel guesses queue up behind the row, so five is really five.
 */
export async function redeem(ctx: Ctx, purpose: CodePurpose, proof: Proof): Promise<Redeemed | null> {
  const row =
    proof.token === undefined ? await redeemCode(ctx, purpose, proof) : await redeemLink(ctx, purpose, proof.token)
  if (row === undefined) return null
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.id, row.userId), eq(users.status, 'active')))
  return user ? { user, email: row.email } : null
}

export const badCode = () =>
  new AppError('invalid_input', 'This code is wrong, used or older than 15 minutes. Ask for a new one.', {
    errors: [{ path: 'code', message: 'wrong, used or expired' }],
  })

async function recipient(ctx: Ctx, { purpose, email, userId }: CodeRequest): Promise<UserRow | undefined> {
  const owner = await findByEmail(ctx, email)
  if (userId !== null) {
    if (owner) return undefined
    const [user] = await ctx.db
      .select()
      .from(users)
      .where(and(eq(users.id, userId), eq(users.status, 'active')))
    return user
  }
  if (owner?.status !== 'active') return undefined
  return purpose === 'verify_email' && owner.emailVerifiedAt !== null ? undefined : owner
}

async function redeemLink(ctx: Ctx, purpose: CodePurpose, token: string) {
  const [row] = await ctx.db
    .delete(oneTimeCodes)
    .where(and(eq(oneTimeCodes.linkHash, hashOf(token)), eq(oneTimeCodes.purpose, purpose), unexpired(ctx)))
    .returning()
  return row
}

async function redeemCode(ctx: Ctx, purpose: CodePurpose, { email, code }: Proof) {
  if (email === undefined || code === undefined) return undefined
  const rows = await ctx.db
    .update(oneTimeCodes)
    .set({ attempts: sql`${oneTimeCodes.attempts} + 1` })
    .where(
      and(
        eq(oneTimeCodes.email, email),
        eq(oneTimeCodes.purpose, purpose),
        lt(oneTimeCodes.attempts, MAX_ATTEMPTS),
        unexpired(ctx),
      ),
    )
    .returning()
  // Several people may be asking for the same new address, each with a code of their own.
  const right = rows.find((row) => row.codeHash === codeHash(row.userId, code))
  if (right) await forgetCodes(ctx, right.userId, purpose)
  return right
}

/** Removes a user's waiting codes: of one purpose, or all of them. */
export async function forgetCodes(ctx: Ctx, userId: string, purpose?: CodePurpose): Promise<void> {
  await ctx.db
    .delete(oneTimeCodes)
    .where(and(eq(oneTimeCodes.userId, userId), purpose && eq(oneTimeCodes.purpose, purpose)))
}

const unexpired = (ctx: Ctx) => gt(oneTimeCodes.expiresAt, ctx.now().toISOString())

const codeHash = (userId: string, code: string) => hashOf(`${userId}:${code}`)
