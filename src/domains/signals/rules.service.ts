import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid, noSuch } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { addDays, dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { loadHabits } from '#domains/habits/habits.service.ts'
import { loadMetrics } from '#domains/metrics/metrics.service.ts'
import { MAX_RULES, type NewSignalRule, type SignalRulePatch, type SignalRuleQuery } from './rules.schema.ts'
import { daysWith, mark } from './signals.queries.ts'
import { type SignalRuleRow, type SignalRunRow, signalEffects, signalRules, signalRuns } from './signals.tables.ts'

export async function listRules(ctx: UserCtx, query: SignalRuleQuery): Promise<Page<SignalRuleRow>> {
  const older = olderThan(signalRules.id, readCursor(ctx, query, 'signals/rules'))
  const rows = await ctx.db
    .select()
    .from(signalRules)
    .where(
      and(
        mine(ctx, signalRules),
        query.active === undefined ? undefined : eq(signalRules.isActive, query.active),
        older,
      ),
    )
    .orderBy(desc(signalRules.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'signals/rules')
}

/** There are `MAX_RULES` at most. */
export const activeRules = (ctx: UserCtx): Promise<SignalRuleRow[]> =>
  ctx.db
    .select()
    .from(signalRules)
    .where(and(mine(ctx, signalRules), eq(signalRules.isActive, true)))

export async function getRule(ctx: UserCtx, id: string): Promise<SignalRuleRow> {
  const [rule] = await ctx.db
    .select()
    .from(signalRules)
    .where(myRow(ctx, signalRules, id))
  return found(rule, 'Rule')
}

export const loadRules = (ctx: UserCtx, ids: string[]): Promise<SignalRuleRow[]> =>
  ctx.db
    .select()
    .from(signalRules)
    .where(and(mine(ctx, signalRules), inArray(signalRules.id, ids)))

/** Judged from the user's today on: what came before is left as it is. There are `MAX_RULES` at most (409). */
export function createRule(ctx: UserCtx, input: NewSignalRule, id: string = newId()): Promise<SignalRuleRow> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'signals')
    await refuseTooMany(ctx)
    await refuseUnfit(ctx, input)
    const [rule] = await ctx.db
      .insert(signalRules)
      .values({ ...input, id, userId: ctx.actor.id })
      .returning()
    return marked(ctx, found(rule, 'Rule'))
  })
}

/** Changes the given fields; null clears, absent keeps. Days before today stay as they were judged. */
export function updateRule(ctx: UserCtx, id: string, patch: SignalRulePatch, version?: number): Promise<SignalRuleRow> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'signals')
    const before = await getRule(ctx, id)
    await refuseUnfit(ctx, { ...before, ...given(patch) }, before)
    const isEmpty = Object.keys(patch).length === 0
    const [rule] = isEmpty
      ? await ctx.db
          .select()
          .from(signalRules)
          .where(myRow(ctx, signalRules, id, version))
      : await ctx.db
          .update(signalRules)
          .set(patch)
          .where(myRow(ctx, signalRules, id, version))
          .returning()
    if (!rule) throw await missed(ctx, signalRules, id, 'Rule')
    if (aimOf(rule) !== aimOf(before)) await forgetEffects(ctx, id)
    return marked(ctx, rule)
  })
}

/** To the trash. What it has made stays. */
export async function deleteRule(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [rule] = await ctx.db
    .update(signalRules)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, signalRules, id, version))
    .returning({ id: signalRules.id })
  if (!rule) throw await missed(ctx, signalRules, id, 'Rule')
}

export function restoreRule(ctx: UserCtx, id: string): Promise<SignalRuleRow> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'signals')
    await refuseTooMany(ctx)
    const [back] = await ctx.db
      .update(signalRules)
      .set({ deletedAt: null })
      .where(
        and(eq(signalRules.userId, ctx.actor.id), eq(signalRules.id, id), sql`${signalRules.deletedAt} is not null`),
      )
      .returning()
    if (back) return marked(ctx, back)
    await getRule(ctx, id)
    throw new AppError('conflict', 'This rule is not in the trash.')
  })
}

