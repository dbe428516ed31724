import { type InferSelectModel, sql } from 'drizzle-orm'
import { pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { document, instant, ownedKey } from '#core/columns.ts'
import { newId } from '#core/ids.ts'
import type { UnplacedCode } from './planner.ts'

export const PROPOSAL_STATES = ['open', 'accepted', 'rejected', 'superseded'] as const

/** One piece of a task's time, of a habit's on one day, or of what reviews take: then both ids are null. */
export interface ProposedBlock {
  taskId: string | null
  /** Absent in what was stored before plans held habits. */
  habitId?: string | null
  title: string
  startAt: string
  endAt: string
  durationMinutes: number
  /** Which piece of how many. */
  part: number
  parts: number
}

/** What of a task, a habit or reviews has no place, and why. */
export interface UnplacedTask {
  taskId: string | null
  habitId?: string | null
  title: string
  code: UnplacedCode
  reason: string
  missingMinutes: number
}

/** A missed block that goes when the proposal is accepted. */
export interface Replaced {
  blockId: string
  occurrence: string
}

export const scheduleProposals = pgTable(
  'schedule_proposals',
  {
    userId: uuid().notNull(),
    id: uuid().notNull().$defaultFn(newId),
    createdAt: instant().notNull().default(sql`now()`),
    state: text({ enum: PROPOSAL_STATES }).notNull().default('open'),
    decidedAt: instant(),
    fromAt: instant().notNull(),
    toAt: instant().notNull(),
    blocks: document<ProposedBlock[]>().notNull(),
    unplaced: document<UnplacedTask[]>().notNull(),
    replaces: document<Replaced[]>().notNull().default([]),
  },
  (t) => [ownedKey(t), uniqueIndex('schedule_proposals_open').on(t.userId).where(sql`${t.state} = 'open'`)],
)
export interface ProposalRow extends InferSelectModel<typeof scheduleProposals> {}
