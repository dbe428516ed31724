import type { Ctx } from '#core/ctx.ts'
import type { Loop } from '#core/loops.ts'
import type { Claimed } from './deliveries.queries.ts'
import * as queries from './deliveries.queries.ts'
import { type ChannelName, DEVICE_KINDS } from './notifications.tables.ts'
import { notifyAll } from './notify.service.ts'
import { MAX_CONSECUTIVE_FAILURES, nextTryIn } from './retries.ts'
import type { Outcome, Outlets, Recipient } from './senders/sender.ts'
import { sendTo } from './senders/senders.ts'
import { disableTarget, pruneDevice, selectLivingTargets, selectWritableTo, type TargetRow } from './targets.queries.ts'

/** Deliveries of one lane under way in one process, and to one target: a sink that hangs must not take every place. */
const WIDTH = 64
const PER_TARGET = 16
const BUSY_SECONDS = 0.25
/** The longest that one failing delivery keeps the others for its target waiting. */
const POSTPONE_SECONDS = 60

/** Mail servers are the operator's, sinks the users': slow ones of one lane do not delay another. */
const LANES: Record<string, readonly ChannelName[]> = {
  notifications_push: DEVICE_KINDS,
  notifications_email: ['email'],
  notifications_sinks: ['ntfy', 'webhook'],
}

export const dispatchLoops = (outlets: Outlets): Loop[] =>
  Object.entries(LANES).map(([name, channels]) => dispatchLoop(name, channels, outlets))

/**
 * Sends what is due. At least once: a worker that dies between sending and writing that down is followed by another one with the
 * same delivery key, by which the sink can tell.
 */
function dispatchLoop(name: string, channels: readonly ChannelName[], outlets: Outlets): Loop {
  const underWay = new Set<Promise<void>>()
  const perTarget = new Map<string, number>()
  const start = (one: Claimed, work: Promise<void>) => {
    perTarget.set(one.targetId, (perTarget.get(one.targetId) ?? 0) + 1)
    // What could not be written down is tried again when its lease is over.
    const settled = work
      .catch(() => {})
      .finally(() => {
        underWay.delete(settled)
        const left = (perTarget.get(one.targetId) ?? 1) - 1
        if (left > 0) perTarget.set(one.targetId, left)
        else perTarget.delete(one.targetId)
      })
    underWay.add(settled)
  }
  return {
    name,
    everyMs: 200,
    turn: async (ctx) => {
      while (underWay.size > (WIDTH * 3) / 4) await Promise.race(underWay)
      const room = WIDTH - underWay.size
      const claimed = await queries.claimDeliveries(ctx, channels, room)
      if (claimed.length === 0) return false
      const targets = await selectLivingTargets(ctx, claimed)
      const people = await selectWritableTo(ctx, [...new Set(claimed.map(({ userId }) => userId))])
      for (const one of claimed) {
        outlets.late.observe({ channel: one.channel }, one.lateSeconds)
        const isBusy = (perTarget.get(one.targetId) ?? 0) >= PER_TARGET
        if (isBusy) await queries.giveBack(ctx, one, BUSY_SECONDS)
        else start(one, deliver(ctx, outlets, one, targets.get(one.targetId), people.get(one.userId)))
      }
      return claimed.length === room
    },
    idle: async () => void (await Promise.all(underWay)),
  }
}

async function deliver(ctx: Ctx, outlets: Outlets, one: Claimed, target: TargetRow | undefined, recipient?: Recipient) {
  if (!target) return queries.recordDropped(ctx, one, 'the device or channel was removed or turned off')
  if (!recipient) return queries.recordDropped(ctx, one, 'its recipient may not be written to')
  if (one.deleted) return queries.recordDropped(ctx, one, 'it was thrown away before it was sent')
  const outcome = await sendTo(outlets, target, parcelOf(one, recipient))
  await settle(ctx, one, target, outcome)
}

function parcelOf(one: Claimed, recipient: Recipient) {
  const { notificationId, kind, title, body, entity, entityId, occurrence, urgent, createdAt } = one
  const deliveryKey = `${one.key}:${one.channel}`
  return { deliveryKey, notificationId, kind, title, body, entity, entityId, occurrence, urgent, createdAt, recipient }
}

/** Writes down how a try went, and what follows for its target. */
async function settle(ctx: Ctx, one: Claimed, target: TargetRow, outcome: Outcome): Promise<void> {
  const { result, status, error, receipt, retryAfterSeconds = 0 } = outcome
  if (result === 'delivered') return queries.recordSuccess(ctx, one, { status, receipt })
  if (result === 'gone') {
    await queries.recordFailure(ctx, one, { status, error, nextInSeconds: null, state: 'dropped' })
    return turnOff(ctx, one, target, 'gone')
  }
  const nextInSeconds =
    result === 'retry' ? nextTryIn(one.channel, one.attempts, retryAfterSeconds, Math.random()) : null
  const failures = await queries.recordFailure(ctx, one, { status, error, nextInSeconds })
  if (failures >= MAX_CONSECUTIVE_FAILURES) return turnOff(ctx, one, target, 'failing')
  if (nextInSeconds !== null) await queries.postponeOthers(ctx, one, Math.min(nextInSeconds, POSTPONE_SECONDS))
}

async function turnOff(ctx: Ctx, one: Claimed, target: TargetRow, reason: 'gone' | 'failing'): Promise<void> {
  await queries.dropAllFor(ctx, one, reason === 'gone' ? 'the target is gone' : 'the target failed too often')
  if (target.on === 'device' && reason === 'gone') return pruneDevice(ctx, target.row)
  if (!(await disableTarget(ctx, target, reason))) return
  const { id, version, name } = target.row
  const title = `${name ?? target.row.kind} gets no more notifications`
  const body = reason === 'gone' ? 'It answered that it is gone.' : 'It failed too often in a row.'
  const about = { entity: target.on, entityId: id, occurrence: null, key: `turned_off:${id}:${version}` }
  await notifyAll(ctx, [{ userId: one.userId, kind: 'account', title, body, ...about, channels: ['in_app'] }])
}
