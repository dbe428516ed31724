import type { CallToolResult, Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js'
import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { type ToolError, usableTools } from '#core/tools/call.ts'
import type { Tool } from '#core/tools/tool.ts'
import { type Outcome, proposeOrRun } from '#domains/actions/actions.service.ts'
import { listPolicies } from '#domains/actions/policies.service.ts'
import { type Access, OUR_FAULT } from './access.ts'

/**
 * The tools that this client may use: those of its scopes that the user has not forbidden, and of a read-only connection those that
 * read. Each says whether it waits for the user.
 */
export async function listTools(ctx: UserCtx, { tools, isReadOnly }: Access): Promise<ListedTool[]> {
  const { items } = await listPolicies(ctx, tools)
  const policies = new Map(items.map(({ tool, policy }) => [tool, policy]))
  return usableTools(ctx, tools)
    .filter(({ name, effect }) => policies.get(name) !== 'never' && (effect === 'read' || !isReadOnly))
    .map((tool) => described(tool, policies.get(tool.name) === 'ask'))
}

/**
 * Reading happens at once, writing as the user's policy says; what takes away or leaves the server is only ever proposed. What the
 * call did wrong is a result that a model can act on; what we did wrong is reported and told without its words.
 */
export async function callAsClient(
  ctx: UserCtx,
  access: Access,
  call: { name: string; arguments?: Record<string, unknown> | undefined },
): Promise<CallToolResult> {
  try {
    refuseWriting(access, call.name)
    const wanted = { name: call.name, arguments: call.arguments ?? {} }
    return told(await proposeOrRun(ctx, access.tools, wanted, { channel: 'mcp' }), access)
  } catch (error) {
    if (error instanceof AppError) return refusal(error)
    access.report(error)
    return refusal({ code: 'internal', message: OUR_FAULT })
  }
}

function described({ name, title, description, effect, inputSchema }: Tool, waits: boolean): ListedTool {
  return {
    name,
    title,
    description: waits ? `${description} Waits for the user’s approval.` : description,
    inputSchema: inputSchema as ListedTool['inputSchema'], // every tool takes one object
    annotations: {
      title,
      readOnlyHint: effect === 'read',
      destructiveHint: effect === 'destructive',
      openWorldHint: effect === 'outbound',
    },
  }
}

function refuseWriting({ tools, isReadOnly }: Access, name: string) {
  const tool = tools.get(name)
  if (isReadOnly && tool && tool.effect !== 'read')
    throw new AppError('forbidden', `This connection only reads, so it cannot: ${tool.title}.`)
}

function told(outcome: Outcome, { publicUrl }: Access): CallToolResult {
  switch (outcome.kind) {
    case 'read':
      return result(outcome.result)
    case 'done':
      return result({ status: 'done', actionId: outcome.action.id, result: outcome.result })
    case 'proposed': {
      const { id, summary, expiresAt } = outcome.action
      const approve = `POST ${publicUrl}/api/chat/actions/${id}/approve`
      return result({
        status: 'awaiting_approval',
        actionId: id,
        summary,
        expiresAt,
        note: `Nothing has happened yet. The user finds this proposal in their app and approves or rejects it there (${approve}, signed in as themselves). Tell them; calling again changes nothing.`,
      })
    }
    default:
      return refusal(outcome.error)
  }
}

const result = (value: unknown): CallToolResult => ({ content: [{ type: 'text', text: JSON.stringify(value) }] })

const refusal = ({ code, message }: Pick<ToolError, 'code' | 'message'>): CallToolResult => ({
  content: [{ type: 'text', text: `${code}: ${message}` }],
  isError: true,
})
