import { and, eq, ne, sql } from 'drizzle-orm'
import type { Ctx, Role } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { type UserRow, users } from './accounts.tables.ts'

/** Everything that changes who may administer goes one after the other: two administrators cannot demote each other at once. */
export async function lockAdministration({ db }: Ctx): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('administration', 0))`)
}

/**
 * Refuses (403) whoever has none of these roles at this moment, whatever their token says, and keeps them in it until the
 * transaction ends. Without an actor it is the operator, who may.
 */
export async function requireRole({ db, actor }: Ctx, roles: readonly Role[]): Promise<void> {
  if (actor === null) return
  const [me] = await db
    .select({ role: users.role, status: users.status })
    .from(users)
    .where(eq(users.id, actor.id))
    .for('share')
  if (me?.status !== 'active' || !roles.includes(me.role))
    throw new AppError('forbidden', 'This is for the administrators of this server.')
}

/** The row of somebody who is about to be changed, held until the transaction ends. Who is being erased is gone (410). */
export async function holdUser({ db }: Ctx, id: string): Promise<UserRow> {
  const [row] = await db.select().from(users).where(eq(users.id, id)).for('update')
  const user = found(row, 'User')
  if (user.status === 'erasing') throw new AppError('gone', 'This account is being erased.')
  return user
}

/** Refuses (409) to go on when nobody but `id` could administer this server. */
export async function requireAnotherAdmin({ db }: Ctx, id: string): Promise<void> {
  const [other] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(ne(users.id, id), eq(users.role, 'admin'), eq(users.status, 'active')))
    .limit(1)
  if (!other)
    throw new AppError('conflict', 'This is the last administrator of this server. Make somebody else one first.')
}
