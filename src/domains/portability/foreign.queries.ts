import { type SQL, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'

export interface Made {
  entity: string
  id: string
  /** Its owner has changed it since, or hung something of their own on it. */
  touched: boolean
}

/** What was made in this name, the last first. */
export function madeBy(ctx: UserCtx, by: string): Promise<Made[]> {
  const others = (change: string): SQL => {
    const actor = sql.raw(`${change}.actor`)
    return sql`(${actor} is null or ${actor} <> ${by} and ${actor} not like 'job:%')`
  }
  return rowsOf<Made>(
    ctx.db,
    sql`select c.entity, c.entity_id as id,
          exists (select from changes n where n.user_id = c.user_id and n.entity = c.entity and n.entity_id = c.entity_id
            and n.seq > c.seq and ${others('n')})
          or c.entity = 'habit' and exists (select from habit_logs l
            join changes n on n.user_id = l.user_id and n.entity = 'habit_log' and n.entity_id = l.id
            where l.user_id = c.user_id and l.habit_id = c.entity_id and ${others('n')})
          or c.entity = 'task' and exists (select from tasks t
            join changes n on n.user_id = t.user_id and n.entity = 'task' and n.entity_id = t.id and n.op = 'create'
            where t.user_id = c.user_id and t.parent_task_id = c.entity_id and t.deleted_at is null and ${others('n')}) as touched
        from changes c where c.user_id = ${ctx.actor.id} and c.actor = ${by} and c.op in ('create', 'restore')
        order by c.seq desc`,
  )
}

/** Who wrote the newest change of an item. */
export async function lastActorOf(ctx: UserCtx, entity: string, id: string): Promise<string | null> {
  const [last] = await rowsOf<{ actor: string | null }>(
    ctx.db,
    sql`select actor from changes where user_id = ${ctx.actor.id} and entity = ${entity} and entity_id = ${id}
        order by seq desc limit 1`,
  )
  return last?.actor ?? null
}
