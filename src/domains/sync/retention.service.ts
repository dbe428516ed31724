import { type Ctx, sqlState } from '#core/ctx.ts'
import type { Db } from '#core/db.ts'
import {
  forgetAnswers,
  pruneChanges,
  purgeRows,
  type RowKey,
  selectExpired,
  watchedTables,
} from './retention.queries.ts'

const DAY_MS = 86_400_000
/** How long things are kept, in days. */
export const KEPT_DAYS = { changes: 90, trash: 30, operations: 30, idempotencyKeys: 1 } as const
/** One statement stays short, and so does the time it holds anybody's feed. */
const PRUNED_AT_ONCE = 5_000
const PURGED_AT_ONCE = 200
/** What hangs on something that goes can go in the next round: chains longer than this wait for tomorrow. */
const ROUNDS = 10

/** Lets go of what has been kept long enough. Safe to stop and to repeat at any point. */
export async function keepWithinLimits(ctx: Ctx): Promise<void> {
  const { db } = ctx
  const before = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS).toISOString()
  await emptyTrash(db, before(KEPT_DAYS.trash))
  while ((await pruneChanges(db, before(KEPT_DAYS.changes), PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
  await forgetAnswers(db, before(KEPT_DAYS.operations), before(KEPT_DAYS.idempotencyKeys))
}

/** What something living still points at stays in the trash until nothing does; so nothing ever points nowhere. */
async function emptyTrash(db: Db, before: string) {
  const tables = await watchedTables(db)
  for (let round = 0; round < ROUNDS; round++) {
    let purged = 0
    for (const table of tables) purged += await emptyTable(db, table, before)
    if (purged === 0) return
  }
}

async function emptyTable(db: Db, table: string, before: string): Promise<number> {
  let purged = 0
  for (let from: RowKey | undefined; ; ) {
    const keys = await selectExpired(db, table, before, from, PURGED_AT_ONCE)
    if (keys.length === 0) return purged
    purged += await purge(db, table, keys)
    from = keys.at(-1)
  }
}

/** All at once where possible; where something points at one of them, each half for itself. */
async function purge(db: Db, table: string, keys: RowKey[]): Promise<number> {
  try {
    return await purgeRows(db, table, keys)
  } catch (error) {
    if (sqlState(error) !== STILL_REFERENCED) throw error
    if (keys.length === 1) return 0
    const middle = keys.length >> 1
    return (await purge(db, table, keys.slice(0, middle))) + (await purge(db, table, keys.slice(middle)))
  }
}

const STILL_REFERENCED = '23503'
