import { sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { Live } from './counts.ts'
import type { Span } from './days.queries.ts'

/**
 * How much of each thing fell into each of the days between neighbouring edges; days are numbered from 1. One statement. A session over
 * midnight counts on both sides of it, by instants, so that an hour that the clocks skip or repeat is as long as it really took. What
 * private entries say of a mood is counted for the writer in person alone.
 */
export function selectLive(
  ctx: UserCtx,
  { from, to }: Span,
  edges: readonly string[],
): Promise<{ place: number; what: Live; amount: number }[]> {
  const me = ctx.actor.id
  const [first, last] = [edges[0], edges.at(-1)]
  const within = (column: string) => sql`${sql.raw(column)} >= ${first} and ${sql.raw(column)} < ${last}`
  const onDay = (column: string) => sql`${sql.raw(column)} between ${from}::date and ${to}::date`
  const place = (column: string) => sql`${sql.raw(column)} - ${from}::date + 1`
  return rowsOf(
    ctx.db,
    sql`with edges as materialized (select ${`{${edges.join()}}`}::timestamptz[] as at),
        studied as materialized (${studiedOf(me, ctx.now().toISOString(), first, last)}),
        told as (
          select place, 'studyMs' as what, sum(ms)::float8 as amount from studied group by place
          union all select place, 'studySessions', count(distinct id) from studied group by place
          union all select ${place('d.day')}, v.what, v.amount from flashcard_days d
            cross join lateral (values ('cardsReviewed', d.reviews), ('cardsPassed', d.reviews - d.again), ('newCards', d.new_cards),
              ('reviewMs', d.duration_ms)) v(what, amount)
            where d.user_id = ${me} and ${onDay('d.day')}
          union all select width_bucket(t.completed_at, (select at from edges)), 'topicsCompleted', 1 from courses c
            join course_topics t on t.user_id = c.user_id and t.course_id = c.id and t.deleted_at is null and t.is_completed
            where c.user_id = ${me} and c.deleted_at is null and ${within('t.completed_at')}
          union all select ${place('e.date')}, v.what, v.amount from journal_entries e
            cross join lateral (values ('journalEntries', 1), ('journalMoodSum', coalesce(e.mood, 0)),
              ('journalMoodCount', (e.mood is not null)::int)) v(what, amount)
            where e.user_id = ${me} and e.deleted_at is null and ${onDay('e.date')} and (${ctx.actor.via === null} or not e.is_private)
          union all select ${place('a.day')}, v.what, v.amount from ai_usage a
            cross join lateral (values ('aiCalls', a.calls), ('aiTokens', a.input_tokens + a.output_tokens),
              ('aiCostMicros', a.cost_micros)) v(what, amount)
            where a.user_id = ${me} and ${onDay('a.day')})
        select place::int as place, what, sum(amount)::float8 as amount from told group by place, what having sum(amount) <> 0`,
  )
}

/** Each stretch of studying, cut where days begin; one that goes on counts up to now. */
const studiedOf = (me: string, now: string, first: string | undefined, last: string | undefined) => sql`
  select x.id, p.place,
    extract(epoch from least(s.until, e.at[p.place + 1]) - greatest(s.since, e.at[p.place])) * 1000 as ms
  from edges e, study_sessions x
  cross join lateral (select (one ->> 'from')::timestamptz as since,
      greatest(coalesce((one ->> 'to')::timestamptz, ${now}), (one ->> 'from')::timestamptz) as until
    from jsonb_array_elements(x.spans) one) s
  cross join lateral generate_series(greatest(width_bucket(s.since, e.at), 1),
    least(width_bucket(s.until, e.at), cardinality(e.at) - 1)) p(place)
  where x.user_id = ${me} and x.deleted_at is null and x.started_at < ${last}
    and (x.finished_at is null or x.finished_at > ${first}) and s.until > s.since and s.until > e.at[p.place]`
