import { and, eq } from 'drizzle-orm'
import { actingAs, type Ctx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { permissionsOf } from '#domains/friends/friends.service.ts'
import { withdrawNotices } from '#domains/notifications/inbox.service.ts'
import { notifyAll } from '#domains/notifications/notify.service.ts'
import { createReminder, deleteReminder, loadReminders, updateReminder } from '#domains/reminders/reminders.service.ts'
import { asOwner, viaShare } from './access.service.ts'
import { textOf, titleOf } from './kinds.ts'
import { dropReminder, type Gift } from './shares.queries.ts'
import { type ReceivedRow, receivedShares, type ShareRow, shareGrants, shares } from './sharing.tables.ts'
import { kindOf } from './shelf.ts'

/** The shared item as its owner has it, if it lives. */
export async function itemOf(ctx: Ctx, share: Pick<ShareRow, 'userId' | 'id' | 'entity' | 'entityId'>) {
  const owner = asOwner(ctx, { ownerId: share.userId, shareId: share.id })
  const [item] = await kindOf(ctx, share.entity).load(owner, [share.entityId])
  return item
}

/**
 * Puts a share into the hands of the friend it is for, in the transaction of both: at once where they take such things unasked, else
 * until they have accepted it.
 */
export async function hand(ctx: Ctx, share: ShareRow): Promise<ShareRow> {
  const { userId, id, friendId } = share
  if (friendId === null) return share
  const theirs = found(await permissionsOf(ctx, friendId, userId), 'Friend')
  const item = found(await itemOf(ctx, share), 'Item')
  const { entity, fields } = share
  const [title, body] = [titleOf(entity, item), textOf(entity, fields, item)]
  const isTaken = theirs[AUTO_ACCEPT[entity]]
  const received = { userId: friendId, id: newId(), ownerId: userId, entity, title, body, itemVersion: item.version }
  await ctx.db.insert(receivedShares).values(received)
  await ctx.db.insert(shareGrants).values({ userId, shareId: id, recipientId: friendId, receivedId: received.id })
  await notifyAll(ctx, [
    {
      userId: friendId,
      kind: 'share',
      title: `${theirs.name ?? 'A friend'} shares “${title.slice(0, 100)}”`,
      body: share.message,
      entity: 'received_share',
      entityId: received.id,
      occurrence: null,
      channels: null,
      key: `share:${received.id}`,
    },
  ])
  if (!isTaken) return share
  return accept(ctx, { userId, shareId: id, recipientId: friendId, receivedId: received.id })
}

const AUTO_ACCEPT = {
  reminder: 'autoAcceptReminders',
  note: 'autoAcceptNotes',
  habit: 'autoAcceptOthers',
  goal: 'autoAcceptOthers',
  task: 'autoAcceptOthers',
  project: 'autoAcceptOthers',
} as const

/** From here on the friend has it. A reminder rings for them too, by one of their own. */
export async function accept(ctx: Ctx, { userId, shareId, recipientId, receivedId }: Gift): Promise<ShareRow> {
  const [row] = await ctx.db
    .update(shares)
    .set({ state: 'accepted', acceptedAt: ctx.now().toISOString() })
    .where(and(eq(shares.userId, userId), eq(shares.id, shareId)))
    .returning()
  const share = found(row, 'Share')
  const reminderId = share.entity === 'reminder' ? await copyReminder(ctx, share, recipientId) : null
  await setReceived(ctx, recipientId, receivedId, { reminderId })
  return share
}

/** Brings what the friend has up to date with the item, and takes it out of their sight while it is in the trash. */
export async function reflect(ctx: Ctx, share: ShareRow, gift: Gift): Promise<void> {
  if (share.state === 'declined') return
  const item = await itemOf(ctx, share)
  const { recipientId, receivedId } = gift
  const rings = share.entity === 'reminder' && share.state === 'accepted'
  if (!item) {
    if (rings) await silence(ctx, gift)
    return setReceived(ctx, recipientId, receivedId, { reminderId: null, deletedAt: ctx.now().toISOString() })
  }
  const title = titleOf(share.entity, item)
  const body = textOf(share.entity, share.fields, item)
  const reminderId = rings ? { reminderId: await followReminder(ctx, share, gift) } : {}
  const set = { title, body, itemVersion: item.version, deletedAt: null, ...reminderId }
  await setReceived(ctx, recipientId, receivedId, set)
}

/** Takes it out of the friend’s hands for good. */
export async function takeAway(ctx: Ctx, gift: Gift): Promise<void> {
  await conceal(ctx, gift)
  const { userId, shareId } = gift
  await ctx.db.delete(shareGrants).where(and(eq(shareGrants.userId, userId), eq(shareGrants.shareId, shareId)))
}

/** Takes it out of the friend’s sight, with the reminder that rang for it and what was said of it. */
export async function conceal(ctx: Ctx, gift: Gift): Promise<void> {
  const { shareId, recipientId, receivedId } = gift
  await silence(ctx, gift)
  const gone = { title: '', body: null, reminderId: null, deletedAt: ctx.now().toISOString() }
  await setReceived(ctx, recipientId, receivedId, gone)
  await withdrawNotices(actingAs(ctx, recipientId, viaShare(shareId)), 'received_share', receivedId)
}

export async function readReceived(ctx: Ctx, { recipientId, receivedId }: Gift): Promise<ReceivedRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(receivedShares)
    .where(and(eq(receivedShares.userId, recipientId), eq(receivedShares.id, receivedId)))
  return row
}

