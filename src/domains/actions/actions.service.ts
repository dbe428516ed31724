import { assistantActor, writeAs } from '#core/attribution.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import { AppError, found } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { type CheckedCall, checkCall, runCall, type ToolCall, type ToolError, toolErrorOf } from '#core/tools/call.ts'
import type { Tools } from '#core/tools/tool.ts'
import { countOpen, findSame, lockAction, writeAction } from './actions.queries.ts'
import { type ActionChannel, type ActionRow, actions, type Decider } from './actions.tables.ts'
import { readPolicy } from './policies.service.ts'
import { takeBackAll } from './undoing.service.ts'

/** Where a call comes from. */
export interface Origin {
  channel: ActionChannel
  conversationId?: string
  messageId?: string
  /** Why, in the assistant's own words; at most 1,000 characters are kept. */
  reason?: string
}

/** What became of a call. Only `read` and `done` have done anything. */
export type Outcome =
  | { kind: 'read'; result: unknown }
  | { kind: 'proposed'; action: ActionRow }
  | { kind: 'done'; action: ActionRow; result: unknown }
  | { kind: 'failed'; action: ActionRow; error: ToolError }
  | { kind: 'refused'; error: ToolError }

/** So many proposals may wait for one user; a model that goes round in circles fills no table. */
export const MAX_OPEN = 100
const EXPIRES_AFTER_DAYS = 7
const DAY_MS = 86_400_000

/**
 * What the assistant does with a call of a model: reading happens, anything else is done only by the user's own leave and is a
 * proposal otherwise. Asking for the same again while it waits is the same proposal. What the call did wrong is an outcome; only
 * what we did wrong is thrown. Whoever calls outside of a request wakes the user's devices afterwards.
 */
export async function proposeOrRun(ctx: UserCtx, tools: Tools, call: ToolCall, origin: Origin): Promise<Outcome> {
  try {
    const checked = checkCall(ctx, tools, call)
    const policy = await readPolicy(ctx, checked.tool)
    if (policy === 'never') throw new AppError('forbidden', `The user does not allow: ${checked.tool.title}.`)
    if (policy === 'auto' && checked.tool.effect === 'read')
      return { kind: 'read', result: await runCall(ctx, checked) }
    const action = await propose(ctx, checked, origin)
    return policy === 'ask' ? { kind: 'proposed', action } : outcomeOf(await carryOut(ctx, tools, action.id, 'policy'))
  } catch (error) {
    return { kind: 'refused', error: toolErrorOf(error) }
  }
}

/**
 * For whoever works while the user is away: nothing but proposals, also of what they otherwise allow without being asked, or why it
 * cannot even be that.
 */
export async function proposeOnly(
  ctx: UserCtx,
  tools: Tools,
  call: ToolCall,
  origin: Origin,
): Promise<{ action: ActionRow } | { error: ToolError }> {
  try {
    const checked = checkCall(ctx, tools, call)
    const { tool } = checked
    if (tool.effect === 'read') throw new AppError('invalid_input', `${tool.title}: only changes can be proposed.`)
    if ((await readPolicy(ctx, tool)) === 'never')
      throw new AppError('forbidden', `The user does not allow: ${tool.title}.`)
    return { action: await propose(ctx, checked, origin) }
  } catch (error) {
    return { error: toolErrorOf(error) }
  }
}

/**
 * The user's leave, for the user in person alone. Whoever approves twice, also at the same moment, has it done once. A tool that
 * refuses leaves the action `failed` with its words and nothing changed; approving again tries again.
 */
export function approveAction(ctx: UserCtx, tools: Tools, id: string): Promise<ActionRow> {
  if (ctx.actor.scopes !== null) throw new AppError('forbidden', 'An API key cannot do this. Sign in instead.')
  return carryOut(ctx, tools, id, 'user')
}

export function rejectAction(ctx: UserCtx, id: string): Promise<ActionRow> {
  return inTransaction(ctx, async (ctx) => {
    const action = await lockAction(ctx, id)
    if (action.state === 'rejected') return action
    if (action.state !== 'proposed' && action.state !== 'failed') throw decided(action)
    return writeAction(ctx, id, { state: 'rejected', decidedBy: 'user', decidedAt: ctx.now().toISOString() })
  })
}

