import type { Reach, UserCtx } from '#core/ctx.ts'
import type { ToolCall } from '#core/tools/call.ts'
import type { Tools } from '#core/tools/tool.ts'
import { proposeOnly } from '#domains/actions/actions.service.ts'
import { changingTools, wantedByRules } from '#domains/chat/wishes.service.ts'

/** What one run may propose; more is noise that nobody looks through. */
export const MOST_PROPOSALS = 5

/** Something that an automation wants to have changed. */
export interface Wanted extends ToolCall {
  reason: string | null
}

const toolboxes = new WeakMap<Reach, Tools>()

/** Jobs are handed the outside world alone; which tools there are is told once, when the process starts. */
export const equip = (reach: Reach, tools: Tools) => void toolboxes.set(reach, tools)

const toolsOf = (reach: Reach): Tools => toolboxes.get(reach) ?? new Map()

/** The tools that a wish may need, as a model is told of them. */
export async function toolsFor(ctx: UserCtx, reach: Reach, wish: string) {
  const tools = await changingTools(ctx, toolsOf(reach), wish)
  return tools.map(({ name, description, inputSchema }) => ({ name, description, arguments: inputSchema }))
}

/** What the words of a wish want to have changed, without a model. */
export async function wantedIn(ctx: UserCtx, reach: Reach, wish: string): Promise<Wanted[]> {
  const calls = await wantedByRules(ctx, toolsOf(reach), wish)
  return calls.map(({ tool: name, arguments: given }) => ({ name, arguments: given, reason: null }))
}

/** What became of it, for the user to read and for their answer: nothing but proposals, whatever policy holds. */
export interface Proposed {
  actionIds: string[]
  text: string
}

/** Writes proposals into the user's list. What is no tool, not theirs, or forbidden is said and left out. */
export async function proposeAll(
  ctx: UserCtx,
  reach: Reach,
  wanted: readonly Wanted[],
  why: string,
): Promise<Proposed> {
  const waiting = new Map<string, string>()
  const refused: string[] = []
  for (const { name, arguments: given, reason } of wanted.slice(0, MOST_PROPOSALS)) {
    const origin = { channel: 'agent', reason: reason ?? why } as const
    const outcome = await proposeOnly(ctx, toolsOf(reach), { name, arguments: given }, origin)
    if ('action' in outcome) waiting.set(outcome.action.id, outcome.action.summary)
    else refused.push(outcome.error.message)
  }
  const parts = [listed('Waiting for your approval', [...waiting.values()]), listed('Could not be proposed', refused)]
  return { actionIds: [...waiting.keys()], text: parts.filter((part) => part !== '').join('\n\n') }
}

const listed = (heading: string, lines: readonly string[]) =>
  lines.length === 0 ? '' : `**${heading}**\n${lines.map((line) => `- ${line}`).join('\n')}`
