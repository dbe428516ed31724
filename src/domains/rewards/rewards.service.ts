import { and, asc, desc, eq, ilike, inArray, lte, or, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { hot } from '#core/db.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { beyond, olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import type { NewReward, RewardPatch, RewardQuery } from './rewards.schema.ts'
import { type RewardRow, rewards, wallets } from './rewards.tables.ts'
import type { Wallet } from './wallet.schema.ts'

const { placeholder } = sql

const findReward = hotRows<{ userId: string; id: string }, typeof rewards>('find_reward', rewards, (db) =>
  db
    .select()
    .from(rewards)
    .where(
      and(
        eq(rewards.userId, placeholder('userId')),
        eq(rewards.id, placeholder('id')),
        sql`${rewards.deletedAt} is null`,
      ),
    ),
)

const findWallet = hot<{ userId: string }, Wallet[]>((db) =>
  db
    .select({
      balance: wallets.balance,
      lifetimeEarned: wallets.lifetimeEarned,
      lifetimeSpent: wallets.lifetimeSpent,
    })
    .from(wallets)
    .where(eq(wallets.userId, placeholder('userId')))
    .prepare('find_wallet'),
)

/** Whoever has never earned anything has an empty wallet. One statement. */
export async function getWallet(ctx: UserCtx): Promise<Wallet> {
  const [wallet] = await findWallet(ctx.db, { userId: ctx.actor.id })
  return wallet ?? { balance: 0, lifetimeEarned: 0, lifetimeSpent: 0 }
}

/** One SQL statement whatever the filters. */
export async function listRewards(ctx: UserCtx, query: RewardQuery): Promise<Page<RewardRow>> {
  const position = readCursor(ctx, query, 'rewards')
  const { status, category, maxCost, q, sort, limit } = query
  const byCost = sort === 'cost'
  const rows = await ctx.db
    .select()
    .from(rewards)
    .where(
      and(
        mine(ctx, rewards),
        status && eq(rewards.status, status),
        category && eq(rewards.category, category),
        maxCost === undefined ? undefined : lte(rewards.pointCost, maxCost),
        q === undefined
          ? undefined
          : or(ilike(rewards.title, containing(q)), ilike(rewards.description, containing(q))),
        byCost ? beyond(rewards.pointCost, rewards.id, position, 'asc') : olderThan(rewards.id, position),
      ),
    )
    .orderBy(...(byCost ? [asc(rewards.pointCost), asc(rewards.id)] : [desc(rewards.id)]))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'rewards', (row) => (byCost ? row.pointCost : 0))
}

export async function getReward(ctx: UserCtx, id: string): Promise<RewardRow> {
  const [reward] = await findReward(ctx.db, { userId: ctx.actor.id, id })
  return found(reward, 'Reward')
}

export const loadRewards = (ctx: UserCtx, ids: string[]): Promise<RewardRow[]> =>
  ctx.db
    .select()
    .from(rewards)
    .where(and(mine(ctx, rewards), inArray(rewards.id, ids)))

export async function createReward(ctx: UserCtx, input: NewReward, id: string = newId()): Promise<RewardRow> {
  const [reward] = await ctx.db
    .insert(rewards)
    .values({ ...input, id, userId: ctx.actor.id })
    .returning()
  return found(reward, 'Reward')
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export async function updateReward(ctx: UserCtx, id: string, patch: RewardPatch, version?: number): Promise<RewardRow> {
  const isEmpty = Object.keys(patch).length === 0
  const [reward] = isEmpty
    ? await ctx.db
        .select()
        .from(rewards)
        .where(myRow(ctx, rewards, id, version))
    : await ctx.db
        .update(rewards)
        .set(patch)
        .where(myRow(ctx, rewards, id, version))
        .returning()
  if (!reward) throw await missed(ctx, rewards, id, 'Reward')
  return reward
}

/** To the trash. What was redeemed stays redeemed, and can still be undone. */
export async function deleteReward(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [reward] = await ctx.db
    .update(rewards)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, rewards, id, version))
    .returning({ id: rewards.id })
  if (!reward) throw await missed(ctx, rewards, id, 'Reward')
}

export async function restoreReward(ctx: UserCtx, id: string): Promise<RewardRow> {
  const mineAtAll = and(eq(rewards.userId, ctx.actor.id), eq(rewards.id, id))
  const [back] = await ctx.db
    .update(rewards)
    .set({ deletedAt: null })
    .where(and(mineAtAll, sql`${rewards.deletedAt} is not null`))
    .returning()
  if (back) return back
  await getReward(ctx, id)
  throw new AppError('conflict', 'This reward is not in the trash.')
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
