import { and, desc, eq, getTableColumns, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { hot, rowsOf } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import type { Entry, Reversed } from './ledger.ts'
import { walletPostings, wallets, walletTransactions } from './rewards.tables.ts'

const { placeholder } = sql

export interface Standing {
  balance: number
  owed: number
}

const held = hot<{ userId: string }, Standing[]>((db) =>
  db
    .select({ balance: wallets.balance, owed: wallets.owed })
    .from(wallets)
    .where(eq(wallets.userId, placeholder('userId')))
    .for('update')
    .prepare('hold_wallet'),
)

/** My wallet, mine alone until the transaction ends: whoever moves points comes through here first. Made when it is missing. */
export async function lockWallet(ctx: UserCtx): Promise<Standing> {
  const userId = ctx.actor.id
  const [wallet] = await held(ctx.db, { userId })
  if (wallet) return wallet
  await ctx.db.insert(wallets).values({ userId }).onConflictDoNothing()
  const [made] = await held(ctx.db, { userId })
  return made as Standing // it was there, or is now
}

/**
 * Writes entries in the order given, in one statement, and answers the ids of those that are new, in their order: a source that
 * stands already is left alone. The wallet must be locked. An award counts towards what was ever earned only as far as its
 * source never has before, so that finishing something again and again does not. `ids` ascend, as the entries are read by id.
 */
export async function post(
  ctx: UserCtx,
  entries: Entry[],
  ids = entries.map(newId).sort(),
): Promise<{ id: string; points: number }[]> {
  if (entries.length === 0) return []
  const given = entries.map((entry, at) => ({ ...entry, id: ids[at], at: ctx.now().toISOString() }))
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`with given as (
          select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as e(id uuid, at timestamptz, kind text, source text,
            description text, entity text, "entityId" uuid, "reversesId" uuid, postings jsonb)),
        made as (
          insert into wallet_transactions (user_id, id, at, kind, source, description, entity, entity_id, reverses_id, lifetime)
          select ${ctx.actor.id}, e.id, e.at, e.kind, e.source, e.description, e.entity, e."entityId", e."reversesId",
            case when e.kind in ('spend', 'adjustment') then (e.postings ->> 'wallet')::bigint
                 when e.kind = 'earn' then greatest(0, (e.postings ->> 'wallet')::bigint - coalesce(
                   (select sum(t.lifetime) from wallet_transactions t where t.user_id = ${ctx.actor.id} and t.source = e.source), 0))
                 else 0 end
          from given e order by e.id
          on conflict do nothing returning user_id, id),
        posted as (
          insert into wallet_postings (user_id, transaction_id, account, amount)
          select m.user_id, m.id, p.key, p.value::bigint from made m join given e using (id) cross join jsonb_each_text(e.postings) p)
        select id from made`,
  )
  const made = new Set(rows.map(({ id }) => id))
  return given.flatMap(({ id = '', postings }) => (made.has(id) ? [{ id, points: postings.wallet ?? 0 }] : []))
}

/** Marks what stands for these sources as reversed, once, and answers what is to be posted against it. The wallet must be locked. */
export async function markReversed(ctx: UserCtx, sources: string[]): Promise<Reversed[]> {
  const rows = await rowsOf<Reversed & { points: number | string }>(
    ctx.db,
    sql`with marked as (
          update wallet_transactions set reversed_at = ${ctx.now().toISOString()}::timestamptz
          where user_id = ${ctx.actor.id} and source in (select jsonb_array_elements_text(${JSON.stringify(sources)}::jsonb))
            and reverses_id is null and reversed_at is null
          returning user_id, id, source, description, entity, entity_id)
        select m.id, m.source, m.description, m.entity, m.entity_id as "entityId", p.account, -p.amount as points
        from marked m join wallet_postings p on p.user_id = m.user_id and p.transaction_id = m.id and p.account not in ('wallet', 'owed')
        order by m.id`,
  )
  return rows.map((row) => ({ ...row, points: Number(row.points) }))
}

const inWallet = alias(walletPostings, 'in_wallet')
const inOwed = alias(walletPostings, 'in_owed')
const sideOf = (side: typeof inWallet | typeof inOwed, account: 'wallet' | 'owed') =>
  and(
    eq(side.userId, walletTransactions.userId),
    eq(side.transactionId, walletTransactions.id),
    eq(side.account, account),
  )

const { userId: _, deletedAt: __, lifetime: ___, ...SHOWN } = getTableColumns(walletTransactions)

/** Transactions as the wallet sees them, newest first. */
export function selectTransactions(ctx: UserCtx, conditions: (SQL | undefined)[], limit: number) {
  return ctx.db
    .select({
      ...SHOWN,
      amount: sql<number>`coalesce(${inWallet.amount}, 0)`.mapWith(Number),
      owed: sql<number>`-coalesce(${inOwed.amount}, 0)`.mapWith(Number),
    })
    .from(walletTransactions)
    .leftJoin(inWallet, sideOf(inWallet, 'wallet'))
    .leftJoin(inOwed, sideOf(inOwed, 'owed'))
    .where(and(mine(ctx, walletTransactions), ...conditions))
    .orderBy(desc(walletTransactions.id))
    .limit(limit)
}
export type TransactionView = Awaited<ReturnType<typeof selectTransactions>>[number]

export const ofKinds = (kinds: TransactionView['kind'][]) => inArray(walletTransactions.kind, kinds)
export const since = (instant: string) => gte(walletTransactions.at, instant)
export const before = (instant: string) => lt(walletTransactions.at, instant)
