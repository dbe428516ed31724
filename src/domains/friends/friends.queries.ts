import { and, desc, eq, getTableColumns, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import type { Friend, FriendQuery, FriendStats } from './friends.schema.ts'
import { type FriendRow, friends } from './friends.tables.ts'

const shown = { ...getTableColumns(friends), name: users.name, avatarUrl: users.avatarUrl }

const friendsWhere = (ctx: Ctx, where: SQL | undefined) =>
  ctx.db.select(shown).from(friends).leftJoin(users, eq(users.id, friends.friendId)).where(where)

/** One SQL statement whatever the filters. */
export async function selectFriends(ctx: UserCtx, query: FriendQuery): Promise<Page<Friend>> {
  const position = readCursor(ctx, query, 'friends')
  const { state } = query
  const rows = await friendsWhere(
    ctx,
    and(mine(ctx, friends), state && eq(friends.state, state), olderThan(friends.id, position)),
  )
    .orderBy(desc(friends.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'friends')
}

export const loadFriends = (ctx: UserCtx, ids: string[]): Promise<Friend[]> =>
  friendsWhere(ctx, and(mine(ctx, friends), inArray(friends.id, ids)))

export async function countFriends(ctx: UserCtx): Promise<FriendStats> {
  const isOpen = sql`and (expires_at is null or expires_at > ${ctx.now().toISOString()})`
  const [row] = await rowsOf<FriendStats>(
    ctx.db,
    sql`select count(*) filter (where state = 'accepted')::int as total,
          count(*) filter (where state = 'pending_sent' ${isOpen})::int as "pendingSent",
          count(*) filter (where state = 'pending_received' ${isOpen})::int as "pendingReceived"
        from friends where user_id = ${ctx.actor.id} and deleted_at is null`,
  )
  return row ?? { total: 0, pendingSent: 0, pendingReceived: 0 }
}

/** My living row, held until the transaction ends. */
export async function lockFriend(ctx: UserCtx, id: string, version?: number): Promise<FriendRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(friends)
    .where(myRow(ctx, friends, id, version))
    .for('update')
  return row
}

/** What this user thinks of another one, if anything; held until the transaction ends. */
export async function rowAbout(ctx: Ctx, userId: string, friendId: string): Promise<FriendRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(friends)
    .where(and(eq(friends.userId, userId), eq(friends.friendId, friendId), isNull(friends.deletedAt)))
    .for('update')
  return row
}

/** The open invitation from this user to one of these addresses. */
export async function openInvitation(
  ctx: Ctx,
  userId: string,
  addresses: (string | null)[],
): Promise<FriendRow | undefined> {
  const known = addresses.flatMap((one) => (one === null ? [] : [one.toLowerCase()]))
  if (known.length === 0) return undefined
  const [row] = await ctx.db
    .select()
    .from(friends)
    .where(
      and(
        eq(friends.userId, userId),
        eq(friends.state, 'pending_sent'),
        isNull(friends.deletedAt),
        inArray(sql`lower(${friends.email})`, known),
        sql`${friends.expiresAt} > ${ctx.now().toISOString()}`,
      ),
    )
    .limit(1)
    .for('update')
  return row
}

export interface Counted {
  open: number
  today: number
  toAddress: number
}

/** How many invitations this user has open, has sent within a day, and to this address within 30 days: in the trash or not. */
export async function countInvitations(ctx: UserCtx, email: string): Promise<Counted> {
  const ago = (days: number) => new Date(ctx.now().getTime() - days * 86_400_000).toISOString()
  const [row] = await rowsOf<Counted>(
    ctx.db,
    sql`select count(*) filter (where state = 'pending_sent' and deleted_at is null)::int as open,
          count(*) filter (where email is not null and created_at > ${ago(1)})::int as today,
          count(*) filter (where lower(email) = ${email.toLowerCase()} and created_at > ${ago(30)})::int as "toAddress"
        from friends where user_id = ${ctx.actor.id}`,
  )
  return row ?? { open: 0, today: 0, toAddress: 0 }
}

/** How many people have invited this address within a day. */
export async function countInviters(ctx: Ctx, email: string): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    ctx.db,
    sql`select count(*)::int as count from friends where lower(email) = ${email.toLowerCase()} and state = 'pending_sent'
          and created_at > ${new Date(ctx.now().getTime() - 86_400_000).toISOString()}`,
  )
  return row?.count ?? 0
}

/** Who has invited an address and waits. The oldest first, at most 100. */
export async function invitersOf(ctx: Ctx, email: string): Promise<FriendRow[]> {
  return ctx.db
    .select()
    .from(friends)
    .where(
      and(
        eq(sql`lower(${friends.email})`, email.toLowerCase()),
        eq(friends.state, 'pending_sent'),
        isNull(friends.deletedAt),
        sql`${friends.expiresAt} > ${ctx.now().toISOString()}`,
      ),
    )
    .orderBy(friends.id)
    .limit(100)
}

/** Whose address this has been proved to be. */
export async function findByProvedEmail(ctx: Ctx, email: string): Promise<{ id: string } | undefined> {
  const isTheirs = eq(sql`lower(${users.email})`, email.toLowerCase())
  const [row] = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.status, 'active'), isTheirs, sql`${users.emailVerifiedAt} is not null`))
  return row
}

export interface Known {
  id: string
  name: string | null
  locale: string
  email: string | null
  /** Null as long as nobody has proved it. */
  provedEmail: string | null
}

export async function findPerson(ctx: Ctx, id: string): Promise<Known | undefined> {
  const provedEmail = sql<string | null>`case when ${users.emailVerifiedAt} is not null then ${users.email} end`
  const [row] = await ctx.db
    .select({ id: users.id, name: users.name, locale: users.locale, email: users.email, provedEmail })
    .from(users)
    .where(and(eq(users.id, id), eq(users.status, 'active')))
  return row
}

/** All living rows between two users, of both, held until the transaction ends: the lower user's first. */
export const rowsBetween = (ctx: Ctx, a: string, b: string): Promise<FriendRow[]> =>
  ctx.db
    .select()
    .from(friends)
    .where(
      and(
        isNull(friends.deletedAt),
        or(and(eq(friends.userId, a), eq(friends.friendId, b)), and(eq(friends.userId, b), eq(friends.friendId, a))),
      ),
    )
    .orderBy(friends.userId, friends.id)
    .for('update')

/** Everything that is left of an erased user in the rows of others goes, and so do the rows. */
export async function forgetUser(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db
    .update(friends)
    .set({ deletedAt: sql`coalesce(deleted_at, now())`, friendId: null, email: null, invitedAs: null, message: null })
    .where(and(eq(friends.friendId, userId), ne(friends.userId, userId)))
}

/** What a user lets a friend do, and who that is. Undefined when they are no friends. */
export async function selectPermissions(ctx: Ctx, userId: string, friendId: string): Promise<Friend | undefined> {
  const [row] = await friendsWhere(
    ctx,
    and(
      eq(friends.userId, userId),
      eq(friends.friendId, friendId),
      eq(friends.state, 'accepted'),
      isNull(friends.deletedAt),
    ),
  )
  return row
}
