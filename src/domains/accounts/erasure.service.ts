import { and, eq, sql } from 'drizzle-orm'
import type { Bus } from '#core/bus.ts'
import { myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { actingAs, type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { enqueue, publish } from '#core/messages.ts'
import { UserErased } from './accounts.events.ts'
import { credentials, type UserRow, users } from './accounts.tables.ts'
import { endAllApiKeys } from './api-keys.service.ts'
import { eraseRows } from './erasure.queries.ts'
import { requirePassword } from './recovery.service.ts'
import { endAllSessions, revoke } from './sessions.service.ts'
import { lockAdministration, requireAnotherAdmin } from './staff.service.ts'
import { endSupportBy } from './support-access.service.ts'
import type { AccountDeletion } from './users.schema.ts'

export const ERASE = 'accounts.erase'

const PASSES = 20

/**
 * Closes my account at once and has everything in it erased: nobody can sign in any more, and the job that follows deletes
 * every row. Asks for the password; accounts without one confirm in words.
 */
export async function deleteAccount(
  ctx: UserCtx,
  bus: Pick<Bus, 'revoked'>,
  input: AccountDeletion,
  version?: number,
): Promise<void> {
  await requireConsent(ctx, input)
  const { id } = ctx.actor
  const ended = await inTransaction(ctx, async (ctx) => {
    const me = myRow(ctx, users, id, version)
    if (ctx.actor.role === 'admin') await lockAdministration(ctx)
    const [closed] = await ctx.db.update(users).set({ status: 'erasing' }).where(me).returning({ role: users.role })
    if (!closed) throw await missed(ctx, users, id, 'User')
    if (closed.role === 'admin') await requireAnotherAdmin(ctx, id)
    const ids = [...(await endAllSessions(ctx, id, 'erased')), ...(await endAllApiKeys(ctx, id))]
    if (closed.role !== 'user') ids.push(...(await endSupportBy(ctx, id)))
    await revoke(ctx, [id])
    // Names nobody: the queue must not remember whom it erased.
    await enqueue({ ...ctx, actor: null }, ERASE, {}, { singletonKey: 'all' })
    return [id, ...ids]
  })
  bus.revoked(ended)
}

/** Erases every closed account. Safe to run twice, and each account is done for itself. */
export async function eraseClosedAccounts(ctx: Ctx): Promise<void> {
  const closed = await ctx.db.select().from(users).where(eq(users.status, 'erasing'))
  for (const user of closed) await erase(ctx, user)
}

async function requireConsent(ctx: UserCtx, { password, confirm }: AccountDeletion) {
  const [row] = await ctx.db.select().from(credentials).where(eq(credentials.userId, ctx.actor.id))
  if (row?.passwordHash != null) {
    if (password !== undefined) await requirePassword(ctx, password, 'password')
    else
      throw new AppError('invalid_input', 'Send the password.', { errors: [{ path: 'password', message: 'missing' }] })
  } else if (confirm === undefined) {
    const errors = [{ path: 'confirm', message: 'must be "delete my account"' }]
    throw new AppError('invalid_input', 'Send confirm: "delete my account".', { errors })
  }
}

async function erase(ctx: Ctx, user: UserRow) {
  await eraseJobs(ctx, user)
  // A job that was running may still write: it ends, and the next pass finds nothing.
  for (let pass = 0; (await eraseRows(ctx, user.id)) > 0; pass++) {
    if (pass === PASSES) throw new Error('Rows of an erased account keep appearing')
  }
  await inTransaction(actingAs(ctx, user.id, ERASE), async (ctx) => {
    const mine = and(eq(users.id, user.id), eq(users.status, 'erasing'))
    // Waits for whoever holds the account to bring a great deal into it at once.
    const [last] = await ctx.db.select().from(users).where(mine).for('update')
    if (!last) return
    await eraseRows(ctx, user.id)
    await eraseJobs(ctx, user)
    await publish(ctx, UserErased, { userId: user.id })
    await ctx.db.delete(users).where(mine)
  })
}

async function eraseJobs({ db }: Ctx, { id, email }: UserRow) {
  await db.execute(
    sql`delete from pgboss.job where data->>'userId' = ${id} or data->'payload'->>'userId' = ${id}
        or (${email}::text is not null and data->'payload'->>'email' = ${email})`,
  )
}
