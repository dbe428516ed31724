import { and, eq, inArray, or } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { type ImportedBlock, readCalendar } from './ics-import.ts'
import { reach } from './schedule.service.ts'
import { scheduleBlocks, scheduleExceptions } from './schedule.tables.ts'

/**
 * Takes over a calendar: new events become blocks, those that came before (by UID, or from a feed of ours) are brought to what the
 * file says. What cannot be held is named with its reason, and the rest comes in. Each event is taken whole, a hundred in one
 * transaction, so that a large file holds nobody up; an import that was interrupted is finished by importing again.
 */
export async function importCalendar(ctx: UserCtx, text: string) {
  const { timezone } = await userZone(ctx)
  const { blocks, refusals } = readCalendar(text, timezone)
  let updated = 0
  for (let at = 0; at < blocks.length; at += BATCH) updated += await take(ctx, blocks.slice(at, at + BATCH))
  const imported = blocks.length - updated
  return { imported, updated, refusedCount: refusals.length, refused: refusals.slice(0, 100) }
}

const BATCH = 100
/** Of one statement. */
const ROWS = 500

/** How many of them were there before. Two imports at once wait for each other, so that no event comes in twice. */
function take(ctx: UserCtx, blocks: ImportedBlock[]): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'schedule.import')
    const known = await knownOf(ctx, blocks)
    const fresh = blocks.filter(({ uid }) => !known.has(uid))
    for (const block of blocks) {
      const id = known.get(block.uid)
      if (id !== undefined) await replace(ctx, id, block)
    }
    if (fresh.length > 0) await insert(ctx, fresh)
    return blocks.length - fresh.length
  })
}

const OWN_UID = /^([0-9a-f]{8}-[0-9a-f-]{27})@almanac$/

/** Blocks of mine that events of the file are, by UID. */
async function knownOf(ctx: UserCtx, blocks: ImportedBlock[]): Promise<Map<string, string>> {
  const uids = blocks.map(({ uid }) => uid)
  const ids = uids.flatMap((uid) => OWN_UID.exec(uid)?.[1] ?? [])
  const rows = await ctx.db
    .select({ id: scheduleBlocks.id, icalUid: scheduleBlocks.icalUid })
    .from(scheduleBlocks)
    .where(and(mine(ctx, scheduleBlocks), or(inArray(scheduleBlocks.icalUid, uids), inArray(scheduleBlocks.id, ids))))
  return new Map(rows.map(({ id, icalUid }) => [icalUid ?? `${id}@almanac`, id]))
}

async function replace(ctx: UserCtx, id: string, { fields, timing, differences }: ImportedBlock) {
  const { userId, blockId } = scheduleExceptions
  const [row] = await ctx.db
    .update(scheduleBlocks)
    .set({ ...fields, ...timing })
    .where(and(mine(ctx, scheduleBlocks), eq(scheduleBlocks.id, id)))
    .returning()
  await ctx.db.delete(scheduleExceptions).where(and(eq(userId, ctx.actor.id), eq(blockId, id)))
  await insertDifferences(ctx, [{ id, differences }])
  if (row) await reach(ctx, row)
}

async function insert(ctx: UserCtx, blocks: ImportedBlock[]) {
  const named = blocks.map((block) => ({ ...block, id: newId() }))
  const rows = await ctx.db
    .insert(scheduleBlocks)
    .values(
      named.map(({ id, uid, fields, timing }) => ({ ...fields, ...timing, id, userId: ctx.actor.id, icalUid: uid })),
    )
    .returning()
  await insertDifferences(ctx, named)
  const moved = new Set(
    named.filter(({ differences }) => differences.some((one) => one.startLocal)).map(({ id }) => id),
  )
  for (const row of rows) if (moved.has(row.id)) await reach(ctx, row)
}

async function insertDifferences(ctx: UserCtx, blocks: Pick<ImportedBlock & { id: string }, 'id' | 'differences'>[]) {
  const rows = blocks.flatMap(({ id, differences }) =>
    differences.map((one) => ({ ...one, blockId: id, userId: ctx.actor.id })),
  )
  for (let at = 0; at < rows.length; at += ROWS)
    await ctx.db.insert(scheduleExceptions).values(rows.slice(at, at + ROWS))
}
