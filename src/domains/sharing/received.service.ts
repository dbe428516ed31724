import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { writeAs } from '#core/attribution.ts'
import { mine } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import type { Item } from '#core/entity.ts'
import { AppError, found } from '#core/errors.ts'
import { type Page, readCursor, toPage } from '#core/page.ts'
import { withBoth } from '#domains/friends/pair.service.ts'
import { notifyAll } from '#domains/notifications/notify.service.ts'
import {
  accessTo,
  accessWithItem,
  asOwner,
  type Leave,
  type Received,
  selectReceived,
  viaShare,
} from './access.service.ts'
import { figuresOf, withFigures } from './figures.service.ts'
import { accept, conceal, reflect } from './handing.service.ts'
import { agreed, KINDS, type Shareable, titleOf } from './kinds.ts'
import { type Gift, giftTo, nameOf } from './shares.queries.ts'
import type { HabitComparison, ReceivedQuery } from './sharing.schema.ts'
import { receivedShares, type ShareRow, shares } from './sharing.tables.ts'
import { kindOf } from './shelf.ts'

/** What I was given and still have, newest first. One SQL statement whatever the filters. */
export async function listReceived(ctx: UserCtx, query: ReceivedQuery): Promise<Page<Received>> {
  const position = readCursor(ctx, query, 'shared')
  const { entity, state, ownerId, limit } = query
  const filter = sql.join(
    [
      sql`true`,
      ...(entity ? [sql`r.entity = ${entity}`] : []),
      ...(state ? [sql`s.state = ${state}`] : []),
      ...(ownerId ? [sql`s.user_id = ${ownerId}`] : []),
      ...(position ? [sql`r.id < ${position.id}`] : []),
    ],
    sql` and `,
  )
  return toPage(ctx, await selectReceived(ctx, filter, limit + 1), query, 'shared')
}

export const loadReceived = (ctx: UserCtx, ids: string[]): Promise<Received[]> =>
  selectReceived(ctx, sql`r.id = any (${`{${ids.join()}}`}::uuid[])`, ids.length)

export async function getReceived(ctx: UserCtx, id: string): Promise<Received> {
  const [received] = await loadReceived(ctx, [id])
  return found(received, 'Shared item')
}

/** What others give cannot be made or changed here. */
export function refuseReceived(): never {
  throw new AppError('conflict', 'What is shared with you comes from others. Accept, decline or leave it.')
}

export async function acceptReceived(ctx: UserCtx, id: string): Promise<Received> {
  const { ownerId } = await getReceived(ctx, id)
  await withGift(ctx, id, ownerId, async (ctx, gift) => {
    if ((await getReceived(ctx, id)).state === 'pending') await accept(ctx, gift)
  })
  return getReceived(ctx, id)
}

/** Says no to what was given, or gives it back. Answers whose it is. */
export async function declineReceived(ctx: UserCtx, id: string, version?: number): Promise<string> {
  const { ownerId, version: present } = await getReceived(ctx, id)
  if (version !== undefined && version !== present) throw await missed(ctx, receivedShares, id, 'Shared item')
  await withGift(ctx, id, ownerId, async (ctx, gift) => {
    // First the share, as everybody who writes both sides does, so that none waits for who waits for it.
    await setState(ctx, gift, 'declined')
    await conceal(ctx, gift)
  })
  return ownerId
}

/** What I have declined waits for me again, if its owner has not taken it back meanwhile: that is the same 409 as ever. */
export async function restoreReceived(ctx: UserCtx, id: string): Promise<Received> {
  const gift = await giftTo(ctx, id)
  if (!gift) throw new AppError('conflict', 'This is not shared with you any more.')
  await withGift(ctx, id, gift.userId, async (ctx, gift) => {
    const share = await setState(ctx, gift, 'pending')
    if (!share) throw new AppError('conflict', 'This is not shared with you any more, or not declined.')
    await reflect(ctx, share, gift)
  })
  return getReceived(ctx, id)
}

async function setState(ctx: UserCtx, gift: Gift, state: 'pending' | 'declined'): Promise<ShareRow | undefined> {
  const [share] = await ctx.db
    .update(shares)
    .set({ state })
    .where(
      and(
        eq(shares.userId, gift.userId),
        eq(shares.id, gift.shareId),
        isNull(shares.deletedAt),
        state === 'pending' ? eq(shares.state, 'declined') : undefined,
      ),
    )
    .returning()
  return share
}

export interface SharedItem {
  id: string
  version: number
  access: Leave['access']
  ownerId: string
  ownerName: string | null
  item: Record<string, unknown>
}

