import { sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { AiSpend, Growth } from './growth.schema.ts'

export interface Span {
  from: string
  to: string
}

/** Signing up and settings are not yet use of anything. */
const IS_USE = sql.raw(`a.subject not in ('session', 'onboarding')`)
const joined = sql.raw(`(u.created_at at time zone 'UTC')::date`)
const lives = sql.raw(`u.status <> 'erasing' and u.deleted_at is null`)

export type Totals = Pick<Growth, 'people' | 'signups' | 'dau' | 'wau' | 'mau'> & { activated: number }

export async function selectTotals({ db }: UserCtx, { from, to }: Span): Promise<Totals> {
  const [row] = await rowsOf<Totals>(
    db,
    sql`with active as (select user_id, max(day) as last from activity_days where day between ${to}::date - 29 and ${to}::date group by user_id),
        newcomers as (select u.id, ${joined} as day from users u where ${lives} and ${joined} between ${from}::date and ${to}::date)
      select (select count(*)::int from users u where ${lives} and ${joined} <= ${to}::date) as people,
        (select count(*)::int from newcomers) as signups,
        (select count(*)::int from active where last = ${to}::date) as dau,
        (select count(*)::int from active where last > ${to}::date - 7) as wau,
        (select count(*)::int from active) as mau,
        (select count(*)::int from newcomers n where exists (select from activity_days a
          where a.user_id = n.id and a.day between n.day and n.day + 7 and ${IS_USE})) as activated`,
  )
  return row ?? { people: 0, signups: 0, dau: 0, wau: 0, mau: 0, activated: 0 }
}

/** Every day of the span, also those on which nobody came. */
export function selectGrowthDays({ db }: UserCtx, { from, to }: Span): Promise<Growth['days']> {
  return rowsOf(
    db,
    sql`select d.day::date::text as day, coalesce(s.signups, 0)::int as signups, coalesce(a.active, 0)::int as active
      from generate_series(${from}::date, ${to}::date, interval '1 day') d(day)
      left join (select ${joined} as day, count(*) as signups from users u
        where ${lives} and ${joined} between ${from}::date and ${to}::date group by 1) s on s.day = d.day::date
      left join (select day, count(distinct user_id) as active from activity_days
        where day between ${from}::date and ${to}::date group by day) a on a.day = d.day::date
      order by d.day`,
  )
}

/** Of everybody who joined in a week, how many were active so many weeks later; weeks begin on Monday. */
export function selectCohorts(
  { db }: UserCtx,
  first: string,
  to: string,
): Promise<{ week: string; size: number; later: number | null; retained: number }[]> {
  const monday = (column: string) => sql.raw(`date_trunc('week', ${column}::timestamp)::date`)
  return rowsOf(
    db,
    sql`with joined as (select u.id, ${monday(`(u.created_at at time zone 'UTC')::date`)} as week from users u
          where ${lives} and ${joined} between ${first}::date and ${to}::date),
        sizes as (select week, count(*)::int as size from joined group by week),
        back as (select j.week, ((${monday('a.day')} - j.week) / 7)::int as later, count(distinct j.id)::int as retained
          from joined j join activity_days a on a.user_id = j.id and a.day between ${first}::date and ${to}::date
          where ${monday('a.day')} >= j.week group by 1, 2)
      select s.week::text, s.size, b.later, coalesce(b.retained, 0)::int as retained
      from sizes s left join back b on b.week = s.week order by s.week, b.later`,
  )
}

export function selectFeatures({ db }: UserCtx, { from, to }: Span): Promise<Growth['features']> {
  return rowsOf(
    db,
    sql`select a.subject as feature, count(distinct a.user_id)::int as people, sum(a.amount)::float8 as uses from activity_days a
      where a.day between ${from}::date and ${to}::date and ${IS_USE} group by a.subject order by 2 desc, 1 limit 100`,
  )
}

type Figures = AiSpend['total']
export interface SpendRow extends Figures {
  place: 'total' | 'day' | 'feature' | 'provider' | 'model'
  day: string | null
  feature: string | null
  provider: string | null
  model: string | null
}

const FIGURES = sql.raw(`coalesce(sum(calls), 0)::int as calls, coalesce(sum(input_tokens), 0)::float8 as "inputTokens",
  coalesce(sum(output_tokens), 0)::float8 as "outputTokens", coalesce(sum(cost_micros), 0)::float8 as "costMicros",
  coalesce(sum(unpriced_tokens), 0)::float8 as "unpricedTokens"`)

/** In all and by each of its sides, in one reading. */
export function selectSpend({ db }: UserCtx, { from, to }: Span): Promise<SpendRow[]> {
  return rowsOf(
    db,
    sql`select case when grouping(day) = 0 then 'day' when grouping(feature) = 0 then 'feature' when grouping(model) = 0 then 'model'
          when grouping(provider) = 0 then 'provider' else 'total' end as place,
        day::text, feature, provider, model, ${FIGURES}
      from ai_usage where day between ${from}::date and ${to}::date
      group by grouping sets ((), (day), (feature), (provider), (provider, model))
      order by day, sum(cost_micros) desc, sum(input_tokens + output_tokens) desc, feature, provider, model`,
  )
}

export function selectSpenders({ db }: UserCtx, { from, to }: Span): Promise<AiSpend['users']> {
  return rowsOf(
    db,
    sql`select user_id as "userId", ${FIGURES} from ai_usage where day between ${from}::date and ${to}::date
      group by user_id order by sum(cost_micros) desc, sum(input_tokens + output_tokens) desc, user_id limit 20`,
  )
}

export function selectSpendLines({ db }: UserCtx, { from, to }: Span): Promise<(Figures & Record<string, unknown>)[]> {
  return rowsOf(
    db,
    sql`select day::text, feature, provider, model, ${FIGURES} from ai_usage where day between ${from}::date and ${to}::date
      group by day, feature, provider, model order by day, feature, provider, model`,
  )
}
