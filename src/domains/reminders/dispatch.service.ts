import { databaseClock } from '#core/clock.ts'
import type { Ctx } from '#core/ctx.ts'
import { KEPT_DAYS } from '#core/time/rings.ts'
import { settleDue } from '#core/timers.ts'
import { settle } from './firing.service.ts'
import { type Backlog, pruneOccurrences, selectBacklog } from './reminders.queries.ts'
import { reminderTimers } from './reminders.tables.ts'

const BATCH = 500

/**
 * Rings what is due by the database's clock, at most 500 reminders, and answers whether more may be waiting. `took` hears,
 * after the commit, by how many seconds each was late.
 */
export async function dispatchReminders(ctx: Ctx, took: (lateSeconds: number) => void = () => {}): Promise<boolean> {
  const { timers, now, more } = await settleDue(ctx, reminderTimers, BATCH, settle)
  for (const { fireAt } of timers)
    if (fireAt !== null && fireAt > AT_ONCE) took((Date.parse(now) - Date.parse(fireAt)) / 1_000)
  return more
}

/** Timers that are to be looked at at once, because their owner has moved, stand at the epoch: see `follow_owner`. */
const AT_ONCE = '1970-01-02'
const PRUNED_AT_ONCE = 5_000

/** Forgets what became of occurrences long ago. Their reminders have gone on since, so that nothing rings again. */
export async function forgetOldOccurrences(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000).toISOString()
  while ((await pruneOccurrences(ctx, before, PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
}

/** What waits by the database's clock. */
export const backlog = async (ctx: Ctx): Promise<Backlog> => selectBacklog(ctx, await databaseClock(ctx))
