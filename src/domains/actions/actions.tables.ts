import { type InferSelectModel, isNotNull, sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { document, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import type { ToolError } from '#core/tools/call.ts'
import { EFFECTS } from '#core/tools/tool.ts'
import { POLICIES } from './policy.ts'

export const ACTION_STATES = ['proposed', 'approved', 'rejected', 'done', 'failed', 'undone'] as const
/** Who wanted it. */
export const ACTION_CHANNELS = ['chat', 'voice', 'mcp', 'agent'] as const
/** Who decided: the user, what they allowed beforehand, or that nobody did for too long. */
export const DECIDERS = ['user', 'policy', 'time'] as const

export type ActionState = (typeof ACTION_STATES)[number]
export type ActionChannel = (typeof ACTION_CHANNELS)[number]
export type Decider = (typeof DECIDERS)[number]

export const actions = pgTable(
  'actions',
  {
    ...ownedColumns,
    tool: text().notNull(),
    effect: text({ enum: EFFECTS }).notNull(),
    summary: text().notNull(),
    arguments: document<Record<string, unknown>>().notNull(),
    state: text({ enum: ACTION_STATES }).notNull().default('proposed'),
    decidedBy: text({ enum: DECIDERS }),
    channel: text({ enum: ACTION_CHANNELS }).notNull(),
    conversationId: uuid(),
    messageId: uuid(),
    reason: text(),
    result: document<Record<string, unknown> | null>(),
    error: document<ToolError | null>(),
    expiresAt: instant().notNull(),
    decidedAt: instant(),
    doneAt: instant(),
    undoneAt: instant(),
  },
  (t) => [
    ownedKey(t),
    index('actions_state').on(t.userId, t.state, t.id.desc()),
    index('actions_conversation').on(t.userId, t.conversationId, t.id).where(isNotNull(t.conversationId)),
    index('actions_open').on(t.expiresAt).where(sql`${t.state} = 'proposed'`),
  ],
)
export interface ActionRow extends InferSelectModel<typeof actions> {}

export const actionPolicies = pgTable(
  'action_policies',
  { userId: uuid().notNull(), tool: text().notNull(), policy: text({ enum: POLICIES }).notNull() },
  (t) => [primaryKey({ columns: [t.userId, t.tool] })],
)
