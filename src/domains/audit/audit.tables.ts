import { type InferSelectModel, sql } from 'drizzle-orm'
import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '#core/columns.ts'

/** Who is meant in the log, until they are erased. */
export const auditSubjects = pgTable(
  'audit_subjects',
  { userId: uuid().primaryKey(), id: uuid().notNull().default(sql`gen_random_uuid()`) },
  (t) => [index('audit_subjects_id').on(t.id)],
)

/** Only ever added to, which a trigger sees to; another gives each entry its number, time and hash. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    seq: bigint({ mode: 'number' }).primaryKey().default(0),
    id: uuid().notNull(),
    at: instant().notNull().default(sql`now()`),
    /** A subject; null is the operator at the command line. */
    actor: uuid(),
    role: text().notNull(),
    action: text().notNull(),
    targetKind: text(),
    /** A subject where the target is a user, else the target's own name. */
    target: text(),
    before: jsonb().$type<Record<string, unknown>>(),
    after: jsonb().$type<Record<string, unknown>>(),
    reason: text(),
    ip: text(),
    userAgent: text(),
    requestId: text(),
    previous: text().notNull().default(''),
    hash: text().notNull().default(''),
  },
  (t) => [
    index('audit_entries_target').on(t.targetKind, t.target, t.seq),
    index('audit_entries_actor').on(t.actor, t.seq),
  ],
)
export interface AuditEntryRow extends InferSelectModel<typeof auditEntries> {}
