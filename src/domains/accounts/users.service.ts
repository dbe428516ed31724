import { and, eq, type InferInsertModel, inArray, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { actingAs, type Ctx, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import { UserJoined } from './accounts.events.ts'
import { type UserRow, users } from './accounts.tables.ts'
import type { UserPatch } from './users.schema.ts'

/** Me, as long as the account lives. */
export async function getUser(ctx: UserCtx): Promise<UserRow> {
  const [user] = await ctx.db.select().from(users).where(eq(users.id, ctx.actor.id))
  return found(user, 'User')
}

/** Changes me; with the version that was read, only if nobody was faster. */
export async function updateUser(ctx: UserCtx, patch: UserPatch, version?: number): Promise<UserRow> {
  if (Object.keys(patch).length === 0) return getUser(ctx)
  const { id } = ctx.actor
  const [user] = await ctx.db
    .update(users)
    .set(patch)
    .where(myRow(ctx, users, id, version))
    .returning()
  zones.delete(id)
  if (!user) throw await missed(ctx, users, id, 'User')
  return user
}

export interface UserZone {
  timezone: string
  weekStartsOn: UserRow['weekStartsOn']
  dayStartsAt: string
  /** How much of a usual day each weekday takes, Monday first; null when all are alike. */
  easyDays: number[] | null
}

/**
 * Where and how the user's days run: IANA zone, first day of the week, and the hour a day begins. Remembered for a minute,
 * and forgotten at once when this process changes it.
 */
export async function userZone(ctx: UserCtx): Promise<UserZone> {
  const known = zones.get(ctx.actor.id) ?? (await readZone(ctx))
  return ctx.zone === undefined ? known : { ...known, timezone: ctx.zone }
}

async function readZone(ctx: UserCtx): Promise<UserZone> {
  const [row] = await ctx.db
    .select({
      timezone: users.timezone,
      weekStartsOn: users.weekStartsOn,
      dayStartsAt: users.dayStartsAt,
      easyDays: sql<number[] | null>`nullif(${users.preferences}->'study'->'easyDays', 'null')`,
    })
    .from(users)
    .where(eq(users.id, ctx.actor.id))
  const zone = found(row, 'User')
  zones.set(ctx.actor.id, zone)
  return zone
}

/** Of somebody who has changed it. */
export const forgetZone = (userId: string) => zones.delete(userId)

const zones = new LRUCache<string, UserZone>({ max: 20_000, ttl: 60_000 })

/** Where people are now, as the database has it. */
export async function zonesOf(ctx: Ctx, userIds: string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .select({ id: users.id, timezone: users.timezone })
    .from(users)
    .where(inArray(users.id, userIds))
  return new Map(rows.map(({ id, timezone }) => [id, timezone]))
}

/** Of these people, those who may use this server at present: what runs for the others by itself waits. */
export async function activeAmong(ctx: Ctx, userIds: string[]): Promise<Set<string>> {
  const active = and(inArray(users.id, userIds), eq(users.status, 'active'))
  const rows = await ctx.db.select({ id: users.id }).from(users).where(active)
  return new Set(rows.map(({ id }) => id))
}

export async function findByEmail(ctx: Ctx, email: string): Promise<UserRow | undefined> {
  const [user] = await ctx.db.select().from(users).where(hasEmail(email))
  return user
}

export const hasEmail = (email: string) => eq(sql`lower(${users.email})`, email.toLowerCase())

/** A new user, announced. 409 when the address belongs to an account already. */
export async function createUser(ctx: Ctx, values: Omit<InferInsertModel<typeof users>, 'id'>): Promise<UserRow> {
  const [user] = await ctx.db
    .insert(users)
    .values({ ...values, id: newId() })
    .onConflictDoNothing()
    .returning()
  if (!user) throw new AppError('conflict', 'This e-mail address has an account. Sign in, or reset its password.')
  await publish(actingAs(ctx, user.id, 'accounts'), UserJoined, { userId: user.id })
  return user
}
