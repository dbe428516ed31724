import { actingAs, type Ctx } from '#core/ctx.ts'
import { ownersAfter } from './standing.queries.ts'
import { rememberMastery } from './standing.service.ts'

export const REMEMBER = 'skills.remember'
const BATCH = 200

/** Writes down for everybody how well their skills are mastered today. Run again it writes the same places. */
export async function rememberAll(ctx: Ctx): Promise<void> {
  let last: string | null = null
  for (;;) {
    const owners: string[] = await ownersAfter(ctx.db, last, BATCH)
    for (const userId of owners) await rememberMastery(actingAs(ctx, userId, `job:${REMEMBER}`))
    last = owners.at(-1) ?? null
    if (owners.length < BATCH) return
  }
}
