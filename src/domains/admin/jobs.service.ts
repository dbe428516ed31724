import { inTransaction, type UserCtx } from '#core/ctx.ts'
import type { Origin } from '#core/origin.ts'
import type { Page } from '#core/page.ts'
import { DEAD_LETTERS, type Queue } from '#core/queue.ts'
import { requireRole } from '#domains/accounts/staff.service.ts'
import { record } from '#domains/audit/audit.service.ts'
import { selectDeadLetters, selectQueues } from './jobs.queries.ts'
import type { DeadLetter, DeadLetterQuery, JobQueue, Redrive } from './jobs.schema.ts'

export const listQueues = (ctx: UserCtx): Promise<JobQueue[]> => selectQueues(ctx)

export const listDeadLetters = (ctx: UserCtx, query: DeadLetterQuery): Promise<Page<DeadLetter>> =>
  selectDeadLetters(ctx, query)

/**
 * Puts failed jobs back where they failed, with all their attempts: the oldest thousand at most. Written down before, because the
 * queue moves them in a transaction of its own.
 */
export async function redrive(
  ctx: UserCtx,
  { boss }: Pick<Queue, 'boss'>,
  { ids, queue }: Redrive,
  origin: Origin,
): Promise<number> {
  await inTransaction(ctx, async (ctx) => {
    await requireRole(ctx, ['admin'])
    const about = { action: 'jobs.redrive', target: { kind: 'queue' as const, id: queue ?? DEAD_LETTERS } }
    await record(ctx, { ...about, ...(ids && { after: { ids } }), origin })
  })
  return boss.redrive(DEAD_LETTERS, { ...(ids && { ids }), ...(queue && { sourceName: queue }) })
}
