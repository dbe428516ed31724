import { and, eq, lt, notExists, or, sql } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { apiKeys, oidcFlows, oneTimeCodes, revocations, sessions } from './accounts.tables.ts'
import { forgetOldKeys } from './keys.ts'
import { oauthClients, oauthCodes } from './oauth/oauth.tables.ts'

/** Removes what can open nothing any more. Ended sessions stay for 30 days, so that a replay is still known as one. */
export async function forgetTheExpired(ctx: Ctx): Promise<void> {
  const { db } = ctx
  await db.delete(revocations).where(lt(revocations.at, sql`now() - interval '1 hour'`))
  await db.delete(oneTimeCodes).where(lt(oneTimeCodes.expiresAt, sql`now() - interval '1 day'`))
  await db.delete(oidcFlows).where(lt(oidcFlows.createdAt, sql`now() - interval '1 day'`))
  const long = sql`now() - interval '30 days'`
  await db.delete(sessions).where(or(lt(sessions.expiresAt, long), lt(sessions.revokedAt, long)))
  await db.delete(apiKeys).where(lt(apiKeys.deletedAt, long))
  await db.delete(oauthCodes).where(lt(oauthCodes.expiresAt, sql`now() - interval '1 day'`))
  const theirs = db.select({ id: sessions.id }).from(sessions).where(eq(sessions.clientId, oauthClients.id))
  const isOld = lt(oauthClients.createdAt, sql`now() - interval '1 day'`)
  await db.delete(oauthClients).where(and(isOld, notExists(theirs)))
  await forgetOldKeys(ctx)
}
