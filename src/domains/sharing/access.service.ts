import { and, type Column, eq, getTableColumns, isNull, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { toInstant } from '#core/columns.ts'
import { actingAs, type Ctx, type UserCtx } from '#core/ctx.ts'
import { type Db, rowsOf } from '#core/db.ts'
import type { Entity, Item } from '#core/entity.ts'
import { AppError } from '#core/errors.ts'
import { type Built, hotFields } from '#core/rows.ts'
import { type Access, KINDS, reaches, type Shareable } from './kinds.ts'
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
  const [leave] = 'link' in door ? await byLink(ctx, door.link) : await byGift(ctx, door.received, hold)
  return allowed(leave, 'kind' in door ? door.kind : undefined, needed)
}

/** The same together with the item as its owner has it, in one prepared statement: for reading, which is asked most. */
export async function accessWithItem(ctx: UserCtx, id: string, kind: Entity): Promise<{ leave: Leave; item: Item }> {
  const read = readers.get(kind.name) ?? readerOf(kind)
  readers.set(kind.name, read)
  const [row] = await read(ctx.db, { me: ctx.actor.id, id, now: ctx.now().toISOString() })
  if (row) return { leave: allowed(row, undefined, 'view'), item: row }
  // Not there, or not of this kind, or waiting with an item that is in the trash: the plain way says which.
  await accessTo(ctx, { received: id }, 'view')
  throw notFound()
}

function allowed(leave: Given | undefined, kind: Shareable | undefined, needed: Access): Leave {
  if (!leave || (kind !== undefined && leave.entity !== kind)) throw notFound()
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
        from ${GIVEN} where r.user_id = ${ctx.actor.id} and ${stands(nowOf(ctx))} and ${filter} order by r.id desc limit ${limit}`,
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

const LEAVE = {
  ownerId: sql<string>`s.user_id`,
  shareId: sql<string>`s.id`,
  entity: sql<Shareable>`s.entity`,
  entityId: sql<string>`s.entity_id`,
  access: sql<Access>`s.access`,
  fields: sql<string[]>`s.fields`,
  state: sql<string>`s.state`,
  ownerName: sql<string | null>`u.name`,
  mayNudge: sql<boolean>`f.may_nudge`,
}

/** The two sides, what its owner lets the friend do, and the owner: each by its key. */
const GIVEN = sql`received_shares r
  join share_grants g on g.recipient_id = r.user_id and g.received_id = r.id
  join shares s on s.user_id = g.user_id and s.id = g.share_id
  join friends f on f.user_id = s.user_id and f.friend_id = r.user_id and f.deleted_at is null
  join users u on u.id = s.user_id`

type Moment = SQL | Placeholder

/** What has not ended, by anybody's word or by itself. */
const stands = (
  now: Moment,
) => sql`r.deleted_at is null and ${lasts(now)} and s.state <> 'declined' and s.friend_id = r.user_id
  and f.state = 'accepted' and (s.entity <> 'habit' or f.see_habits) and (s.entity <> 'goal' or f.see_goals)`

const lasts = (now: Moment) => sql`s.deleted_at is null and u.status = 'active'
  and (s.expires_at is null or s.expires_at > ${now}::timestamptz)`

const nowOf = (ctx: Ctx) => sql`${ctx.now().toISOString()}`

/** Side by side: no item has a field that is called like one of what may be done with it. */
type Together = Given & Item
type Reader = (db: Db, values: { me: string; id: string; now: string }) => Promise<Together[]>

const readers = new Map<string, Reader>()

/** By the contract of kinds an item is its row, as far as nobody says otherwise; none of those that are shared does. */
function readerOf({ name, table }: Entity): Reader {
  const [me, id, now] = [sql.placeholder('me'), sql.placeholder('id'), sql.placeholder('now')]
  const isShared = and(eq(table.userId, sql`s.user_id`), eq(table.id, sql`s.entity_id`), isNull(table.deletedAt))
  const fields = { ...shownOf(name as Shareable, table), ...LEAVE }
  return hotFields<{ me: string; id: string; now: string }, Together>(`shared_${name}`, fields, (db) => {
    const statement = db
      .select(fields)
      .from(GIVEN)
      .innerJoin(table as PgTable, isShared)
      .where(sql`r.user_id = ${me} and r.id = ${id} and s.entity = ${sql.raw(`'${name}'`)} and ${stands(now)}`)
    return statement as unknown as Built<Together> // the columns of generic tables are untyped
  })
}

/** The columns that may be agreed on, and no others: most of an item is not read for a friend at all. */
function shownOf(kind: Shareable, table: PgTable): Record<string, Column> {
  const { title, fields } = KINDS[kind]
  const wanted = new Set(['id', 'version', title, ...fields])
  return Object.fromEntries(Object.entries(getTableColumns(table)).filter(([name]) => wanted.has(name)))
}

const byGift = (ctx: Ctx, id: string, hold: boolean): Promise<Given[]> =>
  rowsOf<Given>(
    ctx.db,
    sql`select ${named(LEAVE)} from ${GIVEN}
        where r.user_id = ${ctx.actor?.id ?? null} and r.id = ${id} and ${stands(nowOf(ctx))} ${hold ? sql`for share of s` : sql``}`,
  )

const named = (fields: Record<string, SQL>) =>
  sql.join(
    Object.entries(fields).map(([name, field]) => sql`${field} as ${sql.identifier(name)}`),
    sql`, `,
  )

/** Guests read, and no more. */
function byLink(ctx: Ctx, hash: string): Promise<Given[]> {
  return rowsOf<Given>(
    ctx.db,
    sql`select s.user_id as "ownerId", s.id as "shareId", s.entity, s.entity_id as "entityId", 'view' as access, s.fields,
          'accepted' as state, u.name as "ownerName", false as "mayNudge"
        from share_links l join shares s on s.user_id = l.user_id and s.id = l.share_id join users u on u.id = s.user_id
        where l.hash = ${hash} and l.expires_at > ${nowOf(ctx)}::timestamptz and ${lasts(nowOf(ctx))}`,
  )
}

const notFound = () => new AppError('not_found', 'Shared item not found')
