import { type SQL, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { found } from '#core/errors.ts'

/** Where the user's days run, and how far the feed has come: what an answer about a day depends on besides the clock. */
export interface Standing {
  timezone: string
  dayStartsAt: string
  /** The user's feed number. */
  head: number
}

/** By two primary keys; one statement. Read before anything else, an answer is never taken for newer than it is. */
export async function selectStanding(ctx: UserCtx): Promise<Standing> {
  const [row] = await rowsOf<Standing>(
    ctx.db,
    sql`select u.timezone, u.day_starts_at as "dayStartsAt", coalesce(f.seq, 0)::float8 as head
        from users u left join feeds f on f.user_id = u.id where u.id = ${ctx.actor.id} and u.deleted_at is null`,
  )
  const standing = found(row, 'User')
  return ctx.zone === undefined ? standing : { ...standing, timezone: ctx.zone }
}

/** A day of the user's, in instants (half-open). */
export interface Day {
  date: string
  from: string
  to: string
  /** What was due before this instant is overdue: now on the present day, else the day's beginning. */
  lateBefore: string
  zone: string
}

type Values<K extends string> = Record<K, unknown>

/**
 * Asks for several values, each an expression of its own, in one statement. When that fails, each is asked for alone, so that one
 * that cannot be had costs the others nothing but time.
 */
export function askTogether<K extends string>(ctx: UserCtx, wanted: Record<K, SQL>): Record<K, Promise<unknown>> {
  const names = Object.keys(wanted) as K[] // the record's own
  const all = select(ctx, wanted)
  const one = async (name: K) => {
    try {
      return (await all)[name]
    } catch {
      return (await select(ctx, { [name]: wanted[name] } as Record<K, SQL>))[name]
    }
  }
  return Object.fromEntries(names.map((name) => [name, one(name)])) as Record<K, Promise<unknown>>
}

async function select<K extends string>(ctx: UserCtx, wanted: Record<K, SQL>): Promise<Values<K>> {
  const columns = Object.entries<SQL>(wanted).map(([name, value]) => sql`(${value}) as ${sql.identifier(name)}`)
  const [row] = await rowsOf<Values<K>>(ctx.db, sql`select ${sql.join(columns, sql`, `)}`)
  return row as Values<K> // a select without a table answers one row
}

/** Tasks that the day is about, by the list they stand in, with at most `most` of each list and how many there are. */
export const tasksOf = ({ actor: { id } }: UserCtx, { date, from, to, lateBefore }: Day, most: number): SQL => sql`
  with listed as (
    select t.*, case when t.status = 'done' then 'done'
                     when t.due_at < ${lateBefore} or t.due_date < ${date} then 'overdue'
                     when t.due_date = ${date} or t.due_at < ${to} then 'due'
                     else 'scheduled' end as list,
      coalesce(t.due_at, t.due_date::timestamp at time zone 'UTC') as due
    from tasks t where t.user_id = ${id} and t.deleted_at is null and (
      t.status = 'done' and t.completed_at >= ${from} and t.completed_at < ${to}
      or t.status not in ('done', 'cancelled') and (t.due_date <= ${date} or t.due_at < ${to} or t.scheduled_date = ${date}))),
  placed as (select l.*, row_number() over (partition by list order by priority, due nulls last, position, id) as place from listed l)
  select jsonb_build_object(
    'counts', coalesce((select jsonb_object_agg(list, many) from (select list, count(*) as many from listed group by list) c), '{}'),
    'items', coalesce((select jsonb_agg(jsonb_build_object('list', list, 'id', id, 'title', title, 'status', status,
        'priority', priority, 'area', area, 'dueDate', due_date, 'dueAt', due_at, 'scheduledDate', scheduled_date,
        'estimateMinutes', estimate_minutes, 'completedAt', completed_at, 'pointsAwarded', points_awarded) order by place)
      from placed where place <= ${most}), '[]'))`

/** Running goals, the nearest target first, and how many there are in which state. */
export const goalsOf = ({ actor: { id } }: UserCtx, most: number): SQL => sql`
  with mine as (select * from goals where user_id = ${id} and deleted_at is null)
  select jsonb_build_object(
    'counts', coalesce((select jsonb_object_agg(status, many) from (select status, count(*) as many from mine group by status) c), '{}'),
    'items', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'title', title, 'area', area, 'timeHorizon', time_horizon,
        'priority', priority, 'progress', progress, 'startDate', start_date, 'targetDate', target_date) order by target_date, id)
      from (select * from mine where status = 'active' order by target_date, id limit ${most}) m), '[]'))`

/** Running projects, the nearest target first, and how many there are in which state. */
export const projectsOf = ({ actor: { id } }: UserCtx, most: number): SQL => sql`
  with mine as (select * from projects where user_id = ${id} and deleted_at is null)
  select jsonb_build_object(
    'counts', coalesce((select jsonb_object_agg(status, many) from (select status, count(*) as many from mine group by status) c), '{}'),
    'items', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'area', area, 'impact', impact,
        'progress', progress, 'taskCount', task_count, 'completedTaskCount', completed_task_count, 'targetDate', target_date)
        order by target_date, id)
      from (select * from mine where status = 'active' order by target_date, id limit ${most}) m), '[]'))`

/** What was written about the day, newest first, each as far as a glance goes. */
export const logbookOf = ({ actor: { id } }: UserCtx, { date }: Day, most: number): SQL => sql`
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title, 'excerpt', left(text, 280), 'mood', mood, 'energy', energy)
    order by id desc), '[]')
  from (select * from logbook_entries where user_id = ${id} and date = ${date} and deleted_at is null order by id desc limit ${most}) e`

/** The wallet, and what the day has brought: what came from work, less what was taken back on the same day, and what was spent. */
export const walletOf = ({ actor: { id } }: UserCtx, { from, to }: Day): SQL => sql`
  select jsonb_build_object(
      'balance', coalesce((select balance from wallets where user_id = ${id}), 0),
      'lifetimeEarned', coalesce((select lifetime_earned from wallets where user_id = ${id}), 0),
      'lifetimeSpent', coalesce((select lifetime_spent from wallets where user_id = ${id}), 0),
      'earned', coalesce(-sum(p.amount) filter (where p.account in ('tasks', 'habits', 'metrics')), 0),
      'spent', coalesce(sum(p.amount) filter (where p.account = 'rewards'), 0))
  from wallet_transactions t join wallet_postings p on p.user_id = t.user_id and p.transaction_id = t.id
  where t.user_id = ${id} and t.at >= ${from} and t.at < ${to}`
