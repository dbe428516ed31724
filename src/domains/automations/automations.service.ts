import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { databaseClock } from '#core/clock.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { nextMoment } from '#core/time/moments.ts'
import { zonesOf } from '#domains/accounts/users.service.ts'
import type { AutomationPatch, AutomationQuery, NewAutomation } from './automations.schema.ts'
import { type AutomationRow, automations, automationTimers } from './automations.tables.ts'
import { courseOf } from './course.ts'

const MOST_AUTOMATIONS = 20

/** Newest first. */
export async function listAutomations(ctx: UserCtx, query: AutomationQuery): Promise<Page<AutomationRow>> {
  const rows = await ctx.db
    .select()
    .from(automations)
    .where(
      and(
        mine(ctx, automations),
        query.active === undefined ? undefined : eq(automations.isActive, query.active),
        olderThan(automations.id, readCursor(ctx, query, 'automations')),
      ),
    )
    .orderBy(desc(automations.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'automations')
}

export async function getAutomation(ctx: UserCtx, id: string): Promise<AutomationRow> {
  const [automation] = await ctx.db
    .select()
    .from(automations)
    .where(myRow(ctx, automations, id))
  return found(automation, 'Automation')
}

export const loadAutomations = (ctx: UserCtx, ids: string[]): Promise<AutomationRow[]> =>
  ctx.db
    .select()
    .from(automations)
    .where(and(mine(ctx, automations), inArray(automations.id, ids)))

/** It runs for the first time at its first time after now. Refused (409) beyond twenty. */
export function createAutomation(ctx: UserCtx, input: NewAutomation, id: string = newId()): Promise<AutomationRow> {
  return inTransaction(ctx, async (ctx) => {
    const there = await ctx.db.$count(automations, mine(ctx, automations))
    if (there >= MOST_AUTOMATIONS)
      throw new AppError('conflict', `${MOST_AUTOMATIONS} automations are the most; change or delete one.`)
    const [automation] = await ctx.db
      .insert(automations)
      .values({ ...input, id, userId: ctx.actor.id })
      .returning()
    return wound(ctx, found(automation, 'Automation'))
  })
}

/** Changes the given fields; what it changes about the time holds from now on. */
export function updateAutomation(
  ctx: UserCtx,
  id: string,
  patch: AutomationPatch,
  version?: number,
): Promise<AutomationRow> {
  return inTransaction(ctx, async (ctx) => {
    const mineToChange = myRow(ctx, automations, id, version)
    const isEmpty = Object.keys(patch).length === 0
    const [automation] = isEmpty
      ? await ctx.db.select().from(automations).where(mineToChange)
      : await ctx.db.update(automations).set(patch).where(mineToChange).returning()
    if (!automation) throw await missed(ctx, automations, id, 'Automation')
    return wound(ctx, automation)
  })
}

export function deleteAutomation(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [automation] = await ctx.db
      .update(automations)
      .set({ deletedAt: sql<string>`now()` })
      .where(myRow(ctx, automations, id, version))
      .returning()
    if (!automation) throw await missed(ctx, automations, id, 'Automation')
    await wound(ctx, automation)
  })
}

export function restoreAutomation(ctx: UserCtx, id: string): Promise<AutomationRow> {
  return inTransaction(ctx, async (ctx) => {
    const { userId, id: automationId, deletedAt } = automations
    const [back] = await ctx.db
      .update(automations)
      .set({ deletedAt: null })
      .where(and(eq(userId, ctx.actor.id), eq(automationId, id), sql`${deletedAt} is not null`))
      .returning()
    if (back) return wound(ctx, back)
    await getAutomation(ctx, id)
    throw new AppError('conflict', 'This automation is not in the trash.')
  })
}

/** Says when it comes next. What came before now is over: nobody waits for it any more. */
async function wound(ctx: UserCtx, automation: AutomationRow): Promise<AutomationRow> {
  const now = await databaseClock(ctx)
  const isRunning = automation.isActive && automation.deletedAt === null
  const zone = (await zonesOf(ctx, [automation.userId])).get(automation.userId) ?? 'UTC'
  const fireAt = isRunning ? (nextMoment(courseOf(automation, zone), now)?.at ?? null) : null
  const { userId, automationId } = automationTimers
  await ctx.db
    .insert(automationTimers)
    .values({ userId: automation.userId, automationId: automation.id, fireAt, handledUntil: now })
    .onConflictDoUpdate({ target: [userId, automationId], set: { fireAt, handledUntil: now } })
  return automation
}
