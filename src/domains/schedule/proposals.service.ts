import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { type Ctx, inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { agenda } from './agenda.service.ts'
import { isOccurrence } from './expansion.ts'
import { skipOccurrence } from './occurrences.service.ts'
import {
  decideProposal,
  deleteOldProposals,
  selectOpenTasks,
  selectProposal,
  selectProposals,
} from './proposals.queries.ts'
import type { ProposalQuery } from './proposals.schema.ts'
import type { ProposalRow, ProposedBlock } from './proposals.tables.ts'
import { selectDifference } from './schedule.queries.ts'
import { loadBlocks } from './schedule.service.ts'
import { scheduleBlocks } from './schedule.tables.ts'
import { settled, wallOf } from './timing.ts'

export const listProposals = (ctx: UserCtx, query: ProposalQuery): Promise<Page<ProposalRow>> =>
  selectProposals(ctx, query)

export const getProposal = async (ctx: UserCtx, id: string): Promise<ProposalRow> =>
  found(await selectProposal(ctx, id), 'Proposal')

/**
 * Makes blocks of a proposal, all or none: refuses (409) when some of its time has passed or was taken since, or when it was decided
 * before. Of several who accept at once, one does. Tasks that are no longer open are left out; missed blocks that it replaces go.
 */
export function acceptProposal(ctx: UserCtx, id: string) {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'schedule.plan')
    const proposal = await decide(ctx, id, 'accepted')
    await requireFree(ctx, proposal)
    const ids = [...new Set(proposal.blocks.flatMap(({ taskId }) => taskId ?? []))]
    const tasks = ids.length === 0 ? [] : await selectOpenTasks(ctx, ids)
    const open = new Set(tasks.map((task) => task.id))
    const blocks = proposal.blocks.filter(({ taskId }) => taskId === null || open.has(taskId))
    const blockIds = await insertBlocks(ctx, id, blocks)
    await removeReplaced(ctx, proposal)
    return { proposal, blockIds }
  })
}

export const rejectProposal = (ctx: UserCtx, id: string): Promise<ProposalRow> =>
  inTransaction(ctx, (ctx) => decide(ctx, id, 'rejected'))

/** Forgets what was proposed a month ago and made nothing. */
export const forgetOldProposals = (ctx: Ctx): Promise<void> =>
  deleteOldProposals(ctx, new Date(ctx.now().getTime() - 30 * 86_400_000).toISOString())

async function decide(ctx: UserCtx, id: string, state: 'accepted' | 'rejected'): Promise<ProposalRow> {
  const row = await decideProposal(ctx, id, state)
  if (row) return row
  const { state: was } = await getProposal(ctx, id)
  throw new AppError('conflict', `This proposal was ${was} already. Plan again.`, { extra: { state: was } })
}

async function requireFree(ctx: UserCtx, { blocks }: ProposalRow): Promise<void> {
  const [first, last] = [blocks[0], blocks.at(-1)]
  if (first === undefined || last === undefined) return
  if (first.startAt < ctx.now().toISOString())
    throw new AppError('conflict', 'Some of this time has passed. Plan again.')
  const busy = (await agenda(ctx, { from: first.startAt, to: last.endAt })).filter((one) => one.busy && !one.completed)
  const taken = busy.filter((one) => blocks.some(({ startAt, endAt }) => one.startAt < endAt && startAt < one.endAt))
  if (taken.length === 0) return
  const conflicts = taken.slice(0, 20).map(({ id, occurrence, title, startAt, endAt }) => {
    return { id, occurrence, title, startAt, endAt }
  })
  throw new AppError('conflict', 'Some of this time is taken by now. Plan again.', { extra: { conflicts } })
}

async function insertBlocks(ctx: UserCtx, proposalId: string, blocks: ProposedBlock[]): Promise<string[]> {
  if (blocks.length === 0) return []
  const { timezone } = await userZone(ctx)
  const rows = blocks.map(({ taskId, habitId = null, title, startAt, durationMinutes }) => ({
    ...settled({ ...wallOf({ at: startAt }, timezone), durationMinutes, recurrence: null }, timezone),
    id: newId(),
    userId: ctx.actor.id,
    title: title.slice(0, 500),
    type: taskId === null && habitId === null ? ('review' as const) : ('focus' as const),
    taskId,
    proposalId,
  }))
  await ctx.db.insert(scheduleBlocks).values(rows)
  return rows.map(({ id }) => id)
}

/** Unless they were completed since. A single block goes to the trash, one of a series is left out of it. */
async function removeReplaced(ctx: UserCtx, { replaces }: ProposalRow): Promise<void> {
  const ids = [...new Set(replaces.map(({ blockId }) => blockId))]
  if (ids.length === 0) return
  const series = new Map(
    (await loadBlocks(ctx, ids)).filter((one) => one.recurrence !== null).map((one) => [one.id, one]),
  )
  const { id, completed, recurrence } = scheduleBlocks
  await ctx.db
    .update(scheduleBlocks)
    .set({ deletedAt: sql<string>`now()` })
    .where(and(mine(ctx, scheduleBlocks), inArray(id, ids), isNull(recurrence), eq(completed, false)))
  for (const { blockId, occurrence } of replaces) {
    const block = series.get(blockId)
    if (block === undefined || !isOccurrence(block, occurrence)) continue
    const difference = await selectDifference(ctx, blockId, occurrence)
    if (!difference?.changes.completed) await skipOccurrence(ctx, blockId, occurrence)
  }
}
