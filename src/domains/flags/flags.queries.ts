import { arrayOverlaps, eq, or, sql } from 'drizzle-orm'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import { type FlagRow, featureFlags } from './flags.tables.ts'

export const selectFlags = ({ db }: Ctx): Promise<FlagRow[]> => db.select().from(featureFlags).orderBy(featureFlags.key)

export async function selectTier({ db, actor }: UserCtx): Promise<string> {
  const [row] = await db.select({ tier: users.tier }).from(users).where(eq(users.id, actor.id))
  return row?.tier ?? 'free'
}

/** Takes somebody out of every list that names them. */
export async function removeUser({ db }: Ctx, userId: string): Promise<void> {
  const { userIds, exceptUserIds } = featureFlags
  await db
    .update(featureFlags)
    .set({
      userIds: sql`array_remove(${userIds}, ${userId}::uuid)`,
      exceptUserIds: sql`array_remove(${exceptUserIds}, ${userId}::uuid)`,
    })
    .where(or(arrayOverlaps(userIds, [userId]), arrayOverlaps(exceptUserIds, [userId])))
}
