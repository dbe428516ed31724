import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { formatLocal, parseLocal } from '#core/time/civil.ts'
import { occurrences } from '#core/time/expand.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { isOccurrence } from './expansion.ts'
import { handOver, putDifference, selectDifference } from './schedule.queries.ts'
import type { CompletionBody, ScheduleBlockPatch, ScopeQuery } from './schedule.schema.ts'
import { type Block, blockOf, deleteBlock, lockBlock, reach, updateBlock, writeBlock } from './schedule.service.ts'
import { type BlockRow, type OccurrenceChanges, scheduleBlocks } from './schedule.tables.ts'
import { settled, splitRule, wallWithin } from './timing.ts'

/**
 * Changes one occurrence, it and all that follow (which become a series of their own, answered here), or the whole series. With an
 * occurrence a new start is that occurrence's: the others move by as much.
 */
export function updateOccurrences(
  ctx: UserCtx,
  id: string,
  { occurrence, scope = occurrence === undefined ? 'all' : 'this' }: ScopeQuery,
  patch: ScheduleBlockPatch,
  version?: number,
): Promise<Block> {
  if (occurrence === undefined) {
    requireAll(scope)
    return updateBlock(ctx, id, patch, version)
  }
  return inTransaction(ctx, async (ctx) => {
    const block = await lockSeries(ctx, id, occurrence, version)
    if (block.recurrence === null) return updateBlock(ctx, id, patch)
    if (scope === 'this') return changeOne(ctx, block, occurrence, patch)
    const isWhole = scope === 'all' || occurrence === firstOf(block)
    const series = isWhole ? block : await splitOff(ctx, block, occurrence)
    return updateBlock(ctx, series.id, await movedAlong(ctx, series, occurrence, patch))
  })
}

/** Takes away one occurrence, it and all that follow, or (to the trash) the whole block. */
export function deleteOccurrences(
  ctx: UserCtx,
  id: string,
  { occurrence, scope = occurrence === undefined ? 'all' : 'this' }: ScopeQuery,
  version?: number,
): Promise<void> {
  if (occurrence === undefined) {
    requireAll(scope)
    return deleteBlock(ctx, id, version)
  }
  return inTransaction(ctx, async (ctx) => {
    const block = await lockSeries(ctx, id, occurrence, version)
    if (block.recurrence === null || scope === 'all') return deleteBlock(ctx, id)
    if (scope === 'this') return void (await cancel(ctx, block, occurrence))
    if (occurrence === firstOf(block)) return deleteBlock(ctx, id)
    await endBefore(ctx, block, occurrence)
  })
}

/** Leaves one occurrence out; the series goes on. */
export function skipOccurrence(ctx: UserCtx, id: string, occurrence: string, version?: number): Promise<Block> {
  return inTransaction(ctx, async (ctx) => {
    const block = await lockSeries(ctx, id, occurrence, version)
    if (block.recurrence === null)
      throw new AppError('conflict', 'This block happens once. Delete it, or move it to another time.')
    return cancel(ctx, block, occurrence)
  })
}

/** Marks a block done, or one occurrence of a series; `completed` false takes it back. */
export function completeOccurrence(
  ctx: UserCtx,
  id: string,
  { occurrence, completed }: CompletionBody,
  version?: number,
): Promise<Block> {
  return inTransaction(ctx, async (ctx) => {
    const block = await lockBlock(ctx, id, version)
    if (block.recurrence === null) return blockOf(await writeBlock(ctx, id, { completed }))
    if (occurrence === undefined) throw invalid('occurrence', 'This is a series: say which occurrence was done.')
    requireOccurrence(block, occurrence)
    return changeOne(ctx, block, occurrence, { completed })
  })
}

/** What belongs to the series as a whole. */
const OF_SERIES = ['recurrence', 'taskId', 'goalId', 'courseId'] as const

