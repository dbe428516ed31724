import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { EFFECTS } from '#core/tools/tool.ts'
import { ACTION_CHANNELS, ACTION_STATES, DECIDERS } from './actions.tables.ts'
import { POLICIES } from './policy.ts'

const Effects = z
  .enum(EFFECTS)
  .describe('`destructive` takes something away, `outbound` leaves this server: both are always asked for')
  .meta({ example: 'write' })
const ToolName = z.string().min(1).max(100).meta({ example: 'tasks_create' })

export const Action = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    tool: z.string().meta({ example: 'tasks_create' }),
    effect: Effects,
    summary: z
      .string()
      .describe('In plain words what it does; names in it are what somebody wrote, not what we say')
      .meta({ example: 'Create the task “Buy paint”' }),
    arguments: z.record(z.string(), z.unknown()).meta({ example: { title: 'Buy paint' } }),
    state: z.enum(ACTION_STATES).meta({ example: 'proposed' }),
    decidedBy: z
      .enum(DECIDERS)
      .nullable()
      .describe('`policy`: you had allowed it beforehand; `time`: nobody decided before it expired'),
    channel: z.enum(ACTION_CHANNELS).describe('Who wanted it').meta({ example: 'chat' }),
    conversationId: z.uuid().nullable(),
    messageId: z.uuid().nullable(),
    reason: z.string().nullable(),
    result: z.record(z.string(), z.unknown()).nullable().describe('What the tool answered'),
    error: z
      .object({
        code: z.string(),
        message: z.string(),
        errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
      })
      .nullable()
      .describe('Why it failed; approve it again to try once more')
      .meta({ example: null }),
    expiresAt: z.iso.datetime().describe('Until then it can be approved'),
    decidedAt: z.iso.datetime().nullable(),
    doneAt: z.iso.datetime().nullable(),
    undoneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Action' })

export const ActionQuery = PageQuery.extend({
  state: z.enum(ACTION_STATES).optional(),
  conversationId: z.uuid().optional(),
})
export type ActionQuery = z.infer<typeof ActionQuery>
export const ActionPage = pageOf(Action).meta({ id: 'ActionPage' })

export const ToolPolicy = z
  .object({
    tool: z.string().meta({ example: 'tasks_create' }),
    title: z.string().meta({ example: 'Create a task' }),
    description: z.string().meta({ example: 'Creates a task. Give only what the user said.' }),
    effect: Effects,
    policy: z.enum(POLICIES).describe('What holds: `ask` first, `auto` by itself, or `never`').meta({ example: 'ask' }),
    alwaysAsks: z.boolean().describe('`auto` cannot be chosen'),
  })
  .meta({ id: 'ToolPolicy' })
export type ToolPolicy = z.infer<typeof ToolPolicy>
export const ToolPolicyList = z.object({ items: z.array(ToolPolicy) }).meta({ id: 'ToolPolicyList' })

export const PolicyParams = z.strictObject({ tool: ToolName })
export const NewToolPolicy = z
  .strictObject({ policy: z.enum(POLICIES) })
  .meta({ id: 'NewToolPolicy', example: { policy: 'auto' } })
