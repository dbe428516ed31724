import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { Page } from '#core/page.ts'
import { DEAD_LETTERS, type Queue } from '#core/queue.ts'
import { selectDeadLetters, selectQueues } from './jobs.queries.ts'
import type { DeadLetter, DeadLetterQuery, JobQueue, Redrive } from './jobs.schema.ts'

/** For administrators and support. */
export function listQueues(ctx: UserCtx): Promise<JobQueue[]> {
  refuseUnless(ctx, ['admin', 'support'])
  return selectQueues(ctx)
}

export async function listDeadLetters(ctx: UserCtx, query: DeadLetterQuery): Promise<Page<DeadLetter>> {
  refuseUnless(ctx, ['admin', 'support'])
  return selectDeadLetters(ctx, query)
}

/** Puts failed jobs back where they failed, with all their attempts: the oldest thousand at most. For administrators alone. */
export async function redrive(ctx: UserCtx, { boss }: Pick<Queue, 'boss'>, { ids, queue }: Redrive): Promise<number> {
  refuseUnless(ctx, ['admin'])
  return boss.redrive(DEAD_LETTERS, { ...(ids && { ids }), ...(queue && { sourceName: queue }) })
}

function refuseUnless({ actor }: UserCtx, roles: string[]) {
  if (!roles.includes(actor.role)) throw new AppError('forbidden', 'This is for the administrators of this server.')
}
