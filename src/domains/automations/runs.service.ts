import { and, desc, eq, sql } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { enqueue } from '#core/messages.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { notify } from '#domains/notifications/notify.service.ts'
import type { AutomationRunQuery } from './automations.schema.ts'
import { getAutomation } from './automations.service.ts'
import { type AutomationRow, type AutomationRunRow, automationRuns, automations } from './automations.tables.ts'
import type { Proposed } from './proposing.service.ts'

export const RUN_JOB = 'automations_run'
const MOST_ATTEMPTS = 3
const MOST_WAITING = 20
/** After the first failure, and after the second. */
const PAUSES_SECONDS = [60, 900]
/** A budget that begins anew next month is not waited for. */
const LONGEST_PAUSE_SECONDS = 26 * 3_600

const { userId, id, automationId, state, attempts } = automationRuns

/** Newest first. */
export async function listRuns(ctx: UserCtx, of: string, query: AutomationRunQuery): Promise<Page<AutomationRunRow>> {
  await getAutomation(ctx, of)
  const list = `automations/${of}/runs`
  const rows = await ctx.db
    .select()
    .from(automationRuns)
    .where(
      and(
        eq(userId, ctx.actor.id),
        eq(automationId, of),
        query.state && eq(state, query.state),
        olderThan(id, readCursor(ctx, query, list)),
      ),
    )
    .orderBy(desc(id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list)
}

export async function getRun(ctx: UserCtx, of: string, runId: string): Promise<AutomationRunRow> {
  await getAutomation(ctx, of)
  const [run] = await ctx.db
    .select()
    .from(automationRuns)
    .where(and(mineRun(ctx, runId), eq(automationId, of)))
  return found(run, 'Run')
}

/** Beside its times. Refused (409) while twenty of it wait. */
export function runNow(ctx: UserCtx, of: string): Promise<AutomationRunRow> {
  return inTransaction(ctx, async (ctx) => {
    const automation = await getAutomation(ctx, of)
    const waiting = await ctx.db.$count(
      automationRuns,
      and(eq(userId, ctx.actor.id), eq(automationId, of), sql`${state} in ('waiting', 'running')`),
    )
    if (waiting >= MOST_WAITING) throw new AppError('conflict', 'Many runs of this automation wait already.')
    return found(await startRun(ctx, automation, null, ctx.now().toISOString()), 'Run')
  })
}

/** A failed run tries again at once, with as many attempts as a new one. */
export function retryRun(ctx: UserCtx, of: string, runId: string): Promise<AutomationRunRow> {
  return inTransaction(ctx, async (ctx) => {
    const run = await getRun(ctx, of, runId)
    const [again] = await ctx.db
      .update(automationRuns)
      .set({ state: 'waiting', attempts: 0, nextTryAt: null })
      .where(and(mineRun(ctx, run.id), eq(state, 'failed')))
      .returning()
    if (!again) throw new AppError('conflict', 'This run has not failed.')
    await enqueueRun(ctx, runId)
    return again
  })
}

/** Writes a run and the job that carries it out; nothing when this occurrence has one already. In the caller's transaction. */
export async function startRun(
  ctx: UserCtx,
  automation: AutomationRow,
  occurrence: string | null,
  scheduledFor: string,
): Promise<AutomationRunRow | undefined> {
  const [run] = await ctx.db
    .insert(automationRuns)
    .values({
      userId: ctx.actor.id,
      id: newId(),
      automationId: automation.id,
      occurrence,
      scheduledFor,
      prompt: automation.prompt,
      createdAt: ctx.now().toISOString(),
    })
    .onConflictDoNothing()
    .returning()
  if (run) await enqueueRun(ctx, run.id)
  return run
}

/** A run that somebody is at, and what it is of. */
export interface Taken {
  run: AutomationRunRow
  automation: AutomationRow
}

/** Takes a run that is not finished, also one that a worker left when it died; null when there is nothing left to do. */
export async function takeRun(ctx: UserCtx, runId: string): Promise<Taken | null> {
  const [run] = await ctx.db
    .update(automationRuns)
    .set({ state: 'running', attempts: sql`${attempts} + 1`, startedAt: ctx.now().toISOString(), nextTryAt: null })
    .where(and(mineRun(ctx, runId), sql`${state} <> 'done' and ${attempts} < ${MOST_ATTEMPTS}`))
    .returning()
  if (!run) return null
  const [automation] = await ctx.db
    .select()
    .from(automations)
    .where(and(eq(automations.userId, ctx.actor.id), eq(automations.id, run.automationId)))
  return automation && automation.deletedAt === null ? { run, automation } : null
}

/** Keeps the answer, proposes what it wants to have changed, and notifies: all or nothing, and only once. */
export function finishRun(
  ctx: UserCtx,
  { run, automation }: Taken,
  answered: Pick<AutomationRunRow, 'title' | 'answer' | 'meta'>,
  propose: (ctx: UserCtx) => Promise<Proposed>,
): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [taken] = await ctx.db
      .select({ id })
      .from(automationRuns)
      .where(and(mineRun(ctx, run.id), eq(state, 'running')))
      .for('update')
    if (!taken) return
    const { actionIds, text } = await propose(ctx)
    const answer = [answered.answer, text].filter((part) => part).join('\n\n')
    const [done] = await ctx.db
      .update(automationRuns)
      .set({
        ...answered,
        answer,
        actionIds,
        state: 'done',
        error: null,
        nextTryAt: null,
        finishedAt: ctx.now().toISOString(),
      })
      .where(mineRun(ctx, run.id))
      .returning()
    if (done) await tell(ctx, automation, done, done.title ?? automation.name, done.answer)
  })
}

/** Says what went wrong and when it is tried again; after the last attempt its owner hears of it. */
export function failRun(
  ctx: UserCtx,
  { run, automation }: Taken,
  error: string,
  waitSeconds: number | null,
): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const pause = waitSeconds ?? PAUSES_SECONDS[run.attempts - 1] ?? LONGEST_PAUSE_SECONDS
    const isLast = run.attempts >= MOST_ATTEMPTS || pause > LONGEST_PAUSE_SECONDS
    const now = ctx.now()
    const nextTryAt = isLast ? null : new Date(now.getTime() + pause * 1_000).toISOString()
    const [failed] = await ctx.db
      .update(automationRuns)
      .set({ state: 'failed', error, nextTryAt, finishedAt: now.toISOString() })
      .where(and(mineRun(ctx, run.id), eq(state, 'running')))
      .returning()
    if (!failed) return
    if (isLast) await tell(ctx, automation, failed, `${automation.name} could not run`, error)
    else await enqueueRun(ctx, run.id, Math.ceil(pause))
  })
}

const mineRun = (ctx: UserCtx, runId: string) => and(eq(userId, ctx.actor.id), eq(id, runId))

const enqueueRun = (ctx: UserCtx, runId: string, startAfterSeconds = 0) =>
  enqueue(ctx, RUN_JOB, { userId: ctx.actor.id, runId }, { startAfterSeconds })

const tell = (ctx: UserCtx, automation: AutomationRow, run: AutomationRunRow, title: string, body: string | null) =>
  notify(ctx, {
    kind: 'automation',
    title,
    body,
    entity: 'automation',
    entityId: automation.id,
    occurrence: run.scheduledFor,
    channels: automation.channels,
    key: `automation:${run.id}:${run.state}:${run.attempts}`,
  })
