import { type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, type ErrorCode, type FieldError } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { asAppError } from '#core/problem.ts'
import { readArguments } from './arguments.ts'
import { bounded } from './results.ts'
import type { Tool, Tools } from './tool.ts'

/** What somebody (a model, a client of MCP) wants done: nothing about it can be trusted. */
export interface ToolCall {
  name: string
  /** JSON text or a parsed value. */
  arguments: unknown
}

/** A call that may be carried out: the tool is there, the caller may use it, and the arguments are what it takes. */
export interface CheckedCall {
  tool: Tool
  /** As they came: what is kept, and checked again before it is carried out. */
  given: Record<string, unknown>
  input: unknown
}

/** What went wrong, in words that a model can act on. */
export interface ToolError {
  code: ErrorCode
  message: string
  errors?: FieldError[]
}

export type ToolAnswer = { ok: true; result: unknown } | { ok: false; error: ToolError }

const MAX_ERRORS = 10

/** Validates a call as if a stranger had sent it. Throws an AppError that says what to change. */
export function checkCall(ctx: UserCtx, tools: Tools, call: ToolCall): CheckedCall {
  const tool = tools.get(call.name)
  if (!tool) throw new AppError('not_found', `There is no tool called '${String(call.name).slice(0, 60)}'.`)
  const missing = tool.scopes.find((scope) => !holdsScope(ctx.actor, scope))
  if (missing) throw new AppError('forbidden', `This API key needs the scope ${missing}.`)
  const given = readArguments(call.arguments)
  const parsed = tool.input.safeParse(given)
  if (parsed.success) return { tool, given, input: parsed.data }
  const errors = parsed.error.issues
    .slice(0, MAX_ERRORS)
    .map(({ path, message }) => ({ path: path.join('.').slice(0, 200), message: message.slice(0, 500) }))
  const detail = errors.map(({ path, message }) => `${path || 'arguments'}: ${message}`).join('; ')
  throw new AppError('invalid_input', `The arguments do not fit ${tool.name}. ${detail}`, { errors })
}

/** Carries out a checked call as the user. All of it happens or nothing does; the answer is bounded, declared JSON. */
export function runCall(ctx: UserCtx, { tool, input }: CheckedCall): Promise<unknown> {
  if (tool.effect === 'read') return answer(ctx, tool, input)
  return inTransaction(ctx, (ctx) => answer(ctx, tool, input))
}

const answer = async (ctx: UserCtx, tool: Tool, input: unknown) => bounded(tool.write(await tool.run(ctx, input)))

/**
 * Checks a call and carries it out at once, whatever its effect: for callers that have the user's leave. The assistant goes through
 * action records instead. What the call did wrong is an answer; what we did wrong is thrown.
 */
export async function callTool(ctx: UserCtx, tools: Tools, call: ToolCall): Promise<ToolAnswer> {
  try {
    return { ok: true, result: await runCall(ctx, checkCall(ctx, tools, call)) }
  } catch (error) {
    return { ok: false, error: toolErrorOf(error) }
  }
}

/** An error as a model may read it. Rethrows what nobody foresaw. */
export function toolErrorOf(error: unknown): ToolError {
  const { code, message, details } = asAppError(error)
  if (code === 'internal') throw error
  return { code, message, ...(details.errors && { errors: details.errors }) }
}

/** The tools that this caller may use at all. */
export const usableTools = ({ actor }: Ctx, tools: Tools): Tool[] =>
  [...tools.values()].filter(({ scopes }) => actor !== null && scopes.every((scope) => holdsScope(actor, scope)))
