import { type InferSelectModel, isNotNull } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { document, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { CHANNEL_NAMES } from '#domains/notifications/notifications.tables.ts'

export const REMINDER_PRIORITIES = ['p1', 'p2', 'p3', 'p4'] as const
export const REMINDER_STATUSES = ['active', 'done', 'cancelled'] as const
export const REMINDER_ANCHORS = ['due', 'completion'] as const
export const OCCURRENCE_STATES = ['scheduled', 'fired', 'caught_up', 'missed', 'skipped', 'done', 'snoozed'] as const
export type OccurrenceState = (typeof OCCURRENCE_STATES)[number]
/** `mobile_push` stands for FCM and Expo. */
export const REMINDER_CHANNELS = [...CHANNEL_NAMES, 'mobile_push'] as const

/** An instant, a wall-clock time in a zone, or one that follows its owner (zone null). */
export type When = { at: string } | { local: string; zone: string | null }

export interface ReminderRecurrence {
  rrule: string
  anchor: (typeof REMINDER_ANCHORS)[number]
  skipDates: string[]
}

export interface Nag {
  everyMinutes: number
  max: number
}

export const reminders = pgTable(
  'reminders',
  {
    ...ownedColumns,
    title: text().notNull(),
    note: text(),
    category: text(),
    priority: text({ enum: REMINDER_PRIORITIES }).notNull().default('p3'),
    status: text({ enum: REMINDER_STATUSES }).notNull().default('active'),
    when: document<When>().notNull(),
    recurrence: document<ReminderRecurrence>(),
    seriesZone: text(),
    leadMinutes: integer().array().notNull().default([]),
    nag: document<Nag>(),
    channels: text().array(),
    snoozedUntil: instant(),
    completedAt: instant(),
    cancelledAt: instant(),
  },
  (t) => [ownedKey(t)],
)
export interface ReminderRow extends InferSelectModel<typeof reminders> {}

export const reminderTimers = pgTable(
  'reminder_timers',
  {
    userId: uuid().notNull(),
    reminderId: uuid().notNull(),
    fireAt: instant(),
    handledUntil: instant().notNull(),
    zone: text().notNull(),
    floating: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.reminderId] }),
    foreignKey({
      name: 'reminder_timers__reminderId',
      columns: [t.userId, t.reminderId],
      foreignColumns: [reminders.userId, reminders.id],
    }).onDelete('cascade'),
    index('reminder_timers_due').on(t.fireAt).where(isNotNull(t.fireAt)),
  ],
)
export interface TimerRow extends InferSelectModel<typeof reminderTimers> {}

export const reminderOccurrences = pgTable(
  'reminder_occurrences',
  {
    userId: uuid().notNull(),
    reminderId: uuid().notNull(),
    occurrence: text().notNull(),
    lead: integer().notNull().default(0),
    at: instant().notNull(),
    state: text({ enum: OCCURRENCE_STATES }).notNull(),
    reason: text(),
    firedAt: instant(),
    againAt: instant(),
    repeats: integer().notNull().default(0),
    nags: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.reminderId, t.occurrence, t.lead] }),
    foreignKey({
      name: 'reminder_occurrences__reminderId',
      columns: [t.userId, t.reminderId],
      foreignColumns: [reminderTimers.userId, reminderTimers.reminderId],
    }).onDelete('cascade'),
    index('reminder_occurrences_at').on(t.userId, t.reminderId, t.at),
    index('reminder_occurrences_again').on(t.userId, t.reminderId).where(isNotNull(t.againAt)),
  ],
)
export interface OccurrenceRow extends InferSelectModel<typeof reminderOccurrences> {}