async function setReceived(ctx: Ctx, userId: string, id: string, set: Partial<ReceivedRow>): Promise<void> {
  await ctx.db
    .update(receivedShares)
    .set(set)
    .where(and(eq(receivedShares.userId, userId), eq(receivedShares.id, id)))
}

/** What of a reminder rings elsewhere as well; done is everybody with their own. */
async function contentOf(ctx: Ctx, share: ShareRow) {
  const owner = asOwner(ctx, { ownerId: share.userId, shareId: share.id })
  const [reminder] = await loadReminders(owner, [share.entityId])
  if (!reminder) return undefined
  const shows = (field: string) => share.fields.includes(field)
  const { title, when, recurrence, leadMinutes, priority, category, status } = reminder
  const note = shows('note') ? reminder.note : null
  const content = {
    title,
    note,
    when,
    recurrence,
    leadMinutes,
    priority,
    category: shows('category') ? category : null,
  }
  return { content, isCancelled: status === 'cancelled', isDone: status === 'done' }
}

async function copyReminder(ctx: Ctx, share: ShareRow, recipientId: string): Promise<string | null> {
  const original = await contentOf(ctx, share)
  if (!original || original.isCancelled || original.isDone) return null
  const { id } = await createReminder(actingAs(ctx, recipientId, viaShare(share.id)), original.content)
  return id
}

/** The reminder that rings for the friend, as it is now: made anew where there is none, as after the trash. */
async function followReminder(ctx: Ctx, share: ShareRow, gift: Gift): Promise<string | null> {
  const received = await readReceived(ctx, gift)
  if (!received?.reminderId) return copyReminder(ctx, share, gift.recipientId)
  const original = await contentOf(ctx, share)
  const recipient = actingAs(ctx, gift.recipientId, viaShare(share.id))
  const [copy] = await loadReminders(recipient, [received.reminderId])
  if (!original || !copy) return received.reminderId
  const { content, isCancelled } = original
  const changed = Object.entries(content).filter(([name, value]) => !isSame(value, copy[name as keyof typeof content]))
  const status = isCancelled && copy.status === 'active' ? { status: 'cancelled' as const } : {}
  const patch = { ...Object.fromEntries(changed), ...status }
  if (Object.keys(patch).length > 0) await updateReminder(recipient, copy.id, patch)
  return copy.id
}

/** Ends the friend's own reminder, with what it has said. */
async function silence(ctx: Ctx, gift: Gift): Promise<void> {
  const id = (await readReceived(ctx, gift))?.reminderId
  if (!id) return
  const recipient = actingAs(ctx, gift.recipientId, viaShare(gift.shareId))
  const [copy] = await loadReminders(recipient, [id])
  if (copy) await deleteReminder(recipient, id)
  await dropReminder(recipient, id)
  await withdrawNotices(recipient, 'reminder', id)
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