/** The item as it is now, as far as was agreed. One statement, like reading one's own; a habit's figures are computed like one's own. */
export async function readShared(ctx: UserCtx, id: string, kind: Shareable): Promise<SharedItem> {
  const { leave, item } = await accessWithItem(ctx, id, kindOf(ctx, kind))
  return shown(id, leave, await withFigures(asOwner(ctx, leave), leave, item))
}

/**
 * Changes the item by its owner's own rules, and its history says by which share. Nobody takes the share back in between: whoever
 * does waits, or is waited for. Answers also whose feed has grown.
 */
export function updateShared(
  ctx: UserCtx,
  id: string,
  kind: Shareable,
  patch: Record<string, unknown>,
  version?: number,
): Promise<SharedItem> {
  return inTransaction(ctx, async (ctx) => {
    const leave = await accessTo(ctx, { received: id, kind }, 'edit', { hold: true })
    const hidden = Object.keys(patch).find((name) => name !== KINDS[kind].title && !leave.fields.includes(name))
    if (hidden !== undefined) throw new AppError('forbidden', `'${hidden}' is not among what is shared with you.`)
    await writeAs(ctx.db, viaShare(leave.shareId))
    const owner = asOwner(ctx, leave)
    const item = await kindOf(ctx, kind).update(owner, leave.entityId, patch, version)
    return shown(id, leave, await withFigures(owner, leave, item))
  })
}

const HOURS_BETWEEN = 3

/** Puts in a word with its owner about something shared, at most once in three hours and never into their quiet ones. Answers whose it is. */
export async function nudge(ctx: UserCtx, id: string, message: string | null): Promise<string> {
  const { ownerId } = await accessTo(ctx, { received: id }, 'view')
  await withGift(ctx, id, ownerId, async (ctx) => {
    const leave = await accessTo(ctx, { received: id }, 'view')
    if (!leave.mayNudge) throw new AppError('forbidden', 'They do not want to be nudged.')
    const now = ctx.now()
    const before = new Date(now.getTime() - HOURS_BETWEEN * 3_600_000).toISOString()
    const [nudged] = await ctx.db
      .update(receivedShares)
      .set({ nudgedAt: now.toISOString() })
      .where(
        and(
          mine(ctx, receivedShares),
          eq(receivedShares.id, id),
          or(isNull(receivedShares.nudgedAt), lt(receivedShares.nudgedAt, before)),
        ),
      )
      .returning({ title: receivedShares.title })
    if (!nudged)
      throw new AppError('rate_limited', 'You have nudged them not long ago. Give them some time.', {
        retryAfterSeconds: HOURS_BETWEEN * 3_600,
      })
    const me = await nameOf(ctx, ctx.actor.id)
    const about = { entity: leave.entity, entityId: leave.entityId, occurrence: null, channels: null }
    const title = `${me ?? 'A friend'} nudges you: ${nudged.title.slice(0, 100)}`
    const key = `nudge:${leave.shareId}:${now.toISOString()}`
    await notifyAll(ctx, [{ userId: leave.ownerId, kind: 'nudge', title, body: message, ...about, key }])
  })
  return ownerId
}

/** A shared habit beside one of mine: of both what was agreed on. */
export async function compareHabits(ctx: UserCtx, id: string, habitId: string | null): Promise<HabitComparison> {
  const leave = await accessTo(ctx, { received: id, kind: 'habit' }, 'view')
  const theirs = await sideOf(asOwner(ctx, leave), leave.entityId, leave.fields)
  return { theirs, yours: habitId === null ? null : await sideOf(ctx, habitId, leave.fields) }
}

async function sideOf(ctx: UserCtx, habitId: string, fields: readonly string[]) {
  const [habit] = await kindOf(ctx, 'habit').load(ctx, [habitId])
  const name = titleOf('habit', found(habit, 'Habit'))
  return { name, figures: await figuresOf(ctx, habitId, fields) }
}

function shown(id: string, { access, ownerId, ownerName, entity, fields }: Leave, item: Item): SharedItem {
  return { id, version: item.version, access, ownerId, ownerName, item: agreed(entity, fields, item) }
}

async function withGift(
  ctx: UserCtx,
  id: string,
  ownerId: string,
  work: (ctx: UserCtx, gift: Gift) => Promise<void>,
): Promise<void> {
  const { shareId } = found(await giftTo(ctx, id), 'Shared item')
  await withBoth(ctx, [ctx.actor.id, ownerId], viaShare(shareId), async (ctx) =>
    work(ctx, found(await giftTo(ctx, id), 'Shared item')),
  )
}
