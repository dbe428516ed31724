import { eq } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { addDays, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { type Counterpart, givenBack, idAfter, moved, type Origin, settled, takenBack } from './ledger.ts'
import { walletTransactions } from './rewards.tables.ts'
import {
  before,
  lockWallet,
  markReversed,
  ofKinds,
  post,
  type Standing,
  selectTransactions,
  since,
  type TransactionView,
} from './wallet.queries.ts'
import type { NewAdjustment, WalletTransactionQuery } from './wallet.schema.ts'

export interface Award extends Origin {
  points: number
}

/** Puts points into the wallet, once for each source that does not stand yet. Part of the caller's transaction. */
export async function awardPoints(ctx: UserCtx, account: Counterpart, awards: Award[]): Promise<void> {
  const worth = awards.filter(({ points }) => points > 0)
  if (worth.length === 0) return
  const { owed } = await lockWallet(ctx)
  const entries = worth.map(({ points, ...origin }) => moved(origin, 'earn', account, points))
  await settle(ctx, await post(ctx, entries), owed)
}

/**
 * Takes back what these sources were awarded, each once and exactly; a source that earned nothing, or has been taken back, is
 * passed over. What has been spent meanwhile is owed. Part of the caller's transaction.
 */
export async function takeBackPoints(ctx: UserCtx, sources: string[]): Promise<void> {
  if (sources.length === 0) return
  let { balance } = await lockWallet(ctx)
  const entries = (await markReversed(ctx, sources)).map((award) => {
    const entry = takenBack(award, balance)
    balance += entry.postings.wallet ?? 0
    return entry
  })
  await post(ctx, entries)
}

/** Pays with points of the locked wallet. The caller has seen that they are there; the database refuses otherwise. */
export async function spendPoints(ctx: UserCtx, spending: Award): Promise<void> {
  const { points, ...origin } = spending
  await post(ctx, [moved(origin, 'spend', 'rewards', -points)])
}

/** Gives back what was spent for this source, and answers the balance after. Part of the caller's transaction. */
export async function refundPoints(ctx: UserCtx, source: string): Promise<number> {
  const { balance, owed } = await lockWallet(ctx)
  const refunds = await post(ctx, (await markReversed(ctx, [source])).map(givenBack))
  return balance + (await settle(ctx, refunds, owed))
}

/** Adds points by hand, or takes them away as far as there are any (409 beyond that). Answers the balance after. */
export function adjustWallet(
  ctx: UserCtx,
  input: NewAdjustment,
): Promise<{ transaction: TransactionView; balance: number }> {
  return inTransaction(ctx, async (ctx) => {
    const { balance, owed } = await lockWallet(ctx)
    if (balance + input.amount < 0) throw notEnough(`This takes away ${-input.amount} points`, { balance })
    const { amount, description, entity = null, entityId = null } = input
    const origin = { source: `adjustment:${newId()}`, description, entity, entityId }
    const made = await post(ctx, [moved(origin, 'adjustment', 'adjustments', amount)])
    const arrived = await settle(ctx, made, owed)
    return { transaction: await getTransaction(ctx, found(made[0], 'Transaction').id), balance: balance + arrived }
  })
}

export async function listTransactions(ctx: UserCtx, query: WalletTransactionQuery): Promise<Page<TransactionView>> {
  const position = readCursor(ctx, query, 'wallet/transactions')
  const { kind, entity, entityId, from, to } = query
  const { timezone, dayStartsAt } = await userZone(ctx)
  const conditions = [
    kind && ofKinds(kind),
    entity === undefined ? undefined : eq(walletTransactions.entity, entity),
    entityId === undefined ? undefined : eq(walletTransactions.entityId, entityId),
    from === undefined ? undefined : since(startOfDay(from, timezone, dayStartsAt)),
    to === undefined ? undefined : before(startOfDay(addDays(to, 1), timezone, dayStartsAt)),
    olderThan(walletTransactions.id, position),
  ]
  return toPage(ctx, await selectTransactions(ctx, conditions, query.limit + 1), query, 'wallet/transactions')
}

export async function getTransaction(ctx: UserCtx, id: string): Promise<TransactionView> {
  const [transaction] = await selectTransactions(ctx, [eq(walletTransactions.id, id)], 1)
  return found(transaction, 'Transaction')
}

export const notEnough = (what: string, { balance }: Pick<Standing, 'balance'>) =>
  new AppError('conflict', `Not enough points: ${what}, and you have ${balance}.`, { extra: { balance } })

/** Lets what has just arrived pay for what is owed; answers by how much the balance has grown in all. */
async function settle(ctx: UserCtx, made: { id: string; points: number }[], owed: number): Promise<number> {
  const points = made.reduce((sum, one) => sum + one.points, 0)
  const last = made.at(-1)
  const payment = last ? settled({ id: last.id, points }, owed) : null
  if (!last || payment === null) return points
  await post(ctx, [payment], [idAfter(last.id)])
  return points + (payment.postings.wallet ?? 0)
}
