import { sql } from 'drizzle-orm'
import { toInstant } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { type Page, readCursor, toPage } from '#core/page.ts'
import { DEAD_LETTERS } from '#core/queue.ts'
import type { DeadLetter, DeadLetterQuery, JobQueue } from './jobs.schema.ts'

/** Every queue with what stands in it now. */
export function selectQueues(ctx: UserCtx): Promise<JobQueue[]> {
  return rowsOf<JobQueue>(
    ctx.db,
    sql`select q.name as queue,
          count(j.id) filter (where j.state in ('created', 'retry'))::int as waiting,
          count(j.id) filter (where j.state = 'active')::int as active,
          (select count(*)::int from pgboss.job d where d.name = ${DEAD_LETTERS} and d.source_name = q.name and d.state = 'created')
            as "deadLetters",
          coalesce(extract(epoch from now() - min(j.start_after) filter (
            where j.state in ('created', 'retry') and j.start_after <= now())), 0)::double precision as "oldestWaitingSeconds"
        from pgboss.queue q left join pgboss.job j on j.name = q.name and j.state in ('created', 'retry', 'active')
        where q.name <> ${DEAD_LETTERS} and q.name not like '\\_\\_pgboss\\_\\_%'
        group by q.name order by q.name`,
  )
}

type Stored = Omit<DeadLetter, 'failedAt'> & { failedAt: string | Date }

/** By their ids, newest first as far as ids follow time. What the job was given stays inside: it may hold links and codes. */
export async function selectDeadLetters(ctx: UserCtx, query: DeadLetterQuery): Promise<Page<DeadLetter>> {
  const position = readCursor(ctx, query, 'dead-letters')
  const rows = await rowsOf<Stored>(
    ctx.db,
    sql`select id, coalesce(source_name, '') as queue, data ->> 'userId' as "userId", created_on as "failedAt",
          coalesce(source_retry_count, 0) + 1 as attempts, left(source_output ->> 'message', 500) as error
        from pgboss.job
        where name = ${DEAD_LETTERS} and state = 'created'
          ${query.queue === undefined ? sql`` : sql`and source_name = ${query.queue}`}
          ${position === undefined ? sql`` : sql`and id < ${position.id}`}
        order by id desc limit ${query.limit + 1}`,
  )
  const letters = rows.map((row) => ({ ...row, failedAt: toInstant(row.failedAt) }))
  return toPage(ctx, letters, query, 'dead-letters')
}
