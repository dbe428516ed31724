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
  refundedCents: number
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
    sql`select s.*, c.*, p."paidCents" - r."refundedCents" as "revenueCents", p.payments, r."refundedCents" from (
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
        select coalesce(sum(amount_cents) filter (where currency = ${currency}), 0)::float8 as "paidCents", count(*)::int as payments
        from revenue_payments where at >= ${from} and at < ${to}
      ) p, ${givenBack(currency, from, to)} r`,
  )
  return sums as RevenueSums // aggregates always answer one row
}

/**
 * A charge whose refunds are known one by one is counted by these, any other by what its sum grew by each time: Stripe tells of the
 * same money in both ways, in any order.
 */
const givenBack = (currency: string, from: string, to: string) => sql`(
        select coalesce(sum(amount), 0)::float8 as "refundedCents" from (
          select at, kind, bool_or(kind = 'refund') over (partition by charge_id) as itemised,
            case when is_void then 0 when kind <> 'charge' then amount_cents
              else amount_cents - coalesce(lag(amount_cents) over (partition by charge_id, kind order by amount_cents), 0) end as amount
          from revenue_refunds
          where currency = ${currency} and charge_id in (select charge_id from revenue_refunds where at >= ${from} and at < ${to})
        ) told where at >= ${from} and at < ${to} and not (kind = 'charge' and itemised)
      )`
