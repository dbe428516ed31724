import { eq, inArray } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Origin } from '#core/origin.ts'
import { auditEntries, auditSubjects } from './audit.tables.ts'

/** What somebody did, without secrets: what they did it to, what that was before and is now, and why. */
export interface Act {
  /** `user.suspend`: the subject, then the verb. */
  action: string
  target?: { kind: 'user'; id: string } | { kind: 'flag' | 'queue'; id: string }
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string | null
  /** Null where it is nobody's business, as with what users do about themselves. */
  origin: Origin | null
}

/**
 * Writes down what the actor of this transaction did: both stand or neither. Call it last, because entries are numbered one after
 * the other until commit. Users are named by a pseudonym that dies with their account.
 */
export async function record(ctx: Ctx, { action, target, before, after, reason, origin }: Act): Promise<void> {
  const actor = ctx.actor?.id ?? null
  const named = target?.kind === 'user' ? target.id : null
  const subjects = await subjectsOf(ctx, [...new Set([actor, named])].filter((id) => id !== null).sort())
  await ctx.db.insert(auditEntries).values({
    id: newId(),
    actor: actor && found(subjects.get(actor), 'User'),
    role: ctx.actor?.role ?? 'operator',
    action,
    targetKind: target?.kind ?? null,
    target: named ? found(subjects.get(named), 'User') : (target?.id ?? null),
    before: before ?? null,
    after: after ?? null,
    reason: reason ?? null,
    ...(origin ?? {}),
  })
}

/** Nobody can tell any more whom the log means. */
export async function forgetSubject(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db.delete(auditSubjects).where(eq(auditSubjects.userId, userId))
}

async function subjectsOf({ db }: Ctx, userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  await db
    .insert(auditSubjects)
    .values(userIds.map((userId) => ({ userId })))
    .onConflictDoNothing()
  const rows = await db.select().from(auditSubjects).where(inArray(auditSubjects.userId, userIds))
  return new Map(rows.map(({ userId, id }) => [userId, id]))
}
