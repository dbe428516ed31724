import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Live } from '#core/bus.ts'
import { mine } from '#core/columns.ts'
import { type Ctx, inTransaction, lockFor, type Reach, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { type Deliver, enqueue } from '#core/messages.ts'
import { notifyAll } from '#domains/notifications/notify.service.ts'
import {
  countInvitations,
  countInviters,
  findByProvedEmail,
  findPerson,
  invitersOf,
  loadFriends,
  lockFriend,
  openInvitation,
  rowAbout,
} from './friends.queries.ts'
import type { Friend, NewFriend } from './friends.schema.ts'
import { type FriendRow, friends } from './friends.tables.ts'
import { invitationMail } from './letters.ts'
import { withBoth } from './pair.service.ts'

export const DELIVER = 'friends.deliver_invitation'
export const Sent = z.object({ userId: z.uuid(), id: z.uuid(), publicUrl: z.string() })

const DAYS = 30
/** What one user may send: open at a time, in a day, and to one address in 30 days. */
const MOST = { open: 100, today: 20, toAddress: 3 } as const
/** Mails that one address gets in a day, whoever invites it. */
const MOST_MAILS = 5

const addresses = new WeakMap<Deliver, string>()

/** Where people reach this process; said once at its start. */
export function rememberAddress(deliver: Deliver, publicUrl: string) {
  addresses.set(deliver, publicUrl)
}

/**
 * Invites whoever has this address, now or later. What is answered and how long that takes is the same whether or not somebody has:
 * a worker finds out. 409 for an address that I have invited already.
 */
export function inviteFriend(ctx: UserCtx, input: NewFriend, id: string = newId()): Promise<Friend> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'friends')
    await requireOther(ctx, input.email)
    const expiresAt = new Date(ctx.now().getTime() + DAYS * 86_400_000).toISOString()
    const [row] = await ctx.db
      .insert(friends)
      .values({ ...input, id, userId: ctx.actor.id, state: 'pending_sent', expiresAt })
      .onConflictDoNothing()
      .returning({ id: friends.id })
    if (!row) throw new AppError('conflict', 'This address stands among your friends or invitations already.')
    await deliverLater(ctx, row.id)
    const [friend] = await loadFriends(ctx, [row.id])
    return found(friend, 'Friend')
  })
}

/** An invitation that was taken back stands again. Friends that have parted begin with a new one (409). */
export function restoreFriend(ctx: UserCtx, id: string): Promise<Friend> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'friends')
    const [row] = await ctx.db
      .select()
      .from(friends)
      .where(and(eq(friends.userId, ctx.actor.id), eq(friends.id, id)))
      .for('update')
    const { email, state, expiresAt, deletedAt } = found(row, 'Friend')
    if (deletedAt === null) throw new AppError('conflict', 'This is not in the trash.')
    if (state !== 'pending_sent' || email === null || (expiresAt ?? '') <= ctx.now().toISOString())
      throw new AppError('conflict', 'This is over. Send a new invitation.')
    const [again] = await ctx.db
      .select({ id: friends.id })
      .from(friends)
      .where(and(mine(ctx, friends), eq(sql`lower(${friends.email})`, email.toLowerCase())))
    if (again) throw new AppError('conflict', 'This address has been invited anew.')
    await ctx.db
      .update(friends)
      .set({ deletedAt: null })
      .where(and(eq(friends.userId, ctx.actor.id), eq(friends.id, id)))
    await deliverLater(ctx, id)
    const [friend] = await loadFriends(ctx, [id])
    return found(friend, 'Friend')
  })
}

/** Tells whoever has the address in their app, and everybody by mail; whoever has blocked the sender hears nothing. */
export async function deliverInvitation(
  ctx: Ctx,
  { mail, live }: Pick<Reach, 'mail' | 'live'>,
  sent: z.infer<typeof Sent>,
): Promise<void> {
  const [invitation] = await ctx.db
    .select()
    .from(friends)
    .where(
      and(
        eq(friends.userId, sent.userId),
        eq(friends.id, sent.id),
        eq(friends.state, 'pending_sent'),
        isNull(friends.deletedAt),
      ),
    )
  const from = await findPerson(ctx, sent.userId)
  if (!invitation?.email || !from) return
  const to = await findByProvedEmail(ctx, invitation.email)
  const isNews = to === undefined || (await receive(ctx, invitation, to.id))
  if (to) live.wake(to.id)
  if (!isNews || (await countInviters(ctx, invitation.email)) > MOST_MAILS) return
  const { name, locale, email } = from
  const { message, email: address } = invitation
  const { publicUrl } = sent
  await mail.send(
    invitationMail({ to: address, from: { name, email: email ?? publicUrl }, message, publicUrl, locale }),
  )
}

/** Of somebody whose address has just been proved: what has waited for it arrives. */
export async function receiveWaiting(ctx: Ctx, live: Live, { userId }: { userId: string }): Promise<void> {
  const me = await findPerson(ctx, userId)
  if (!me?.provedEmail) return
  for (const invitation of await invitersOf(ctx, me.provedEmail)) {
    await receive(ctx, invitation, userId)
    live.wake(invitation.userId)
  }
  live.wake(userId)
}

