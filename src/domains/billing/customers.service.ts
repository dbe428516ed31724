import { hash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { isOpen } from '#domains/accounts/tiers.service.ts'
import { getUser } from '#domains/accounts/users.service.ts'
import { billingErasures, subscriptions } from './billing.tables.ts'
import { asked, type Cashier } from './cashier.ts'
import { holdSubscription, subscriptionOf } from './standing.service.ts'

/** Under which name Stripe knows me; made and kept when there is none. Of any number at the same moment all get the same. */
export async function customerOf(ctx: UserCtx, cashier: Cashier): Promise<string> {
  const known = (await subscriptionOf(ctx))?.customerId
  if (known != null) return known
  const { id: userId, email, name } = await getUser(ctx)
  const about = { ...(email !== null && { email }), ...(name !== null && { name }), metadata: { user_id: userId } }
  const made = cashier.stripe.customers.create(about, {
    idempotencyKey: `customer-${userId}-${hash('sha256', JSON.stringify(about)).slice(0, 16)}`,
  })
  const { id } = await asked(cashier, made)
  const kept = await inTransaction(ctx, (ctx) => keep(ctx, id))
  if (kept === null) throw new AppError('gone', 'This account is being erased.')
  return kept
}

/** The first one counts. For an account that was closed meanwhile nobody is kept, and Stripe shall forget them. */
async function keep(ctx: UserCtx, customerId: string): Promise<string | null> {
  if (!(await isOpen(ctx, ctx.actor.id))) {
    await ctx.db.insert(billingErasures).values({ customerId }).onConflictDoNothing()
    return null
  }
  const row = await holdSubscription(ctx)
  if (row.customerId !== null) return row.customerId
  await ctx.db.update(subscriptions).set({ customerId }).where(eq(subscriptions.userId, ctx.actor.id))
  return customerId
}