async function changeOne(ctx: UserCtx, block: BlockRow, key: string, patch: ScheduleBlockPatch): Promise<Block> {
  const wrong = OF_SERIES.find((field) => patch[field] !== undefined)
  if (wrong) throw invalid(wrong, `One occurrence cannot have its own ${wrong}. Change the series, scope=all.`)
  const { startAt, recurrence: _, taskId: __, goalId: ___, courseId: ____, ...fields } = patch
  const before = await selectDifference(ctx, block.id, key)
  const { timezone } = await userZone(ctx)
  const startLocal = startAt ? wallWithin(startAt, block.zone ?? timezone) : (before?.startLocal ?? null)
  const changes = { ...before?.changes, ...fields } as OccurrenceChanges // absent fields are not carried along
  await putDifference(ctx, block.id, key, { cancelled: false, startLocal, changes })
  return blockOf(await reach(ctx, await writeBlock(ctx, block.id, {})))
}

async function cancel(ctx: UserCtx, block: BlockRow, key: string): Promise<Block> {
  const before = await selectDifference(ctx, block.id, key)
  const { startLocal = null, changes = {} } = before ?? {}
  await putDifference(ctx, block.id, key, { cancelled: true, startLocal, changes })
  return blockOf(await writeBlock(ctx, block.id, {}))
}

/** The series ends before the occurrence, and another one goes on from there with everything that was different about the rest. */
async function splitOff(ctx: UserCtx, block: BlockRow, occurrence: string): Promise<BlockRow> {
  const { after } = await endBefore(ctx, block, occurrence)
  const { timezone } = await userZone(ctx)
  const { id: _, version: __, createdAt: ___, updatedAt: ____, icalUid: _____, ...fields } = block
  const timing = settled({ ...block, startLocal: occurrence, recurrence: after }, timezone)
  const { startLocal, recurrence, firstAt, lastAt } = timing
  const [rest] = await ctx.db
    .insert(scheduleBlocks)
    .values({ ...fields, id: newId(), startLocal, recurrence, firstAt, lastAt })
    .returning()
  await handOver(ctx, block.id, found(rest, 'Block').id, occurrence)
  return reach(ctx, found(rest, 'Block'))
}

async function endBefore(ctx: UserCtx, block: BlockRow, occurrence: string) {
  if (block.recurrence === null) throw invalid('scope', 'This block happens once.')
  const parts = splitRule(block.recurrence, block.startLocal, occurrence)
  const { timezone } = await userZone(ctx)
  const { recurrence, firstAt, lastAt } = settled({ ...block, recurrence: parts.before }, timezone)
  await reach(ctx, await writeBlock(ctx, block.id, { recurrence, firstAt, lastAt }))
  return parts
}

/** A patch whose start is one occurrence's, as a patch of its series. The rule must give the new start, or be given with it. */
async function movedAlong(
  ctx: UserCtx,
  series: BlockRow,
  occurrence: string,
  patch: ScheduleBlockPatch,
): Promise<ScheduleBlockPatch> {
  if (patch.startAt === undefined) return patch
  const { timezone } = await userZone(ctx)
  const given = 'local' in patch.startAt ? patch.startAt : null
  const local = given?.local ?? wallWithin(patch.startAt, series.zone ?? timezone)
  const start = formatLocal(parseLocal(series.startLocal) + parseLocal(local) - parseLocal(occurrence))
  const startLocal = local.length === 10 ? start.slice(0, 10) : start
  const rule = patch.recurrence === undefined ? series.recurrence : patch.recurrence
  if (rule !== null && occurrences({ rrule: rule.rrule }, startLocal, { limit: 1 })[0] !== startLocal)
    throw invalid('startAt', 'The rule does not give this start. Send the new recurrence with it.')
  return { ...patch, startAt: { local: startLocal, zone: given ? given.zone : series.zone } }
}

async function lockSeries(ctx: UserCtx, id: string, occurrence: string, version?: number): Promise<BlockRow> {
  const block = await lockBlock(ctx, id, version)
  requireOccurrence(block, occurrence)
  return block
}

function requireOccurrence(block: BlockRow, key: string) {
  if (isOccurrence(block, key)) return
  throw new AppError('not_found', 'This block has no such occurrence. Take `occurrence` from the schedule.', {
    errors: [{ path: 'occurrence', message: 'not found' }],
  })
}

const firstOf = (block: BlockRow) =>
  block.recurrence ? occurrences(block.recurrence, block.startLocal, { limit: 1 })[0] : block.startLocal

function requireAll(scope: ScopeQuery['scope']) {
  if (scope !== 'all') throw invalid('occurrence', 'Say which occurrence is meant, or use scope=all.')
}
