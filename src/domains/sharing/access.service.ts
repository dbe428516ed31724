import { type SQL, sql } from 'drizzle-orm'
import { toInstant } from '#core/columns.ts'
import { actingAs, type Ctx, type UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { AppError } from '#core/errors.ts'
import { type Access, reaches, type Shareable } from './kinds.ts'
import type { ReceivedShare } from './sharing.schema.ts'

/** By what somebody comes to a shared item: what they were given, of one kind or any, or the hash of a link's secret. */
export type Door = { received: string; kind?: Shareable } | { link: string }

/** What may be done with which item of whom. */
export interface Leave {
  ownerId: string
  shareId: string
  entity: Shareable
  entityId: string
  access: Access
  fields: string[]
  mayNudge: boolean
  ownerName: string | null
}

/**
 * Whether somebody may do this with a shared item: the only place that knows, in one statement. 404 for whatever is not there, not
 * theirs, revoked, over, of somebody who is no friend any more, or of a kind that this friend may not see; 409 for what has not been
 * accepted, 403 for more than was given. With `hold` nobody takes it back before the transaction ends.
 */
export async function accessTo(ctx: Ctx, door: Door, needed: Access, { hold = false } = {}): Promise<Leave> {
  const rows = 'link' in door ? await byLink(ctx, door.link) : await byGift(ctx, door.received, hold)
  const [leave] = rows
  if (!leave || ('kind' in door && door.kind !== undefined && leave.entity !== door.kind)) throw notFound()
  if (leave.state !== 'accepted') throw new AppError('conflict', 'Accept it first.')
  if (!reaches(leave.access, needed))
    throw new AppError('forbidden', needed === 'edit' ? 'You may not change this.' : 'You may not comment on this.')
  return leave
}

/** As whom the owner's own services do what a share allows; the history says by which share. */
export const asOwner = (ctx: Ctx, { ownerId, shareId }: Pick<Leave, 'ownerId' | 'shareId'>): UserCtx =>
  actingAs(ctx, ownerId, viaShare(shareId))

export const viaShare = (shareId: string) => `share:${shareId}`

/** Everything that I was given and that stands: on the same terms as {@link accessTo}, and in one statement. */
export async function selectReceived(ctx: UserCtx, filter: SQL, limit: number): Promise<Received[]> {
  const rows = await rowsOf<Received>(
    ctx.db,
    sql`select r.id, r.version, r.created_at as "createdAt", r.updated_at as "updatedAt", s.user_id as "ownerId", u.name as "ownerName",
          s.entity, r.title, r.body, s.access, s.fields, s.message, s.expires_at as "expiresAt", s.state, s.accepted_at as "acceptedAt",
          r.comment_count as "commentCount", r.item_version as "itemVersion", f.may_nudge as "mayNudge", r.reminder_id as "reminderId"
        ${GIVEN} where r.user_id = ${ctx.actor.id} and ${stands(ctx)} and ${filter} order by r.id desc limit ${limit}`,
  )
  return rows.map((row) => ({
    ...row,
    createdAt: toInstant(row.createdAt),
    updatedAt: toInstant(row.updatedAt),
    expiresAt: row.expiresAt && toInstant(row.expiresAt),
    acceptedAt: row.acceptedAt && toInstant(row.acceptedAt),
  }))
}

export interface Received extends ReceivedShare {
  /** What of the item is found by searching. */
  body: string | null
}

type Given = Leave & { state: string }

const LEAVE = sql`s.user_id as "ownerId", s.id as "shareId", s.entity, s.entity_id as "entityId", s.access, s.fields, s.state,
  u.name as "ownerName"`

/** The two sides, what its owner lets the friend do, and the owner: each by its key. */
const GIVEN = sql`from received_shares r
  join share_grants g on g.recipient_id = r.user_id and g.received_id = r.id
  join shares s on s.user_id = g.user_id and s.id = g.share_id
  join friends f on f.user_id = s.user_id and f.friend_id = r.user_id and f.deleted_at is null
  join users u on u.id = s.user_id`

/** What has not ended, by anybody's word or by itself. */
const stands = (
  ctx: Ctx,
) => sql`r.deleted_at is null and ${lasts(ctx)} and s.state <> 'declined' and s.friend_id = r.user_id
  and f.state = 'accepted' and (s.entity <> 'habit' or f.see_habits) and (s.entity <> 'goal' or f.see_goals)`

const lasts = (ctx: Ctx) => sql`s.deleted_at is null and u.status = 'active'
  and (s.expires_at is null or s.expires_at > ${ctx.now().toISOString()}::timestamptz)`

function byGift(ctx: Ctx, id: string, hold: boolean): Promise<Given[]> {
  return rowsOf<Given>(
    ctx.db,
    sql`select ${LEAVE}, f.may_nudge as "mayNudge" ${GIVEN}
        where r.user_id = ${ctx.actor?.id ?? null} and r.id = ${id} and ${stands(ctx)} ${hold ? sql`for share of s` : sql``}`,
  )
}

/** Guests read, and no more. */
function byLink(ctx: Ctx, hash: string): Promise<Given[]> {
  return rowsOf<Given>(
    ctx.db,
    sql`select s.user_id as "ownerId", s.id as "shareId", s.entity, s.entity_id as "entityId", 'view' as access, s.fields,
          'accepted' as state, u.name as "ownerName", false as "mayNudge"
        from share_links l join shares s on s.user_id = l.user_id and s.id = l.share_id join users u on u.id = s.user_id
        where l.hash = ${hash} and l.expires_at > ${ctx.now().toISOString()}::timestamptz and ${lasts(ctx)}`,
  )
}

const notFound = () => new AppError('not_found', 'Shared item not found')