/** Makes friends of whoever has invited me and me. 409 when the invitation does not stand any more. */
export async function acceptFriend(ctx: UserCtx, id: string): Promise<Friend> {
  const { friendId } = await getInvitation(ctx, id)
  await withBoth(ctx, [ctx.actor.id, friendId], 'friends', async (ctx) => {
    const mine = found(await lockFriend(ctx, id), 'Friend')
    if (mine.state === 'accepted') return
    const theirs = await openInvitation(ctx, friendId, [mine.invitedAs])
    if (!theirs || (mine.state !== 'pending_received' && mine.state !== 'declined'))
      throw new AppError('conflict', 'This invitation does not stand any more.')
    await becomeFriends(ctx, mine, theirs)
    await tellAccepted(ctx, theirs.userId, ctx.actor.id, theirs.id)
  })
  const [friend] = await loadFriends(ctx, [id])
  return found(friend, 'Friend')
}

/** Says no, and says it to nobody: whoever has invited me sees it open until it expires. It can still be accepted. */
export async function declineFriend(ctx: UserCtx, id: string): Promise<Friend> {
  const [declined] = await ctx.db
    .update(friends)
    .set({ state: 'declined' })
    .where(and(mine(ctx, friends), eq(friends.id, id), eq(friends.state, 'pending_received')))
    .returning({ id: friends.id })
  const [friend] = await loadFriends(ctx, [id])
  if (!declined && found(friend, 'Friend').state !== 'declined')
    throw new AppError('conflict', 'This is no open invitation to you.')
  return found(friend, 'Friend')
}

/** Both rows say so from now on. */
export async function becomeFriends(ctx: Ctx, one: FriendRow, other: FriendRow): Promise<void> {
  const at = ctx.now().toISOString()
  for (const [row, friendId] of [
    [one, other.userId],
    [other, one.userId],
  ] as const) {
    await ctx.db
      .update(friends)
      .set({ state: 'accepted', friendId, acceptedAt: at, expiresAt: null, message: null })
      .where(and(eq(friends.userId, row.userId), eq(friends.id, row.id)))
  }
}

export function tellAccepted(ctx: Ctx, userId: string, friendId: string, id: string): Promise<void> {
  return tell(ctx, { userId, friendId, id, text: 'is your friend now', key: `friend:${id}:accepted` })
}

async function getInvitation(ctx: UserCtx, id: string): Promise<{ friendId: string }> {
  const [row] = await ctx.db
    .select({ friendId: friends.friendId })
    .from(friends)
    .where(and(mine(ctx, friends), eq(friends.id, id)))
  const { friendId } = found(row, 'Friend')
  if (friendId === null) throw new AppError('conflict', 'You have sent this invitation: the other one accepts it.')
  return { friendId }
}

async function requireOther(ctx: UserCtx, email: string): Promise<void> {
  const me = await findPerson(ctx, ctx.actor.id)
  if (me?.email?.toLowerCase() === email.toLowerCase()) throw invalid('email', 'This is your own address.')
  const { open, today, toAddress } = await countInvitations(ctx, email)
  if (open >= MOST.open) throw new AppError('conflict', `${MOST.open} of your invitations are open. Take some back.`)
  if (today >= MOST.today || toAddress >= MOST.toAddress)
    throw new AppError('rate_limited', 'You have sent many invitations. Wait a day or more, then try again.', {
      retryAfterSeconds: 86_400,
    })
}

function deliverLater(ctx: UserCtx, id: string): Promise<void> {
  const sent: z.infer<typeof Sent> = { userId: ctx.actor.id, id, publicUrl: addresses.get(ctx.deliver) ?? '' }
  return enqueue(ctx, DELIVER, sent)
}

/** Whether the invitation is news to whoever is invited. Who has invited the sender as well is a friend from now on. */
function receive(ctx: Ctx, invitation: FriendRow, userId: string): Promise<boolean> {
  const sender = invitation.userId
  if (sender === userId) return Promise.resolve(false)
  return withBoth(ctx, [sender, userId], 'friends', async (ctx) => {
    const theirs = await openInvitation(ctx, sender, [invitation.email])
    if (theirs?.id !== invitation.id || (await rowAbout(ctx, sender, userId))) return false
    const known = await rowAbout(ctx, userId, sender)
    if (known && known.state !== 'pending_received' && known.state !== 'declined') return false
    const back = await openInvitation(ctx, userId, [(await findPerson(ctx, sender))?.provedEmail ?? null])
    if (back) {
      if (known) await discard(ctx, known)
      await becomeFriends(ctx, theirs, back)
      await tellAccepted(ctx, sender, userId, theirs.id)
      await tellAccepted(ctx, userId, sender, back.id)
      return false
    }
    if (known) return false
    const { message, expiresAt, email: invitedAs } = invitation
    const row = { userId, id: newId(), state: 'pending_received' as const, friendId: sender }
    await ctx.db.insert(friends).values({ ...row, invitedAs, message, expiresAt })
    await tell(ctx, { userId, friendId: sender, id: row.id, text: 'invites you', key: `friend:${row.id}:invited` })
    return true
  })
}

async function discard(ctx: Ctx, { userId, id }: FriendRow): Promise<void> {
  await ctx.db
    .update(friends)
    .set({ deletedAt: ctx.now().toISOString() })
    .where(and(eq(friends.userId, userId), eq(friends.id, id)))
}

interface News {
  userId: string
  friendId: string
  id: string
  text: string
  key: string
}

async function tell(ctx: Ctx, { userId, friendId, id, text, key }: News): Promise<void> {
  const friend = await findPerson(ctx, friendId)
  const title = `${friend?.name ?? friend?.email ?? 'Somebody'} ${text}`
  const about = { entity: 'friend', entityId: id, occurrence: null, channels: null }
  await notifyAll(ctx, [{ userId, kind: 'friend', title, body: null, ...about, key }])
}
