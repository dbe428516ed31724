import { and, arrayContains, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, invalid } from '#core/errors.ts'
import { credentials } from './accounts.tables.ts'
import { verifyPassword } from './passwords.ts'
import { warn } from './recovery.service.ts'
import { createRecoveryCodes, createTotpSecret, hashRecoveryCode, totpStep, totpUri } from './totp.ts'
import type { RecoveryCodes, TwoFactorProof, TwoFactorSetup, TwoFactorState } from './two-factor.schema.ts'
import { getUser } from './users.service.ts'

export async function twoFactorState(ctx: UserCtx): Promise<TwoFactorState> {
  const row = await credentialsOf(ctx, ctx.actor.id)
  const enabledAt = row?.totpConfirmedAt ?? null
  return { enabled: enabledAt !== null, enabledAt, recoveryCodesLeft: row?.recoveryHashes.length ?? 0 }
}

/** A new secret, waiting for the first code that proves the app has it. 409 while two-factor sign-in is on. */
export async function setUpTwoFactor(ctx: UserCtx): Promise<TwoFactorSetup> {
  const user = await getUser(ctx)
  const secret = createTotpSecret()
  const [row] = await ctx.db
    .insert(credentials)
    .values({ userId: user.id, totpSecret: secret })
    .onConflictDoUpdate({
      target: credentials.userId,
      set: { totpSecret: secret, totpLastStep: null },
      setWhere: isNull(credentials.totpConfirmedAt),
    })
    .returning({ userId: credentials.userId })
  if (!row) throw isOn()
  return { secret, otpauthUrl: totpUri(secret, user.email ?? user.id, 'Almanac') }
}

/** Turns it on with the first code of the app, and answers ten recovery codes, once. */
export async function enableTwoFactor(ctx: UserCtx, code: string): Promise<RecoveryCodes> {
  const row = await credentialsOf(ctx, ctx.actor.id)
  if (row?.totpConfirmedAt) throw isOn()
  if (!row?.totpSecret) throw new AppError('conflict', 'Call two-factor/setup first.')
  const step = totpStep(row.totpSecret, code, ctx.now())
  if (step === null) throw wrongCode()
  const { codes, hashes } = createRecoveryCodes()
  const isTheirs = and(
    own(ctx.actor.id),
    isNull(credentials.totpConfirmedAt),
    eq(credentials.totpSecret, row.totpSecret),
  )
  await inTransaction(ctx, async (ctx) => {
    const [enabled] = await ctx.db
      .update(credentials)
      .set({ totpConfirmedAt: ctx.now().toISOString(), totpLastStep: step, recoveryHashes: hashes })
      .where(isTheirs)
      .returning({ userId: credentials.userId })
    if (!enabled) throw isOn()
    await warn(ctx, await getUser(ctx), 'two_factor_on')
  })
  return { recoveryCodes: codes }
}

/** Turns it off for whoever has both factors. */
export async function disableTwoFactor(ctx: UserCtx, proof: TwoFactorProof): Promise<void> {
  await requireBoth(ctx, proof)
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .update(credentials)
      .set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null, recoveryHashes: [] })
      .where(own(ctx.actor.id))
    await warn(ctx, await getUser(ctx), 'two_factor_off')
  })
}

/** Ten new recovery codes; the old ones stop working. */
export async function renewRecoveryCodes(ctx: UserCtx, proof: TwoFactorProof): Promise<RecoveryCodes> {
  await requireBoth(ctx, proof)
  const { codes, hashes } = createRecoveryCodes()
  await ctx.db.update(credentials).set({ recoveryHashes: hashes }).where(own(ctx.actor.id))
  return { recoveryCodes: codes }
}

/** Uses up a code of the app or a recovery code. Each works once: of two who send the same, the database lets one in. */
export async function acceptSecondFactor(ctx: Ctx, userId: string, code: string): Promise<boolean> {
  const row = await credentialsOf(ctx, userId)
  if (!row?.totpSecret || !row.totpConfirmedAt) return false
  const step = totpStep(row.totpSecret, code, ctx.now())
  if (step === null) return acceptRecoveryCode(ctx, userId, code)
  const used = await ctx.db
    .update(credentials)
    .set({ totpLastStep: step })
    .where(
      and(
        own(userId),
        isNotNull(credentials.totpConfirmedAt),
        or(isNull(credentials.totpLastStep), lt(credentials.totpLastStep, step)),
      ),
    )
    .returning({ userId: credentials.userId })
  return used.length === 1
}

async function acceptRecoveryCode(ctx: Ctx, userId: string, code: string): Promise<boolean> {
  const hash = hashRecoveryCode(code)
  const used = await ctx.db
    .update(credentials)
    .set({ recoveryHashes: sql`array_remove(${credentials.recoveryHashes}, ${hash})` })
    .where(and(own(userId), arrayContains(credentials.recoveryHashes, [hash])))
    .returning({ userId: credentials.userId })
  return used.length === 1
}

async function requireBoth(ctx: UserCtx, { password, code }: TwoFactorProof) {
  const row = await credentialsOf(ctx, ctx.actor.id)
  if (!row?.totpConfirmedAt) throw new AppError('conflict', 'Two-factor sign-in is off.')
  if (row.passwordHash !== null && !(await verifyPassword(password ?? '', row.passwordHash))) {
    throw new AppError('forbidden', 'The password is wrong.', { errors: [{ path: 'password', message: 'wrong' }] })
  }
  if (!(await acceptSecondFactor(ctx, ctx.actor.id, code))) throw wrongCode()
}

async function credentialsOf(ctx: Ctx, userId: string) {
  const [row] = await ctx.db.select().from(credentials).where(own(userId))
  return row
}

const own = (userId: string) => eq(credentials.userId, userId)
const isOn = () => new AppError('conflict', 'Two-factor sign-in is on already. Turn it off first.')
const wrongCode = () => invalid('code', 'This code is wrong or was used before. Wait for the next one.')
