import { type InferSelectModel, isNotNull, sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Meta } from '#core/ai/run.ts'
import { document, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { PERSONALITY_MODES } from '#core/personality.ts'

export const RUN_STATES = ['waiting', 'running', 'done', 'failed'] as const

export interface AutomationStart {
  local: string
  /** Null follows the owner. */
  zone: string | null
}
export interface AutomationRecurrence {
  rrule: string
  skipDates: string[]
}

export const automations = pgTable(
  'automations',
  {
    ...ownedColumns,
    name: text().notNull(),
    prompt: text().notNull(),
    start: document<AutomationStart>().notNull(),
    recurrence: document<AutomationRecurrence>().notNull(),
    mode: text({ enum: PERSONALITY_MODES }),
    isActive: boolean().notNull().default(true),
    channels: text().array(),
  },
  (t) => [ownedKey(t)],
)
export interface AutomationRow extends InferSelectModel<typeof automations> {}

export const automationTimers = pgTable(
  'automation_timers',
  {
    userId: uuid().notNull(),
    automationId: uuid().notNull(),
    fireAt: instant(),
    handledUntil: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.automationId] }),
    foreignKey({
      name: 'automation_timers__automationId',
      columns: [t.userId, t.automationId],
      foreignColumns: [automations.userId, automations.id],
    }).onDelete('cascade'),
    index('automation_timers_due').on(t.fireAt).where(isNotNull(t.fireAt)),
  ],
)
export interface AutomationTimerRow extends InferSelectModel<typeof automationTimers> {}

export const automationRuns = pgTable(
  'automation_runs',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    automationId: uuid().notNull(),
    occurrence: text(),
    scheduledFor: instant().notNull(),
    state: text({ enum: RUN_STATES }).notNull().default('waiting'),
    attempts: integer().notNull().default(0),
    prompt: text().notNull(),
    title: text(),
    answer: text(),
    actionIds: uuid().array().notNull().default([]),
    meta: document<Meta>(),
    error: text(),
    nextTryAt: instant(),
    createdAt: instant().notNull().default(sql`now()`),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'automation_runs__automationId',
      columns: [t.userId, t.automationId],
      foreignColumns: [automations.userId, automations.id],
    }).onDelete('cascade'),
    uniqueIndex('automation_runs_once').on(t.userId, t.automationId, t.occurrence).where(isNotNull(t.occurrence)),
    index('automation_runs_automation').on(t.userId, t.automationId, t.id.desc()),
  ],
)
export interface AutomationRunRow extends InferSelectModel<typeof automationRuns> {}
