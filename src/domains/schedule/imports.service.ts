import { hash } from 'node:crypto'
import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { type ImportedBlock, readCalendar } from './ics-import.ts'
import { reach } from './schedule.service.ts'
import { type BlockRow, scheduleBlocks, scheduleExceptions } from './schedule.tables.ts'

/**
 * Takes over a calendar: new events become blocks, those that came before (by UID, or from a feed of ours) are brought to what the
 * file says. What cannot be held is named with its reason, and the rest comes in. Each event is taken whole, a hundred in one
 * transaction, so that a large file holds nobody up; an import that was interrupted is finished by importing again.
 */
export async function importCalendar(ctx: UserCtx, text: string) {
  const { timezone } = await userZone(ctx)
  const { blocks, refusals } = readCalendar(text, timezone)
  const updated = await takeAll(ctx, blocks, { subscriptionId: null, guard: async () => {} })
  const imported = blocks.length - updated
  return { imported, updated, refusedCount: refusals.length, refused: refusals.slice(0, 100) }
}

/** Whose blocks they become: the owner's own, or a subscription's, in which UIDs are unique. */
interface Source {
  subscriptionId: string | null
  /** Asked in each transaction before anything is written. */
  guard: (ctx: UserCtx) => Promise<void>
}

/** How many of them were there before. */
export async function takeAll(ctx: UserCtx, blocks: ImportedBlock[], source: Source): Promise<number> {
  let updated = 0
  for (let at = 0; at < blocks.length; at += BATCH) updated += await take(ctx, blocks.slice(at, at + BATCH), source)
  return updated
}

const BATCH = 100
/** Of one statement. */
const ROWS = 500

/** Two imports at once wait for each other, so that no event comes in twice. */
function take(ctx: UserCtx, blocks: ImportedBlock[], { subscriptionId, guard }: Source): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'schedule.import')
    await guard(ctx)
    const known = await knownOf(ctx, blocks, subscriptionId)
    const fresh = blocks.filter(({ uid }) => !known.has(uid))
    for (const block of blocks) {
      const before = known.get(block.uid)
      const isSame = subscriptionId !== null && before?.icalDigest === digestOf(block)
      if (before !== undefined && !isSame) await replace(ctx, before.id, block)
    }
    if (fresh.length > 0) await insert(ctx, fresh, subscriptionId)
    return blocks.length - fresh.length
  })
}

const digestOf = ({ fields, timing, differences }: ImportedBlock) =>
  hash('sha256', JSON.stringify([fields, timing, differences]), 'base64url')

const OWN_UID = /^([0-9a-f]{8}-[0-9a-f-]{27})@almanac$/

type Known = Pick<BlockRow, 'id' | 'icalDigest'>

/** Blocks of mine that events of the file are, by UID. */
async function knownOf(
  ctx: UserCtx,
  blocks: ImportedBlock[],
  subscriptionId: string | null,
): Promise<Map<string, Known>> {
  const uids = blocks.map(({ uid }) => uid)
  const { id, icalUid, icalDigest } = scheduleBlocks
  // Only in a file of one's own is the UID of a feed of ours that very block.
  const ids = subscriptionId === null ? uids.flatMap((uid) => OWN_UID.exec(uid)?.[1] ?? []) : []
  const source =
    subscriptionId === null
      ? and(isNull(scheduleBlocks.subscriptionId), or(inArray(icalUid, uids), inArray(id, ids)))
      : and(eq(scheduleBlocks.subscriptionId, subscriptionId), inArray(icalUid, uids))
  const rows = await ctx.db
    .select({ id, icalUid, icalDigest })
    .from(scheduleBlocks)
    .where(and(mine(ctx, scheduleBlocks), source))
  return new Map(rows.map((row) => [row.icalUid ?? `${row.id}@almanac`, row]))
}

async function replace(ctx: UserCtx, id: string, block: ImportedBlock) {
  const { fields, timing, differences } = block
  const { userId, blockId } = scheduleExceptions
  const [row] = await ctx.db
    .update(scheduleBlocks)
    .set({ ...fields, ...timing, icalDigest: digestOf(block) })
    .where(and(mine(ctx, scheduleBlocks), eq(scheduleBlocks.id, id)))
    .returning()
  await ctx.db.delete(scheduleExceptions).where(and(eq(userId, ctx.actor.id), eq(blockId, id)))
  await insertDifferences(ctx, [{ id, differences }])
  if (row) await reach(ctx, row)
}

async function insert(ctx: UserCtx, blocks: ImportedBlock[], subscriptionId: string | null) {
  const named = blocks.map((block) => ({ ...block, id: newId() }))
  const rows = await ctx.db
    .insert(scheduleBlocks)
    .values(
      named.map((block) => {
        const { id, uid: icalUid, fields, timing } = block
        const icalDigest = digestOf(block)
        return { ...fields, ...timing, id, userId: ctx.actor.id, icalUid, icalDigest, subscriptionId }
      }),
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