/** Each time it did something, newest first. */
export async function listRuns(ctx: UserCtx, id: string, query: PageQuery): Promise<Page<SignalRunRow>> {
  await getRule(ctx, id)
  const list = `signals/rules/${id}/runs`
  const rows = await ctx.db
    .select()
    .from(signalRuns)
    .where(
      and(
        eq(signalRuns.userId, ctx.actor.id),
        eq(signalRuns.ruleId, id),
        olderThan(signalRuns.id, readCursor(ctx, query, list)),
      ),
    )
    .orderBy(desc(signalRuns.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list)
}

/** The user's present day, and the ones before it. */
export async function lastDays(ctx: UserCtx, count: number): Promise<string[]> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  const today = dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
  return Array.from({ length: count }, (_, back) => addDays(today, back - count + 1))
}

type Wanted = Pick<NewSignalRule, 'action' | 'conditions'> &
  Partial<Pick<NewSignalRule, 'habitId' | 'metricId' | 'taskTitle' | 'amount' | 'amountFrom' | 'match' | 'atLeast'>>

/** Refuses a rule that could never do anything, and one that would act on what is not there. */
export async function refuseUnfit(ctx: UserCtx, rule: Wanted, before?: SignalRuleRow): Promise<void> {
  const { action, habitId, metricId, taskTitle, amount, amountFrom, conditions, match, atLeast } = rule
  if (match === 'at_least' && atLeast == null) throw invalid('atLeast', 'says how many conditions are needed')
  if (atLeast != null && atLeast > conditions.length) throw invalid('atLeast', 'is more than there are conditions')
  if (amountFrom != null && amountFrom >= conditions.length) throw invalid('amountFrom', 'there is no such condition')
  if (amount != null && amountFrom != null) throw invalid('amountFrom', 'stands instead of an amount')
  if (action === 'create_task' && !taskTitle) throw invalid('taskTitle', 'is needed to create a task')
  if (action === 'log_metric' && amount == null && amountFrom == null)
    throw invalid('amount', 'give an amount, or amountFrom')
  if (action === 'tick_habit' && habitId == null) throw invalid('habitId', 'is needed to tick a habit')
  if (action === 'log_metric' && metricId == null) throw invalid('metricId', 'is needed to log a metric')
  if (habitId && habitId !== before?.habitId && (await loadHabits(ctx, [habitId])).length === 0) throw noSuch('habitId')
  if (metricId && metricId !== before?.metricId && (await loadMetrics(ctx, [metricId])).length === 0)
    throw noSuch('metricId')
}

async function refuseTooMany(ctx: UserCtx): Promise<void> {
  const [{ count } = { count: 0 }] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(signalRules)
    .where(and(eq(signalRules.userId, ctx.actor.id), isNull(signalRules.deletedAt)))
  if (count >= MAX_RULES) throw new AppError('conflict', `There are ${MAX_RULES} rules at most. Delete one first.`)
}

/** Without the fields that were not sent, which would hide what stands there. */
const given = (patch: SignalRulePatch) =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<NewSignalRule> // the same fields

const aimOf = ({ action, habitId, metricId }: SignalRuleRow) => JSON.stringify([action, habitId, metricId])

/** What it has made elsewhere stays, and is no longer its own. */
const forgetEffects = (ctx: UserCtx, ruleId: string) =>
  ctx.db.delete(signalEffects).where(and(eq(signalEffects.userId, ctx.actor.id), eq(signalEffects.ruleId, ruleId)))

/** Its present day is judged anew, where there is something to judge. */
async function marked(ctx: UserCtx, rule: SignalRuleRow): Promise<SignalRuleRow> {
  const [today = ''] = await lastDays(ctx, 1)
  const types = rule.conditions.map(({ type }) => type)
  const days = rule.isActive ? await daysWith(ctx, types, today) : []
  await mark(
    ctx,
    days.map((day) => ({ ruleId: rule.id, day })),
  )
  return rule
}
