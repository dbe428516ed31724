import { type Ctx, inTransaction } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { countDay, selectFirstDay } from './activity.queries.ts'

/** Histories are kept for less. */
const MOST_DAYS = 100

/** Counts who was active, from the last day that was counted to the present one. Safe to run as often as one likes. */
export async function countActivity(ctx: Ctx): Promise<void> {
  const today = ctx.now().toISOString().slice(0, 10)
  const first = [await selectFirstDay(ctx, today), addDays(today, -MOST_DAYS)].sort()[1] ?? today
  for (let day = first; day <= today; day = addDays(day, 1)) await inTransaction(ctx, (ctx) => countDay(ctx, day))
}
