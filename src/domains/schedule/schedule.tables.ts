import { type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { document, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { courses } from '#domains/courses/courses.tables.ts'
import { goals } from '#domains/goals/goals.tables.ts'
import { tasks } from '#domains/tasks/tasks.tables.ts'
import { scheduleProposals } from './proposals.tables.ts'
import { scheduleSubscriptions } from './subscriptions.tables.ts'

export const BLOCK_TYPES = [
  'focus',
  'study',
  'review',
  'assignment',
  'exam',
  'meeting',
  'habit',
  'exercise',
  'break',
  'personal',
  'other',
] as const
export type BlockType = (typeof BLOCK_TYPES)[number]

export interface BlockRecurrence {
  rrule: string
  anchor: 'due'
  skipDates: string[]
}

/** What one occurrence can have different from its series; an absent field is the series'. */
export interface OccurrenceChanges {
  title?: string
  description?: string | null
  location?: string | null
  type?: BlockType
  durationMinutes?: number
  reminderMinutes?: number[]
  busy?: boolean
  completed?: boolean
}

export const scheduleBlocks = pgTable(
  'schedule_blocks',
  {
    ...ownedColumns,
    title: text().notNull(),
    description: text(),
    location: text(),
    type: text({ enum: BLOCK_TYPES }).notNull().default('other'),
    startLocal: text().notNull(),
    zone: text(),
    durationMinutes: integer().notNull(),
    recurrence: document<BlockRecurrence>(),
    reminderMinutes: integer().array().notNull().default([]),
    busy: boolean().notNull().default(true),
    completed: boolean().notNull().default(false),
    taskId: uuid(),
    goalId: uuid(),
    courseId: uuid(),
    icalUid: text(),
    subscriptionId: uuid(),
    icalDigest: text(),
    proposalId: uuid(),
    firstAt: instant().notNull(),
    lastAt: instant(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'schedule_blocks__taskId',
      columns: [t.userId, t.taskId],
      foreignColumns: [tasks.userId, tasks.id],
    }),
    foreignKey({
      name: 'schedule_blocks__goalId',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    foreignKey({
      name: 'schedule_blocks__courseId',
      columns: [t.userId, t.courseId],
      foreignColumns: [courses.userId, courses.id],
    }),
    foreignKey({
      name: 'schedule_blocks__subscriptionId',
      columns: [t.userId, t.subscriptionId],
      foreignColumns: [scheduleSubscriptions.userId, scheduleSubscriptions.id],
    }),
    foreignKey({
      name: 'schedule_blocks__proposalId',
      columns: [t.userId, t.proposalId],
      foreignColumns: [scheduleProposals.userId, scheduleProposals.id],
    }),
    index('schedule_blocks_time').on(t.userId, t.firstAt).where(isNull(t.deletedAt)),
    index('schedule_blocks_task').on(t.userId, t.taskId).where(isNotNull(t.taskId)),
    index('schedule_blocks_goal').on(t.userId, t.goalId).where(isNotNull(t.goalId)),
    index('schedule_blocks_course').on(t.userId, t.courseId).where(isNotNull(t.courseId)),
    index('schedule_blocks_subscription').on(t.userId, t.subscriptionId).where(isNotNull(t.subscriptionId)),
    index('schedule_blocks_proposal').on(t.userId, t.proposalId).where(isNotNull(t.proposalId)),
    uniqueIndex('schedule_blocks_uid')
      .on(t.userId, t.icalUid)
      .where(sql`${t.icalUid} is not null and ${t.deletedAt} is null and ${t.subscriptionId} is null`),
    uniqueIndex('schedule_blocks_upstream')
      .on(t.userId, t.subscriptionId, t.icalUid)
      .where(sql`${t.subscriptionId} is not null and ${t.deletedAt} is null`),
  ],
)
export interface BlockRow extends InferSelectModel<typeof scheduleBlocks> {}

export const scheduleExceptions = pgTable(
  'schedule_exceptions',
  {
    ...ownedColumns,
    blockId: uuid().notNull(),
    occurrence: text().notNull(),
    cancelled: boolean().notNull().default(false),
    startLocal: text(),
    changes: document<OccurrenceChanges>().notNull().default({}),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'schedule_exceptions__blockId',
      columns: [t.userId, t.blockId],
      foreignColumns: [scheduleBlocks.userId, scheduleBlocks.id],
    }),
    uniqueIndex('schedule_exceptions_one').on(t.userId, t.blockId, t.occurrence),
    index('schedule_exceptions_time').on(t.userId, t.occurrence),
    index('schedule_exceptions_moved').on(t.userId, t.startLocal).where(isNotNull(t.startLocal)),
  ],
)
export interface ExceptionRow extends InferSelectModel<typeof scheduleExceptions> {}
