import { type InferSelectModel, isNotNull } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '#core/columns.ts'
import { scheduleBlocks } from './schedule.tables.ts'

/** When the dispatcher looks at a block again; triggers on blocks and their exceptions keep it. */
export const scheduleTimers = pgTable(
  'schedule_timers',
  {
    userId: uuid().notNull(),
    blockId: uuid().notNull(),
    fireAt: instant(),
    handledUntil: instant().notNull(),
    zone: text(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.blockId] }),
    foreignKey({
      name: 'schedule_timers__blockId',
      columns: [t.userId, t.blockId],
      foreignColumns: [scheduleBlocks.userId, scheduleBlocks.id],
    }).onDelete('cascade'),
    index('schedule_timers_due').on(t.fireAt).where(isNotNull(t.fireAt)),
  ],
)
export interface TimerRow extends InferSelectModel<typeof scheduleTimers> {}

export const RING_STATES = ['fired', 'caught_up', 'missed'] as const

/** What became of a reminder of a block. */
export const scheduleRings = pgTable(
  'schedule_rings',
  {
    userId: uuid().notNull(),
    blockId: uuid().notNull(),
    moment: text().notNull(),
    lead: integer().notNull(),
    occurrence: text().notNull(),
    ringAt: instant().notNull(),
    state: text({ enum: RING_STATES }).notNull(),
    reason: text(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.blockId, t.moment, t.lead] }),
    foreignKey({
      name: 'schedule_rings__blockId',
      columns: [t.userId, t.blockId],
      foreignColumns: [scheduleBlocks.userId, scheduleBlocks.id],
    }).onDelete('cascade'),
    index('schedule_rings_newest').on(t.userId, t.blockId, t.ringAt.desc()),
    index('schedule_rings_at').on(t.decidedAt),
  ],
)
export interface RingRow extends InferSelectModel<typeof scheduleRings> {}
