import { sql } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'

export interface RevenueSums {
  mrrCents: number
  subscribers: number
  monthly: number
  yearly: number
  trials: number
  pastDue: number
  granted: number
  started: number
  canceled: number
  expired: number
  mrrChangeCents: number
  /** Subscribers who came and went since the beginning of the time asked for, until now. */
  cameSince: number
  wentSince: number
  revenueCents: number
  payments: number
}

/** Sums of one currency; a trial pays nothing yet, and one who is past due still counts. */
export async function sumRevenue(
  { db }: Ctx,
  currency: string,
  from: string,
  to: string,
  now: string,
): Promise<RevenueSums> {
  const [sums] = await rowsOf<RevenueSums>(
    db,
    sql`select s.*, c.*, p.* from (
        select coalesce(sum(case when plan = 'premium_yearly' then round(amount_cents / 12.0) else amount_cents end)
            filter (where paying and currency = ${currency}), 0)::float8 as "mrrCents",
          count(*) filter (where paying)::int as subscribers,
          count(*) filter (where paying and plan = 'premium_monthly')::int as monthly,
          count(*) filter (where paying and plan = 'premium_yearly')::int as yearly,
          count(*) filter (where state = 'trialing')::int as trials,
          count(*) filter (where state = 'past_due')::int as "pastDue",
          count(*) filter (where granted_plan is not null and (granted_until is null or granted_until > ${now}))::int as granted
        from (select *, state is not distinct from 'active' or state is not distinct from 'past_due' as paying from subscriptions) s
      ) s, (
        select count(*) filter (where kind = 'started' and at < ${to})::int as started,
          count(*) filter (where kind = 'canceled' and at < ${to})::int as canceled,
          count(*) filter (where kind = 'expired' and at < ${to})::int as expired,
          coalesce(sum(mrr_cents) filter (where currency = ${currency} and at < ${to}), 0)::float8 as "mrrChangeCents",
          count(*) filter (where kind = 'started')::int as "cameSince",
          count(*) filter (where kind in ('canceled', 'expired'))::int as "wentSince"
        from revenue_changes where at >= ${from}
      ) c, (
        select coalesce(sum(amount_cents) filter (where currency = ${currency}), 0)::float8 as "revenueCents", count(*)::int as payments
        from revenue_payments where at >= ${from} and at < ${to}
      ) p`,
  )
  return sums as RevenueSums // aggregates always answer one row
}
