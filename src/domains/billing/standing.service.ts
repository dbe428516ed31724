import { eq } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { showTier } from '#domains/accounts/tiers.service.ts'
import { type SubscriptionRow, subscriptions } from './billing.tables.ts'
import { type Standing, standingAt } from './standing.ts'

export async function subscriptionOf(ctx: UserCtx): Promise<SubscriptionRow | undefined> {
  const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.userId, ctx.actor.id))
  return row
}

/** What somebody has at this moment. */
export async function standingOf(ctx: UserCtx): Promise<Standing> {
  return standingAt(await subscriptionOf(ctx), ctx.now().toISOString())
}

/** Mine for writing, made if there is none; held until the transaction ends. */
export async function holdSubscription(ctx: UserCtx): Promise<SubscriptionRow> {
  const held = () => ctx.db.select().from(subscriptions).where(eq(subscriptions.userId, ctx.actor.id)).for('update')
  const [known] = await held()
  if (known) return known
  await ctx.db.insert(subscriptions).values({ userId: ctx.actor.id }).onConflictDoNothing()
  const [made] = await held()
  return made as SubscriptionRow // it was just made, by whomever
}

/** Writes what has changed, when to look again, and the tier that the profile shows. Answers what somebody has now. */
export async function settleStanding(
  ctx: UserCtx,
  set: Partial<SubscriptionRow>,
  held?: SubscriptionRow,
): Promise<Standing> {
  const mine = eq(subscriptions.userId, ctx.actor.id)
  const before = held ?? (await holdSubscription(ctx))
  const standing = standingAt({ ...before, ...set }, ctx.now().toISOString())
  await ctx.db
    .update(subscriptions)
    .set({ ...set, checkAt: standing.changesAt })
    .where(mine)
  await showTier(ctx, ctx.actor.id, standing.plan)
  return standing
}
