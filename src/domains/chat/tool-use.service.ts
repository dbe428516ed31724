import type { ToolRequest } from '#core/ai/stream.ts'
import type { Live } from '#core/bus.ts'
import type { UserCtx } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import type { Tools } from '#core/tools/tool.ts'
import { type Outcome, proposeOrRun } from '#domains/actions/actions.service.ts'
import { getAction } from '#domains/actions/records.service.ts'
import type { Citation, NewEvent, ToolUse } from './documents.ts'
import { isPrivate } from './privacy.ts'

/** Calls that one turn of a model may make; more are refused. */
export const MAX_CALLS = 10
const MAX_CITATIONS = 50

export interface Citing {
  readonly conversation: { id: string }
  readonly message: { id: string }
  readonly toolCalls: readonly ToolUse[]
  /** Everything that tools showed, by its id. */
  seen: Map<string, Citation>
}

interface Workshop {
  tools: Tools
  entities: Entities
  live: Live
}

/** Carries out what a model called, one after the other: reading at once, everything else as the user's policy says. */
export async function useTools(
  ctx: UserCtx,
  { tools, entities, live }: Workshop,
  draft: Citing,
  calls: readonly ToolRequest[],
  tell: (event: NewEvent) => void,
): Promise<ToolUse[]> {
  const uses: ToolUse[] = []
  const origin = { channel: 'chat' as const, conversationId: draft.conversation.id, messageId: draft.message.id }
  for (const { name, input } of calls.slice(0, MAX_CALLS)) {
    const call = { callId: `call_${draft.toolCalls.length + uses.length + 1}`, tool: name.slice(0, 100) }
    const given = shown(input)
    tell({ type: 'tool_call', ...call, arguments: given })
    const outcome = await proposeOrRun(ctx, tools, { name, arguments: input }, origin)
    if (outcome.kind === 'proposed') {
      const { id: actionId, summary, arguments: wanted } = outcome.action
      tell({ type: 'approval_request', ...call, actionId, arguments: wanted, summary })
    }
    const use = { ...call, arguments: given, ...became(outcome) }
    if (use.state === 'done') for (const one of itemsOf(entities, name, use.result)) remember(draft.seen, one)
    const { arguments: _, ...told } = use
    tell({ type: 'tool_result', ...told })
    if (outcome.kind !== 'read' && outcome.kind !== 'refused') live.wake(ctx.actor.id)
    uses.push(use)
  }
  return uses
}

/** Earlier calls, with what became since of those that the user was asked about. */
export function decidedSince(ctx: UserCtx, uses: ToolUse[] | null): Promise<ToolUse[]> {
  return Promise.all(
    (uses ?? []).map(async (use) => {
      if (use.state !== 'awaiting_approval' || use.actionId === null) return use
      const { state, result } = await getAction(ctx, use.actionId)
      return { ...use, result: { note: `By now this is ${state}.`, result } }
    }),
  )
}

/** Of what tools showed, what the answer speaks of. */
export function citationsOf({ seen }: Citing, content: string): Citation[] {
  const text = content.toLowerCase()
  return [...seen.values()].filter(({ title }) => text.includes(title.toLowerCase())).slice(0, MAX_CITATIONS)
}

function became(outcome: Outcome): Pick<ToolUse, 'state' | 'actionId' | 'result'> {
  switch (outcome.kind) {
    case 'read':
      return { state: 'done', actionId: null, result: withoutPrivate(outcome.result) }
    case 'done':
      return { state: 'done', actionId: outcome.action.id, result: outcome.result }
    case 'proposed':
      return {
        state: 'awaiting_approval',
        actionId: outcome.action.id,
        result: { note: 'Nothing has happened yet. The user is asked for their approval.' },
      }
    case 'failed':
      return { state: 'failed', actionId: outcome.action.id, result: { error: outcome.error } }
    case 'refused':
      return { state: 'refused', actionId: null, result: { error: outcome.error } }
  }
}

/** What somebody has marked private is told to no model, whichever tool shows it. */
function withoutPrivate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrivate).filter((one) => one !== undefined)
  if (typeof value !== 'object' || value === null) return value
  if (isPrivate(value)) return undefined
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutPrivate(one)]))
}

const MAX_SHOWN = 8_000

/** The arguments as they are told of; the tool itself reads what the model wrote. */
function shown(input: string): Record<string, unknown> {
  if (input.length > MAX_SHOWN) return {}
  try {
    const value: unknown = JSON.parse(input || '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}

/** Items that a tool of a collection answered: `tasks_list` shows what `/tasks` has. */
function itemsOf(entities: Entities, tool: string, result: unknown): Citation[] {
  const collection = `/${tool.split('_')[0]}`
  const entity = [...entities.values()].find(({ path }) => path === collection)
  if (!entity || typeof result !== 'object' || result === null) return []
  const { items } = result as { items?: unknown }
  return (Array.isArray(items) ? items : [result]).flatMap((item: Record<string, unknown>) => {
    const title = item.title ?? item.name
    return typeof item.id === 'string' && typeof title === 'string' && title !== ''
      ? [{ entity: entity.name, id: item.id, title: title.slice(0, 200) }]
      : []
  })
}

function remember(seen: Map<string, Citation>, one: Citation) {
  if (seen.size < 500) seen.set(one.id, one)
}
