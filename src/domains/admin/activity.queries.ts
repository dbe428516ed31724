import { sql } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'

/** The first day that is to be counted: the last one that was, and before anything was, that of the oldest change that is kept. */
export async function selectFirstDay({ db }: Ctx, today: string): Promise<string> {
  const [row] = await rowsOf<{ day: string | null }>(
    db,
    sql`select coalesce((select max(day) - 1 from activity_days), (select min(at at time zone 'UTC')::date from changes))::text as day`,
  )
  return row?.day && row.day < today ? row.day : today
}

/**
 * Counts one day. What people did themselves, or had a program or the assistant do, is activity; what runs by itself is not. Running it
 * twice, late or while it goes on leaves what there is; a day whose changes are forgotten keeps what was counted.
 */
export async function countDay({ db }: Ctx, day: string): Promise<void> {
  const [from, to] = [
    sql`${day}::date::timestamp at time zone 'UTC'`,
    sql`(${day}::date + 1)::timestamp at time zone 'UTC'`,
  ]
  await db.execute(sql`
    insert into activity_days (user_id, day, subject, amount)
      select c.user_id, ${day}::date, c.subject, c.amount from (
        select user_id, entity as subject, count(*)::int as amount from changes
          where at >= ${from} and at < ${to} and entity <> 'user' and (actor is null or actor ~ '^(api_key|client|assistant):')
          group by user_id, entity
        union all
        select user_id, 'session', count(*)::int from sessions
          where last_used_at >= ${from} and last_used_at < ${to} group by user_id
        union all
        select user_id, 'ai', sum(calls)::int from ai_usage where day = ${day}::date group by user_id having sum(calls) > 0) c
      join users u on u.id = c.user_id and u.status <> 'erasing'
    on conflict (user_id, day, subject) do update set amount = excluded.amount where activity_days.amount < excluded.amount`)
}
