import { and, asc, desc, eq, getTableColumns, gte, like, lt, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { type Page, readCursor, toPage } from '#core/page.ts'
import { auditEntries, auditSubjects } from '#domains/audit/audit.tables.ts'
import type { AuditEntry, AuditIntegrity, AuditKept, AuditQuery, AuditSpan } from './audit.schema.ts'

const actors = alias(auditSubjects, 'actors')
const targets = alias(auditSubjects, 'targets')
const isUser = eq(auditEntries.targetKind, 'user')

/** Newest first, with the people that its pseudonyms still stand for. */
export async function selectAudit(ctx: UserCtx, query: AuditQuery): Promise<Page<AuditEntry>> {
  const position = readCursor(ctx, query, 'audit')
  const { seq } = auditEntries
  const rows = await named(ctx)
    .where(and(matching(query), position && lt(seq, Number(position.value))))
    .orderBy(desc(seq))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'audit', (row) => row.seq)
}

/** Up to `limit` entries after a number, oldest first. */
export const selectAuditAfter = (ctx: UserCtx, span: AuditSpan, after: number, limit: number): Promise<AuditEntry[]> =>
  named(ctx)
    .where(and(matching(span), sql`${auditEntries.seq} > ${after}`))
    .orderBy(asc(auditEntries.seq))
    .limit(limit)

/** Counts every hash again, and looks for one that was kept elsewhere. */
export async function selectIntegrity({ db }: UserCtx, { kept }: AuditKept): Promise<AuditIntegrity> {
  const [row] = await rowsOf<AuditIntegrity>(
    db,
    sql`select count(*)::int as entries, (select hash from audit_entries order by seq desc limit 1) as hash,
          case when ${kept ?? null}::text is not null then exists (select from audit_entries where hash = ${kept ?? null}) end as "holdsKept",
          (min(place) filter (where seq <> place or previous <> coalesce(before_it, repeat('0', 64)) or hash <> counted))::int as "brokenAt"
        from (select e.seq, e.previous, e.hash, row_number() over (order by e.seq) as place,
                lag(e.hash) over (order by e.seq) as before_it, audit_hash(e) as counted from audit_entries e) c`,
  )
  return row ?? { entries: 0, hash: null, brokenAt: null, holdsKept: null }
}

function named({ db }: UserCtx) {
  const { previous: _, target, ...columns } = getTableColumns(auditEntries)
  return db
    .select({
      ...columns,
      actorId: actors.userId,
      targetId: sql<string | null>`case when ${isUser} then ${targets.userId}::text else ${target} end`,
    })
    .from(auditEntries)
    .leftJoin(actors, eq(actors.id, auditEntries.actor))
    .leftJoin(targets, and(isUser, eq(sql`${targets.id}::text`, target)))
    .$dynamic()
}

function matching({ actorId, targetId, action, from, to }: AuditSpan): SQL | undefined {
  const { at, target } = auditEntries
  return and(
    actorId === undefined ? undefined : eq(actors.userId, actorId),
    targetId === undefined
      ? undefined
      : or(sql`${targets.userId}::text = ${targetId}`, and(sql`not ${isUser}`, eq(target, targetId))),
    action === undefined ? undefined : like(auditEntries.action, `${action.replace(/_/g, '\\_')}%`),
    from === undefined ? undefined : gte(at, from),
    to === undefined ? undefined : lt(at, to),
  )
}
