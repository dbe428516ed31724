import type { Ctx, UserCtx } from '#core/ctx.ts'
import { plusMs } from '#core/time/moments.ts'
import { type Fate, KEPT_DAYS, spokenMinutes } from '#core/time/rings.ts'
import { settleDue } from '#core/timers.ts'
import { zonesOf } from '#domains/accounts/users.service.ts'
import { type AddressedNotice, notifyAll } from '#domains/notifications/notify.service.ts'
import { type BlockRing, nextLook, ringsDue } from './ringing.ts'
import {
  blocksOf,
  differencesOf,
  insertRings,
  pruneRings,
  ringKey,
  selectRings,
  updateTimers,
} from './rings.queries.ts'
import { type RingRow, scheduleTimers, type TimerRow } from './rings.tables.ts'
import { readBlock } from './schedule.service.ts'
import type { BlockRow } from './schedule.tables.ts'

const BATCH = 500

/**
 * Announces blocks whose reminders are due by the database's clock, at most 500 at once, and answers whether it found any, so that
 * more may be waiting. Each rings once for the moment at which the block begins, however often it is looked at.
 */
export const dispatchRings = async (ctx: Ctx): Promise<boolean> =>
  (await settleDue(ctx, scheduleTimers, BATCH, settle)).timers.length > 0

/** What became of a block's last 200 reminders, the newest first. */
export async function listRings(ctx: UserCtx, id: string): Promise<(RingRow & { leadMinutes: number })[]> {
  await readBlock(ctx, id)
  return (await selectRings(ctx, id, 200)).map((row) => ({ ...row, leadMinutes: row.lead }))
}

/** Forgets what became of reminders long ago. Their blocks have gone on since, so that nothing rings again. */
export async function forgetOldRings(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000).toISOString()
  while ((await pruneRings(ctx, before, PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
}

const PRUNED_AT_ONCE = 5_000

async function settle(ctx: Ctx, timers: TimerRow[], now: string): Promise<void> {
  if (timers.length === 0) return
  const blocks = await blocksOf(ctx, timers)
  const differences = await differencesOf(ctx, timers)
  const zones = await zonesOf(ctx, [...new Set(timers.map(({ userId }) => userId))])
  const looked = timers.map((timer) => {
    const block = blocks.get(timer.blockId)
    const home = zones.get(timer.userId) ?? 'UTC'
    return block ? look(block, differences.get(block.id) ?? [], timer, { home, now }) : gone(timer, now)
  })
  const due = looked.flatMap(({ due }) => due)
  const fresh = await insertRings(
    ctx,
    due.map(({ block, ring }) => rowOf(block, ring, now)),
  )
  const rung = due.filter(({ block, ring }) => ring.state !== 'missed' && fresh.has(ringKey(rowOf(block, ring, now))))
  // Users in one order, so that transactions which touch several feeds never wait for each other in a circle.
  await notifyAll(
    ctx,
    rung
      .map(({ block, ring }) => noticeOf(block, ring))
      .sort((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0)),
  )
  await updateTimers(
    ctx,
    looked.map(({ timer }) => timer),
  )
}

interface Looked {
  timer: TimerRow
  due: { block: BlockRow; ring: BlockRing & Fate }[]
}

function look(
  block: BlockRow,
  differences: Parameters<typeof ringsDue>[1],
  timer: TimerRow,
  at: { home: string; now: string },
): Looked {
  const { rings, until } = ringsDue(block, differences, timer, at)
  const fireAt = nextLook(block, differences, until, at.home)
  // Of more than a week the empty time is passed over; the rest is looked at in the next turn.
  const handledUntil = fireAt !== null && fireAt <= at.now ? plusMs(fireAt, -1) : at.now
  return {
    timer: { ...timer, fireAt, handledUntil, zone: at.home },
    due: rings.map((ring) => ({ block, ring })),
  }
}

const gone = (timer: TimerRow, now: string): Looked => ({
  timer: { ...timer, fireAt: null, handledUntil: now, zone: null },
  due: [],
})

function rowOf({ userId, id: blockId }: BlockRow, ring: BlockRing & Fate, now: string): RingRow {
  const { key: moment, lead, occurrence, ringAt, state, reason } = ring
  return { userId, blockId, moment, lead, occurrence, ringAt, state, reason, decidedAt: now }
}

function noticeOf(block: BlockRow, ring: BlockRing): AddressedNotice {
  const location = ring.location === undefined ? block.location : ring.location
  const parts = [...(ring.lead === 0 ? [] : [`In ${spokenMinutes(ring.lead)}`]), ...(location ? [location] : [])]
  return {
    userId: block.userId,
    kind: 'schedule',
    title: ring.title ?? block.title,
    body: parts.length > 0 ? parts.join(' · ') : null,
    entity: 'schedule_block',
    entityId: block.id,
    occurrence: ring.occurrence,
    channels: null,
    key: `schedule:${block.id}:${ring.key}:${ring.lead}`,
  }
}
