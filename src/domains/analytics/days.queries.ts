import { and, eq, gte, lte, type SQL, sql } from 'drizzle-orm'
import { toInstant } from '#core/columns.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { found } from '#core/errors.ts'
import type { WeekdayCode } from '#core/time/zones.ts'
import { type AnalyticsDayRow, analyticsDays, analyticsStates } from './analytics.tables.ts'
import { type Counted, type DayCounts, nothing } from './counts.ts'

/** Where the user's days run, how far the feed has come, and for which days the stored rows are right. */
export interface Standing {
  timezone: string
  dayStartsAt: string
  weekStartsOn: WeekdayCode
  head: number
  /** Changes up to this number are no longer all kept. */
  pruned: number
  state: State | null
}

export interface State {
  seq: number
  zone: string
  dayStartsAt: string
  firstDay: string
  lastDay: string
}

/** By three primary keys; one statement. */
export async function selectStanding(ctx: UserCtx): Promise<Standing> {
  const [row] = await rowsOf<Standing>(
    ctx.db,
    sql`select u.timezone, u.day_starts_at as "dayStartsAt", u.week_starts_on as "weekStartsOn",
          coalesce(f.seq, 0)::float8 as head, coalesce(f.pruned_seq, 0)::float8 as pruned,
          case when s.user_id is not null then json_build_object('seq', s.seq, 'zone', s.zone, 'dayStartsAt', s.day_starts_at,
            'firstDay', s.first_day, 'lastDay', s.last_day) end as state
        from users u left join feeds f on f.user_id = u.id left join analytics_states s on s.user_id = u.id
        where u.id = ${ctx.actor.id} and u.deleted_at is null`,
  )
  const standing = found(row, 'User')
  return ctx.zone === undefined ? standing : { ...standing, timezone: ctx.zone }
}

/**
 * The earliest moment that changes after `seq` may have touched, as a day that items name and as an instant: where items stood
 * before, and where they stand now. A habit counts from its beginning, because each of its days is judged by it. One statement.
 */
export async function selectEarliestTouched(
  ctx: UserCtx,
  seq: number,
): Promise<{ date: string | null; at: string | null }> {
  const me = ctx.actor.id
  const [row] = await rowsOf<{ date: string | null; at: string | Date | null }>(
    ctx.db,
    sql`with changed as (select entity, entity_id, op, before from changes where user_id = ${me} and seq > ${seq})
        select (select min(date)::text from (
            select (before ->> 'date')::date as date from changed where entity in ('habit_log', 'logbook_entry')
            union all select (before ->> 'start_date')::date from changed where entity = 'habit'
            union all select l.date from changed c join habit_logs l on l.user_id = ${me} and l.id = c.entity_id where c.entity = 'habit_log'
            union all select e.date from changed c join logbook_entries e on e.user_id = ${me} and e.id = c.entity_id
              where c.entity = 'logbook_entry'
            union all select least(h.start_date, (select min(l.date) from habit_logs l where l.user_id = ${me} and l.habit_id = h.id))
              from (select distinct entity_id from changed where entity = 'habit') c
              join habits h on h.user_id = ${me} and h.id = c.entity_id) d) as date,
          (select min(at) from (
            select (before ->> 'completed_at')::timestamptz as at from changed where entity in ('task', 'goal', 'project')
            union all select (before ->> 'logged_at')::timestamptz from changed where entity = 'metric_log'
            union all select (before ->> 'created_at')::timestamptz from changed where entity = 'goal_activity'
            union all select least(t.completed_at, case when c.op <> 'update' then t.created_at end)
              from changed c join tasks t on t.user_id = ${me} and t.id = c.entity_id where c.entity = 'task'
            union all select p.completed_at from changed c join projects p on p.user_id = ${me} and p.id = c.entity_id
              where c.entity = 'project'
            union all select least(g.completed_at, case when c.op in ('delete', 'restore') then
                (select min(a.created_at) from goal_activities a where a.user_id = ${me} and a.goal_id = g.id) end)
              from changed c join goals g on g.user_id = ${me} and g.id = c.entity_id where c.entity = 'goal'
            union all select a.created_at from changed c join goal_activities a on a.user_id = ${me} and a.id = c.entity_id
              where c.entity = 'goal_activity'
            union all select l.logged_at from changed c join metric_logs l on l.user_id = ${me} and l.id = c.entity_id
              where c.entity = 'metric_log'
            union all select (select min(l.logged_at) from metric_logs l where l.user_id = ${me} and l.metric_id = c.entity_id)
              from changed c where c.entity = 'metric' and c.op in ('delete', 'restore')
            union all select w.at from changed c join wallet_transactions w on w.user_id = ${me} and w.id = c.entity_id
              where c.entity = 'wallet_transaction') i) as at`,
  )
  return { date: row?.date ?? null, at: row?.at ? toInstant(row.at) : null }
}

export interface Span {
  from: string
  to: string
}

/** The stored rows of some days, both ends included. */
export async function selectDays(ctx: UserCtx, { from, to }: Span): Promise<DayCounts[]> {
  const rows = await ctx.db
    .select()
    .from(analyticsDays)
    .where(and(eq(analyticsDays.userId, ctx.actor.id), gte(analyticsDays.day, from), lte(analyticsDays.day, to)))
  return rows.map((row) => ({ ...nothing(), ...row }))
}

