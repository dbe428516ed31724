import { inTransaction, type UserCtx } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import { found } from '#core/errors.ts'
import type { Origin } from '#core/origin.ts'
import type { Page } from '#core/page.ts'
import { addDays } from '#core/time/zones.ts'
import { holdUser, requireRole } from '#domains/accounts/staff.service.ts'
import { record } from '#domains/audit/audit.service.ts'
import { setTier } from '#domains/billing/tiers.service.ts'
import * as queries from './users.queries.ts'
import type { AdminUser, AdminUserDetail, AdminUserQuery, TierChange } from './users.schema.ts'

export const listUsers = (ctx: UserCtx, query: AdminUserQuery): Promise<Page<AdminUser>> =>
  queries.selectUsers(ctx, query)

const AI_DAYS = 30

/** Who somebody is and how much they use, never what they keep here. */
export async function getUser(ctx: UserCtx, entities: Entities, id: string): Promise<AdminUserDetail> {
  const user = found(await queries.selectUser(ctx, id), 'User')
  const from = addDays(ctx.now().toISOString().slice(0, 10), 1 - AI_DAYS)
  return {
    ...user,
    hasTwoFactor: await queries.selectTwoFactor(ctx, id),
    providers: await queries.selectProviders(ctx, id),
    counts: await queries.selectCounts(ctx, entities, id),
    sessions: await queries.selectSessions(ctx, id),
    apiKeys: await queries.selectKeyCount(ctx, id),
    storage: await queries.selectStorage(ctx, id),
    ai: await queries.selectAiUse(ctx, id, from),
    suspension: user.status === 'suspended' ? await queries.selectSuspension(ctx, id) : null,
  }
}

/** Gives somebody a plan by hand, until an instant or for good; what they pay for stays theirs. */
export function giveTier(ctx: UserCtx, id: string, { tier, until, reason }: TierChange, origin: Origin): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await requireRole(ctx, ['admin'])
    const before = await holdUser(ctx, id)
    await setTier(ctx, id, tier, until, reason)
    const about = { action: 'user.tier', target: { kind: 'user' as const, id } }
    await record(ctx, { ...about, before: { tier: before.tier }, after: { tier, until }, reason, origin })
  })
}
