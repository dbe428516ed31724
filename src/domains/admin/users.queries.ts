import { and, count, desc, eq, gt, gte, ilike, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { aiUsage } from '#core/ai/usage.tables.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { Entities } from '#core/entity.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { apiKeys, credentials, identities, sessions, users } from '#domains/accounts/accounts.tables.ts'
import { auditEntries, auditSubjects } from '#domains/audit/audit.tables.ts'
import { fileUsage } from '#domains/files/files.tables.ts'
import type { AdminUser, AdminUserQuery } from './users.schema.ts'

const { id, email, emailVerifiedAt, name, role, status, tier, timezone, locale, createdAt } = users
const lastUsedAt = sql<
  string | null
>`(select max(${sessions.lastUsedAt}) from ${sessions} where ${sessions.userId} = ${id})`.mapWith(sessions.lastUsedAt)
const shown = { id, email, emailVerifiedAt, name, role, status, tier, timezone, locale, createdAt, lastUsedAt }

/** Newest first. What people keep here is no part of it. */
export async function selectUsers(ctx: UserCtx, query: AdminUserQuery): Promise<Page<AdminUser>> {
  const { q } = query
  const text = q && `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const matches = text ? or(ilike(email, text), ilike(name, text)) : undefined
  const named = z.uuid().safeParse(q).success ? eq(id, q ?? '') : matches
  const rows = await ctx.db
    .select(shown)
    .from(users)
    .where(
      and(
        named,
        query.role && eq(role, query.role),
        query.status && eq(status, query.status),
        query.tier && eq(tier, query.tier),
        query.createdFrom ? gte(createdAt, query.createdFrom) : undefined,
        query.createdTo ? lt(createdAt, query.createdTo) : undefined,
        olderThan(id, readCursor(ctx, query, 'admin users')),
      ),
    )
    .orderBy(desc(id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'admin users')
}

export async function selectUser(ctx: Ctx, userId: string): Promise<AdminUser | undefined> {
  const [row] = await ctx.db.select(shown).from(users).where(eq(id, userId))
  return row
}

export async function selectTwoFactor({ db }: Ctx, userId: string): Promise<boolean> {
  const has = and(eq(credentials.userId, userId), isNotNull(credentials.totpConfirmedAt))
  return (await db.select({ userId: credentials.userId }).from(credentials).where(has)).length > 0
}

export async function selectProviders({ db }: Ctx, userId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ issuer: identities.issuer })
    .from(identities)
    .where(eq(identities.userId, userId))
    .orderBy(identities.issuer)
  return rows.map(({ issuer }) => issuer)
}

export function selectSessions(ctx: Ctx, userId: string) {
  const { lastUsedAt, expiresAt, absoluteExpiresAt, userAgent, ip, clientId, revokedAt } = sessions
  const now = ctx.now().toISOString()
  return ctx.db
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      lastUsedAt,
      expiresAt,
      userAgent,
      ip,
      isProgram: sql<boolean>`${clientId} is not null`,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(revokedAt), gt(expiresAt, now), gt(absoluteExpiresAt, now)))
    .orderBy(desc(sessions.id))
    .limit(50)
}

/** How many living items of each kind there are; kinds without any are left out. One statement. */
export function selectCounts(
  ctx: Ctx,
  entities: Entities,
  userId: string,
): Promise<{ entity: string; items: number }[]> {
  const kinds = [...entities.values()].map(
    ({ name, table }) =>
      sql`select ${name}::text as entity, count(*)::int as items from ${table} where ${table.userId} = ${userId} and ${table.deletedAt} is null`,
  )
  return rowsOf(
    ctx.db,
    sql`select entity, items from (${sql.join(kinds, sql` union all `)}) k where items > 0 order by entity`,
  )
}

export async function selectKeyCount({ db }: Ctx, userId: string): Promise<number> {
  const living = and(eq(apiKeys.userId, userId), isNull(apiKeys.deletedAt))
  const [row] = await db.select({ keys: count() }).from(apiKeys).where(living)
  return row?.keys ?? 0
}

export async function selectStorage({ db }: Ctx, userId: string): Promise<{ files: number; bytes: number }> {
  const { files, bytes } = fileUsage
  const [row] = await db.select({ files, bytes }).from(fileUsage).where(eq(fileUsage.userId, userId))
  return row ?? { files: 0, bytes: 0 }
}

/** What questions to models took from a day of the asker's on. */
export async function selectAiUse({ db }: Ctx, userId: string, from: string) {
  const { calls, inputTokens, outputTokens, costMicros } = aiUsage
  const [row] = await db
    .select({
      calls: sql<number>`coalesce(sum(${calls}), 0)::int`,
      tokens: sql<number>`coalesce(sum(${inputTokens} + ${outputTokens}), 0)::float8`,
      costMicros: sql<number>`coalesce(sum(${costMicros}), 0)::float8`,
    })
    .from(aiUsage)
    .where(and(eq(aiUsage.userId, userId), gte(aiUsage.day, from)))
  return row ?? { calls: 0, tokens: 0, costMicros: 0 }
}

/** The newest suspension of somebody, as the audit log tells it. */
export async function selectSuspension(
  { db }: Ctx,
  userId: string,
): Promise<{ at: string; reason: string | null } | null> {
  const { at, reason, seq, target, targetKind, action } = auditEntries
  const [row] = await db
    .select({ at, reason })
    .from(auditSubjects)
    .innerJoin(auditEntries, and(eq(targetKind, 'user'), eq(target, sql`${auditSubjects.id}::text`)))
    .where(and(eq(auditSubjects.userId, userId), eq(action, 'user.suspend')))
    .orderBy(desc(seq))
    .limit(1)
  return row ?? null
}
