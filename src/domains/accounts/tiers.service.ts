import { and, eq, ne } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { type UserRow, users } from './accounts.tables.ts'

/** Refuses (404, 410) who is not there, or not for long. */
export async function requireAccount(ctx: Ctx, userId: string): Promise<void> {
  const [user] = await ctx.db.select({ status: users.status }).from(users).where(eq(users.id, userId))
  if (found(user, 'User').status === 'erasing') throw new AppError('gone', 'This account is being erased.')
}

/** Whether somebody's account is there and will be. Held until the transaction ends, so that it is not closed meanwhile. */
export async function isOpen(ctx: Ctx, userId: string): Promise<boolean> {
  const [user] = await ctx.db.select({ status: users.status }).from(users).where(eq(users.id, userId)).for('share')
  return user !== undefined && user.status !== 'erasing'
}

/** What the profile shows of somebody's plan; nothing is written when it shows that already. */
export async function showTier(ctx: Ctx, userId: string, tier: UserRow['tier']): Promise<void> {
  await ctx.db
    .update(users)
    .set({ tier })
    .where(and(eq(users.id, userId), ne(users.tier, tier)))
}