/** Takes back everything that it changed; refused (409) and nothing taken back when something of it was changed since. */
export function undoAction(ctx: UserCtx, tools: Tools, entities: Entities, id: string): Promise<ActionRow> {
  return inTransaction(ctx, async (ctx) => {
    const action = await lockAction(ctx, id)
    if (action.state === 'undone') return action
    if (action.state !== 'done') throw new AppError('conflict', 'It has not been done, so there is nothing to undo.')
    const tool = found(tools.get(action.tool), 'Tool')
    const missing = tool.scopes.find((scope) => !holdsScope(ctx.actor, scope))
    if (missing) throw new AppError('forbidden', `This API key needs the scope ${missing}.`)
    if (tool.undo && action.result) await tool.undo(ctx, action.result)
    else await takeBackAll(ctx, entities, assistantActor(id))
    return writeAction(ctx, id, { state: 'undone', undoneAt: ctx.now().toISOString() })
  })
}

async function propose(ctx: UserCtx, { tool, given, input }: CheckedCall, origin: Origin): Promise<ActionRow> {
  const wanted = { tool: tool.name, arguments: given }
  const same = await findSame(ctx, wanted)
  if (same) return same
  if ((await countOpen(ctx)) >= MAX_OPEN)
    throw new AppError(
      'conflict',
      `${MAX_OPEN} proposals are waiting for the user already. Wait until they are decided.`,
    )
  const { channel, conversationId = null, messageId = null, reason } = origin
  const values = {
    ...wanted,
    effect: tool.effect,
    summary: oneLine(await tool.summary(ctx, input)),
    channel,
    conversationId,
    messageId,
    reason: reason?.slice(0, 1_000) ?? null,
    expiresAt: new Date(ctx.now().getTime() + EXPIRES_AFTER_DAYS * DAY_MS).toISOString(),
  }
  const [action] = await ctx.db
    .insert(actions)
    .values({ userId: ctx.actor.id, ...values })
    .returning()
  return found(action, 'Action')
}

/** Names in it are what somebody wrote: they begin no line of their own and turn no reading direction. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 1_000)

/** What the tool said no to: its transaction is gone, the record of it is still to be written. */
class ToolFailure extends Error {}

async function carryOut(ctx: UserCtx, tools: Tools, id: string, decidedBy: Decider): Promise<ActionRow> {
  const decidedAt = ctx.now().toISOString()
  try {
    return await inTransaction(ctx, async (ctx) => {
      const action = await lockAction(ctx, id)
      if (action.state === 'done') return action
      if (action.state !== 'proposed' && action.state !== 'failed') throw decided(action)
      if (action.state === 'proposed' && action.expiresAt <= decidedAt)
        throw new AppError('gone', 'This proposal has expired. Ask for it again.')
      const via = assistantActor(id)
      await writeAs(ctx.db, via)
      await writeAction(ctx, id, { state: 'approved', decidedBy, decidedAt, error: null })
      const result = await attempt({ ...ctx, actor: { ...ctx.actor, via } }, tools, action)
      return writeAction(ctx, id, { state: 'done', result, doneAt: decidedAt })
    })
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error
    return recordFailure(ctx, id, decidedBy, error.cause)
  }
}

async function attempt(ctx: UserCtx, tools: Tools, action: ActionRow): Promise<Record<string, unknown>> {
  try {
    const result = await runCall(ctx, checkCall(ctx, tools, { name: action.tool, arguments: action.arguments }))
    return result as Record<string, unknown> // every tool declares an object as its output
  } catch (cause) {
    throw new ToolFailure('The tool failed', { cause })
  }
}

/** A mistake of ours is recorded as well, and thrown after that. */
async function recordFailure(ctx: UserCtx, id: string, decidedBy: Decider, cause: unknown): Promise<ActionRow> {
  const fail = (error: ToolError) =>
    inTransaction(ctx, async (ctx) => {
      const action = await lockAction(ctx, id)
      if (action.state !== 'proposed' && action.state !== 'failed') return action
      return writeAction(ctx, id, { state: 'failed', decidedBy, decidedAt: ctx.now().toISOString(), error })
    })
  let known: ToolError
  try {
    known = toolErrorOf(cause)
  } catch (unforeseen) {
    await fail({ code: 'internal', message: 'Something went wrong on our side.' })
    throw unforeseen
  }
  return fail(known)
}

function outcomeOf(action: ActionRow): Outcome {
  if (action.state === 'failed' && action.error) return { kind: 'failed', action, error: action.error }
  return { kind: 'done', action, result: action.result }
}

const decided = ({ state }: ActionRow) => new AppError('conflict', `This has been decided already: it is ${state}.`)
