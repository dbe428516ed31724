import { stringify } from 'csv-stringify/sync'
import type { UserCtx } from '#core/ctx.ts'
import type { Page } from '#core/page.ts'
import { selectAudit, selectAuditAfter, selectIntegrity } from './audit.queries.ts'
import {
  AUDIT_COLUMNS,
  type AuditEntry,
  type AuditIntegrity,
  type AuditKept,
  type AuditQuery,
  type AuditSpan,
} from './audit.schema.ts'

export const listAudit = (ctx: UserCtx, query: AuditQuery): Promise<Page<AuditEntry>> => selectAudit(ctx, query)

/** Whether the log is whole: every number there, every entry as it was written, and none cut off after one that was kept. */
export const checkAudit = (ctx: UserCtx, kept: AuditKept): Promise<AuditIntegrity> => selectIntegrity(ctx, kept)

const PART = 500

/** Every entry that matches, a part at a time, as RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe. */
export async function* exportAudit(ctx: UserCtx, span: AuditSpan): AsyncGenerator<string> {
  yield stringify([AUDIT_COLUMNS])
  for (let last = 0; ; ) {
    const entries = await selectAuditAfter(ctx, span, last, PART)
    if (entries.length > 0) yield stringify(entries.map(lineOf))
    last = entries.at(-1)?.seq ?? last
    if (entries.length < PART) return
  }
}

const lineOf = (entry: AuditEntry) =>
  AUDIT_COLUMNS.map((name) => {
    const value = entry[name]
    if (value === null || typeof value === 'number') return value
    return typeof value === 'string' ? value.replace(/^[=+\-@\t\r]/, "'$&") : JSON.stringify(value)
  })
