import type { UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { recordTest } from './deliveries.queries.ts'
import type { Outlets } from './senders/sender.ts'
import { sendTo } from './senders/senders.ts'
import { selectLivingTargets, selectWritableTo } from './targets.queries.ts'

export interface TestResult {
  delivered: boolean
  status: number | null
  error: string | null
  durationMs: number
}

/** Sends one message now, outside of the queue, and says what came of it. One that is turned off is not found. */
export async function sendTest(ctx: UserCtx, outlets: Outlets, targetId: string): Promise<TestResult> {
  const userId = ctx.actor.id
  const target = found((await selectLivingTargets(ctx, [{ userId, targetId }])).get(targetId), 'Target')
  const recipient = found((await selectWritableTo(ctx, [userId])).get(userId), 'User')
  const german = /^de\b/i.test(recipient.locale)
  const notificationId = newId()
  const started = performance.now()
  const { result, status, error } = await sendTo(outlets, target, {
    deliveryKey: `test:${notificationId}:${target.row.kind}`,
    notificationId,
    kind: 'test',
    title: german ? 'Probe' : 'Test',
    body: german ? 'Nachrichten von Almanac kommen hier an.' : 'Notifications of Almanac arrive here.',
    entity: null,
    entityId: null,
    occurrence: null,
    urgent: false,
    createdAt: ctx.now().toISOString(),
    recipient,
  })
  const durationMs = Math.round(performance.now() - started)
  await recordTest(ctx, { userId, targetId }, error)
  return { delivered: result === 'delivered', status, error, durationMs }
}
