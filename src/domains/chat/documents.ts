import { z } from 'zod'
import { PERSONALITY_MODES } from '#core/personality.ts'

/** What is kept as documents, and goes over the wire as it is kept. */

export const PageContext = z
  .strictObject({
    page: z.string().trim().min(1).max(200).optional().describe('Where in the app the user is'),
    entity: z.string().min(1).max(60).optional().describe('The kind of item that is open, as `/api/sync` names it'),
    entityId: z.uuid().optional(),
    text: z.string().trim().min(1).max(8_000).optional().describe('What is selected or shown'),
  })
  .meta({ id: 'ChatPageContext', example: { page: 'today', text: 'Three tasks are due' } })
export type PageContext = z.infer<typeof PageContext>

export const Citation = z
  .object({
    entity: z.string().meta({ example: 'task' }),
    id: z.uuid(),
    title: z.string().meta({ example: 'Buy milk' }),
  })
  .meta({ id: 'ChatCitation' })
export type Citation = z.infer<typeof Citation>

const Arguments = z.record(z.string(), z.unknown())
export const TOOL_USE_STATES = ['done', 'failed', 'awaiting_approval', 'refused'] as const

export const ToolUse = z
  .object({
    callId: z.string().meta({ example: 'call_1' }),
    tool: z.string().meta({ example: 'tasks_list' }),
    arguments: Arguments.meta({ example: { status: 'not_started' } }),
    state: z.enum(TOOL_USE_STATES).meta({ example: 'done' }),
    actionId: z.uuid().nullable().describe('The record under `/api/chat/actions`, for what changes something'),
    result: z.unknown().describe('What the tool answered, or why it did not'),
  })
  .meta({ id: 'ChatToolUse' })
export type ToolUse = z.infer<typeof ToolUse>

export const Usage = z
  .object({
    inputTokens: z.int().meta({ example: 812 }),
    outputTokens: z.int().meta({ example: 96 }),
    costMicros: z
      .int()
      .nullable()
      .describe('Millionths of the currency; null when the price of the model is not known')
      .meta({ example: 1292 }),
    currency: z.literal('USD'),
  })
  .meta({ id: 'ChatUsage' })
export type Usage = z.infer<typeof Usage>

export const MessageMeta = z
  .object({
    source: z.enum(['model', 'rules']).describe('Who answered').meta({ example: 'rules' }),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    cached: z.literal(false),
    mode: z.enum(PERSONALITY_MODES).describe('How it spoke').meta({ example: 'language_matching' }),
    distress: z.boolean().describe('Whether the message had words of crisis: help lines stand first then'),
    usage: Usage,
  })
  .meta({ id: 'ChatMessageMeta' })
export type MessageMeta = z.infer<typeof MessageMeta>

const base = { generationId: z.uuid(), offset: z.int().min(1).describe('Counted from 1, without gaps') }

export const Started = z
  .object({
    type: z.literal('started'),
    ...base,
    conversationId: z.uuid(),
    messageId: z.uuid(),
    content: z.string().describe('What the message says already, where a broken answer is continued; otherwise empty'),
  })
  .describe('The answer begins; whoever waited for another answer in this conversation has had their turn.')

export const Delta = z
  .object({ type: z.literal('delta'), ...base, text: z.string().meta({ example: 'You have' }) })
  .describe('More of the text. All of them in order, behind `content` of `started`, are the message.')

export const ToolCalled = z
  .object({
    type: z.literal('tool_call'),
    ...base,
    callId: z.string(),
    tool: z.string().meta({ example: 'tasks_list' }),
    arguments: Arguments,
  })
  .describe('The assistant wants to use a tool.')

export const ToolAnswered = z
  .object({
    type: z.literal('tool_result'),
    ...base,
    callId: z.string(),
    tool: z.string(),
    state: z.enum(TOOL_USE_STATES),
    actionId: z.uuid().nullable(),
    result: z.unknown(),
  })
  .describe('What came of it.')

export const ApprovalRequested = z
  .object({
    type: z.literal('approval_request'),
    ...base,
    callId: z.string(),
    actionId: z.uuid(),
    tool: z.string(),
    arguments: Arguments,
    summary: z.string().meta({ example: 'Create the task “Buy milk”' }),
  })
  .describe('Nothing was done yet: `POST /api/chat/actions/{actionId}/approve` or `…/reject` decides.')

export const Used = z
  .object({ type: z.literal('usage'), ...base, usage: Usage })
  .describe('What the answer took so far, after each question to a model.')

export const Finished = z
  .object({
    type: z.literal('done'),
    ...base,
    messageId: z.uuid(),
    state: z.enum(['done', 'cancelled']),
    meta: MessageMeta.nullable(),
    citations: z.array(Citation),
  })
  .describe('The last event of an answer that is whole, or was called off by its user.')

export const Failed = z
  .object({
    type: z.literal('error'),
    ...base,
    messageId: z.uuid(),
    state: z
      .enum(['interrupted', 'failed'])
      .describe('`interrupted`: what was said is kept and can be continued. `failed`: nothing was said'),
    code: z.string().meta({ example: 'unavailable' }),
    detail: z.string().meta({ example: 'The model broke off. You can have the answer continued.' }),
    resetsAt: z.iso.datetime().nullable().describe('When a used-up budget begins anew'),
  })
  .describe('The last event of an answer that did not come to its end.')

export const ChatEvent = z
  .discriminatedUnion('type', [Started, Delta, ToolCalled, ToolAnswered, ApprovalRequested, Used, Finished, Failed])
  .meta({ id: 'ChatEvent' })
export type ChatEvent = z.infer<typeof ChatEvent>

type Numbered = 'generationId' | 'offset'
type Unnumbered<T> = T extends ChatEvent ? Omit<T, Numbered> : never
/** An event before it has its place. */
export type NewEvent = Unnumbered<ChatEvent>

/** The text that these events, from the first on, come to; null without a beginning. */
export function textOf(events: readonly ChatEvent[]): string | null {
  const started = events.find((event) => event.type === 'started')
  if (!started) return null
  return started.content + events.map((event) => (event.type === 'delta' ? event.text : '')).join('')
}

export const isLast = ({ type }: { type: ChatEvent['type'] }) => type === 'done' || type === 'error'
