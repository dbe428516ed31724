import type { UserCtx } from '#core/ctx.ts'
import { localOf } from '#core/time/zones.ts'
import { usableTools } from '#core/tools/call.ts'
import type { Tool, Tools } from '#core/tools/tool.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { type Outcome, proposeOrRun } from '#domains/actions/actions.service.ts'
import { listPolicies } from '#domains/actions/policies.service.ts'
import { classifyUtterance } from '#domains/voice/voice.service.ts'
import type { ToolUse } from './documents.ts'
import { toolsInPlay } from './offered-tools.ts'
import { type Answered, planFor, type RuleCall } from './rules-plan.ts'

/** Surer than in a conversation, where somebody can say that it was meant otherwise. */
const SURE = 0.6
const MAX_STEPS = 4

/** What words that nobody waits behind want to have changed, by the rules alone. What has to be looked up is read; nothing is changed. */
export async function wantedByRules(ctx: UserCtx, tools: Tools, text: string): Promise<RuleCall[]> {
  const [{ intents, distress }, { timezone }] = await Promise.all([classifyUtterance(ctx, text), userZone(ctx)])
  const sure = intents.filter(({ confidence }) => confidence >= SURE)
  if (distress || sure.length === 0) return []
  const usable = new Map((await allowedTools(ctx, tools)).map((tool) => [tool.name, tool]))
  const now = localOf(ctx.now().toISOString(), timezone)
  const answered: Answered[] = []
  const wanted: RuleCall[] = []
  for (let step = 0; step < MAX_STEPS; step++) {
    const { calls } = planFor(sure, now, answered, new Set(usable.keys()))
    if (calls.length === 0) return wanted
    for (const call of calls) {
      const isReading = usable.get(call.tool)?.effect === 'read'
      if (!isReading) wanted.push(call)
      answered.push(
        isReading ? await lookedUp(ctx, tools, call) : { ...call, state: 'awaiting_approval', answer: null },
      )
    }
  }
  return wanted
}

/** The tools that change something of what was spoken of, as far as the user lets the assistant have them. */
export async function changingTools(ctx: UserCtx, tools: Tools, said: string): Promise<Tool[]> {
  const changing = (await allowedTools(ctx, tools)).filter(({ effect }) => effect !== 'read')
  return toolsInPlay(changing, said, [])
}

/** What may be used by the caller and was not forbidden. */
export async function allowedTools(ctx: UserCtx, tools: Tools): Promise<Tool[]> {
  const { items } = await listPolicies(ctx, tools)
  const never = new Set(items.filter(({ policy }) => policy === 'never').map(({ tool }) => tool))
  return usableTools(ctx, tools).filter(({ name }) => !never.has(name))
}

async function lookedUp(ctx: UserCtx, tools: Tools, call: RuleCall): Promise<Answered> {
  const { tool: name, arguments: given } = call
  const outcome = await proposeOrRun(ctx, tools, { name, arguments: given }, { channel: 'agent' })
  return { ...call, state: STATES[outcome.kind], answer: outcome.kind === 'read' ? outcome.result : null }
}

const STATES: Record<Outcome['kind'], ToolUse['state']> = {
  read: 'done',
  done: 'done',
  proposed: 'awaiting_approval',
  failed: 'failed',
  refused: 'refused',
}