/** Puts these rows in the place of all from a day on (of all there are, when it is null). */
export async function replaceDays(ctx: UserCtx, from: string | null, days: DayCounts[]): Promise<void> {
  const since = from === null ? undefined : gte(analyticsDays.day, from)
  await ctx.db.delete(analyticsDays).where(and(eq(analyticsDays.userId, ctx.actor.id), since))
  if (days.length === 0) return
  const rows: AnalyticsDayRow[] = days.map((one) => ({ ...one, userId: ctx.actor.id }))
  await ctx.db.insert(analyticsDays).values(rows)
}

export async function putState(ctx: UserCtx, state: State): Promise<void> {
  await ctx.db
    .insert(analyticsStates)
    .values({ ...state, userId: ctx.actor.id })
    .onConflictDoUpdate({ target: analyticsStates.userId, set: state })
}

export interface Waiting {
  id: string
  timezone: string
  dayStartsAt: string
  lastDay: string | null
}

/** A page of people, by id, of whom something has changed since their days were last written down, or whose days run otherwise. */
export function selectWaiting(ctx: Ctx, after: string | null, limit: number): Promise<Waiting[]> {
  return rowsOf<Waiting>(
    ctx.db,
    sql`select u.id, u.timezone, u.day_starts_at as "dayStartsAt",
          case when s.zone = u.timezone and s.day_starts_at = u.day_starts_at then s.last_day::text end as "lastDay"
        from users u join feeds f on f.user_id = u.id left join analytics_states s on s.user_id = u.id
        where u.status = 'active' and u.deleted_at is null and (${after}::uuid is null or u.id > ${after}::uuid)
          and (s.user_id is null or s.seq < f.seq or s.zone <> u.timezone or s.day_starts_at <> u.day_starts_at)
        order by u.id limit ${limit}`,
  )
}

/** How much of each thing fell into each of the days between neighbouring edges; days are numbered from 1. One statement. */
export function selectTallies(
  ctx: UserCtx,
  { from, to }: Span,
  edges: readonly string[],
): Promise<{ place: number; what: Counted; amount: number }[]> {
  const me = ctx.actor.id
  const [first, last] = [edges[0], edges.at(-1)]
  const thresholds = sql`${`{${edges.join()}}`}::timestamptz[]`
  const within = (column: string) => sql`${sql.raw(column)} >= ${first} and ${sql.raw(column)} < ${last}`
  const place = (column: string) => sql`width_bucket(${sql.raw(column)}, (select at from edges))`
  return rowsOf(
    ctx.db,
    sql`with edges as materialized (select ${thresholds} as at),
        told as (
          select ${place('created_at')} as place, 'tasksCreated' as what, 1::bigint as amount from tasks
            where user_id = ${me} and deleted_at is null and ${within('created_at')}
          union all select ${place('t.completed_at')}, v.what, v.amount from tasks t
            cross join lateral (values ('tasksCompleted', 1), ('estimateMinutes', coalesce(t.estimate_minutes, 0))) v(what, amount)
            where t.user_id = ${me} and t.deleted_at is null and t.status = 'done' and ${within('t.completed_at')}
          union all ${pointsOf(me, place('w.at'), within('w.at'))}
          union all select ${place('l.logged_at')}, 'metricLogs', 1 from metrics m
            join metric_logs l on l.user_id = m.user_id and l.metric_id = m.id and l.deleted_at is null
            where m.user_id = ${me} and m.deleted_at is null and ${within('l.logged_at')}
          union all select place, 'goalsProgressed', count(distinct goal_id) from (
              select ${place('a.created_at')} as place, a.goal_id from goals g
              join goal_activities a on a.user_id = g.user_id and a.goal_id = g.id and a.deleted_at is null
              where g.user_id = ${me} and g.deleted_at is null and a.type <> 'note_added' and ${within('a.created_at')}) moved
            group by place
          union all select ${place('completed_at')}, 'goalsAchieved', 1 from goals
            where user_id = ${me} and deleted_at is null and status = 'achieved' and ${within('completed_at')}
          union all select ${place('completed_at')}, 'projectsCompleted', 1 from projects
            where user_id = ${me} and deleted_at is null and status = 'completed' and ${within('completed_at')}
          union all ${writtenOf(me, { from, to })})
        select place, what, sum(amount)::float8 as amount from told group by place, what having sum(amount) <> 0`,
  )
}

/** What was earned in all, what of it by tasks, and what was spent. */
const pointsOf = (me: string, place: SQL, within: SQL) => sql`
  select ${place}, v.what, v.amount from wallet_transactions w
  join wallet_postings p on p.user_id = w.user_id and p.transaction_id = w.id
  cross join lateral (values (case when p.account = 'rewards' then 'pointsSpent' else 'pointsEarned' end,
    case when p.account = 'rewards' then p.amount else -p.amount end),
    ('taskPoints', case when p.account = 'tasks' then -p.amount else 0 end)) v(what, amount)
  where w.user_id = ${me} and p.account in ('tasks', 'habits', 'metrics', 'rewards') and ${within}`

/** Days that entries name themselves. */
const writtenOf = (me: string, { from, to }: Span) => sql`
  select e.date - ${from}::date + 1, v.what, v.amount from logbook_entries e
  cross join lateral (values ('logbookEntries', 1), ('energySum', coalesce(e.energy, 0)),
    ('energyCount', (e.energy is not null)::int), ('moodLow', coalesce(e.mood = 'low', false)::int),
    ('moodSteady', coalesce(e.mood = 'steady', false)::int), ('moodHigh', coalesce(e.mood = 'high', false)::int)) v(what, amount)
  where e.user_id = ${me} and e.deleted_at is null and e.date between ${from} and ${to}`
