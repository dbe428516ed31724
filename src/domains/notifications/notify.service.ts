import type { Ctx, UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { preferencesOf } from '#domains/accounts/preferences.service.ts'
import { channelsOf, heldUntil } from './choices.ts'
import { insertDeliveries, insertInbox, type NewDelivery } from './deliveries.queries.ts'
import type { ChannelName } from './notifications.tables.ts'
import { selectRecipients, selectTargets } from './recipients.queries.ts'

/** Something a person should hear about. */
export interface Notice {
  /** What they choose channels by: `reminder`, `schedule`, `task_due` … at most 40 characters. */
  kind: string
  title: string
  body: string | null
  /** What it is about. */
  entity: string | null
  entityId: string | null
  occurrence: string | null
  /** Names of channels; null leaves it to the recipient's preferences for the kind. The inbox has it in any case. */
  channels: string[] | null
  /** Names this very event for its recipient: a second notice with it does nothing. Sinks see it as `<key>:<channel>`. */
  key: string
  /** Comes through quiet hours. */
  urgent?: boolean
}

export interface AddressedNotice extends Notice {
  userId: string
}

/**
 * Writes the inbox and what each channel has to deliver, on `ctx.db`: inside a transaction all of it commits or vanishes with
 * that. Never touches the network; workers send what is committed within a second, or after the recipient's quiet hours.
 */
export function notify(ctx: UserCtx, notice: Notice): Promise<void> {
  return notifyAll(ctx, [{ ...notice, userId: ctx.actor.id }])
}

/** The same for many people at once, in five statements a thousand. Who is suspended or gone gets nothing. */
export async function notifyAll(ctx: Ctx, notices: AddressedNotice[]): Promise<void> {
  for (let at = 0; at < notices.length; at += BATCH) await notifyBatch(ctx, notices.slice(at, at + BATCH))
}

const BATCH = 1_000

async function notifyBatch(ctx: Ctx, notices: AddressedNotice[]): Promise<void> {
  const recipients = await selectRecipients(ctx, [...new Set(notices.map(({ userId }) => userId))])
  const wanted = notices.filter(({ userId }) => recipients.has(userId)).map((notice) => ({ ...notice, id: newId() }))
  if (wanted.length === 0) return
  const fresh = await insertInbox(ctx, wanted)
  const news = wanted.filter(({ id }) => fresh.has(id))
  if (news.length === 0) return
  const targets = await selectTargets(ctx, [...new Set(news.map(({ userId }) => userId))])
  const ofUser = Map.groupBy(targets, ({ userId }) => userId)
  const rows = news.flatMap((notice) => {
    const recipient = recipients.get(notice.userId)
    const choices = preferencesOf(recipient?.preferences ?? {})
    const held = notice.urgent ? null : heldUntil(choices, ctx.now().toISOString(), recipient?.timezone ?? 'UTC')
    const names = channelsOf(choices, notice.kind, notice.channels)
    const app = { userId: notice.userId, channel: 'in_app' as const, targetId: notice.userId }
    return [app, ...(ofUser.get(notice.userId) ?? [])]
      .filter(({ channel }) => names.has(channel))
      .map(({ channel, targetId }) => deliveryRow(notice, { channel, targetId, held }))
  })
  await insertDeliveries(ctx, rows)
}

interface Way {
  channel: ChannelName
  targetId: string
  held: string | null
}

function deliveryRow(
  { id, userId, key }: AddressedNotice & { id: string },
  { channel, targetId, held }: Way,
): NewDelivery {
  const state = held === null ? 'waiting' : 'held'
  return { userId, id: newId(), notificationId: id, channel, targetId, key, state, dueAt: held }
}
