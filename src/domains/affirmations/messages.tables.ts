import { type InferSelectModel, isNotNull } from 'drizzle-orm'
import { boolean, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { WEEKDAY_CODES } from '#core/time/zones.ts'

export const MESSAGE_KINDS = ['motivation', 'reflection', 'affirmation', 'check_in'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]
export const MESSAGE_SOURCES = ['model', 'rules'] as const

export const dailyMessageSlots = pgTable(
  'daily_message_slots',
  {
    ...ownedColumns,
    kind: text({ enum: MESSAGE_KINDS }).notNull(),
    time: text().notNull(),
    weekdays: text({ enum: WEEKDAY_CODES }).array().notNull(),
    isActive: boolean().notNull().default(true),
    channels: text().array(),
  },
  (t) => [ownedKey(t)],
)
export interface SlotRow extends InferSelectModel<typeof dailyMessageSlots> {}

export const dailyMessageTimers = pgTable(
  'daily_message_timers',
  {
    userId: uuid().notNull(),
    slotId: uuid().notNull(),
    fireAt: instant(),
    handledUntil: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.slotId] }),
    foreignKey({
      name: 'daily_message_timers__slotId',
      columns: [t.userId, t.slotId],
      foreignColumns: [dailyMessageSlots.userId, dailyMessageSlots.id],
    }).onDelete('cascade'),
    index('daily_message_timers_due').on(t.fireAt).where(isNotNull(t.fireAt)),
  ],
)
export interface SlotTimerRow extends InferSelectModel<typeof dailyMessageTimers> {}

export const dailyMessages = pgTable(
  'daily_messages',
  {
    ...ownedColumns,
    kind: text({ enum: MESSAGE_KINDS }).notNull(),
    slotId: uuid().notNull(),
    occurrence: text().notNull(),
    scheduledFor: instant().notNull(),
    text: text().notNull(),
    question: text(),
    source: text({ enum: MESSAGE_SOURCES }).notNull(),
    affirmationId: uuid(),
    readAt: instant(),
  },
  (t) => [ownedKey(t), uniqueIndex('daily_messages_once').on(t.userId, t.slotId, t.occurrence)],
)
export interface DailyMessageRow extends InferSelectModel<typeof dailyMessages> {}
