import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider'
import type { Candidate } from '#core/ai/fallback.ts'
import { createBreaker } from '#core/breaker.ts'
import { type Answered, planFor, type RuleCall, tellOf, type Wish } from './rules-plan.ts'

/** What the rules are told of a message, beside the prompt that every model gets. */
export interface Understood {
  /** What the user said. */
  asked: string
  /** The user's own clock: `2027-03-10T13:00:00`. */
  now: string
  isDistressed: boolean
  /** All that may be used: rules need no description, so they are not limited to what is in play. */
  able: ReadonlySet<string>
  understand(text: string): Promise<Wish[]>
}

/**
 * The built-in model: fixed rules that stream and call tools as other models do, and say honestly what they cannot do. It
 * answers whenever nobody else does, costs nothing and reaches nobody.
 */
export function rulesCandidate(understood: Understood): Candidate {
  const model = rulesModel(understood)
  return {
    provider: { name: 'embedded', usualModel: MODEL, isOwn: true, options: {}, model: async () => model },
    model: MODEL,
    breaker: createBreaker(Date.now, () => {}),
    isOwnChoice: true,
  }
}

const MODEL = 'rules'

function rulesModel(understood: Understood): LanguageModelV4 {
  const answer = async (options: LanguageModelV4CallOptions) => {
    const { text, calls } = await reply(understood, options)
    const finishReason = { unified: calls.length > 0 ? 'tool-calls' : 'stop', raw: 'rules' } as const
    return { text, calls, finishReason, usage: NOTHING }
  }
  return {
    specificationVersion: 'v4',
    provider: 'embedded',
    modelId: MODEL,
    supportedUrls: {},
    doGenerate: async (options) => {
      const { text, calls, finishReason, usage } = await answer(options)
      const said = text === '' ? [] : [{ type: 'text' as const, text }]
      return { content: [...said, ...calls.map(callPart)], finishReason, usage, warnings: [] }
    },
    doStream: async (options) => {
      const { text, calls, finishReason, usage } = await answer(options)
      const words: LanguageModelV4StreamPart[] = (text.match(/\s*\S+\s*?/g) ?? []).map((delta) => ({
        type: 'text-delta',
        id: '1',
        delta,
      }))
      const parts: LanguageModelV4StreamPart[] = [
        { type: 'stream-start', warnings: [] },
        ...(words.length === 0
          ? []
          : [{ type: 'text-start' as const, id: '1' }, ...words, { type: 'text-end' as const, id: '1' }]),
        ...calls.map(callPart),
        { type: 'finish', finishReason, usage },
      ]
      return { stream: ReadableStream.from(parts) as ReadableStream<LanguageModelV4StreamPart> }
    },
  }
}

const NOTHING: LanguageModelV4Usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
}

const callPart = ({ tool, arguments: given }: RuleCall, at: number) => ({
  type: 'tool-call' as const,
  toolCallId: `rule_${at + 1}`,
  toolName: tool,
  input: JSON.stringify(given),
})

interface Reply {
  text: string
  calls: RuleCall[]
}

const CALM =
  'I am here. Breathe out slowly, put both feet on the ground, and name five things that you can see. There is nothing you have to plan now.'

async function reply(understood: Understood, { prompt, tools = [] }: LanguageModelV4CallOptions): Promise<Reply> {
  if (understood.isDistressed) return { text: CALM, calls: [] }
  // Nothing more may be called when none are offered: it is time to conclude.
  const names = tools.length === 0 ? new Set<string>() : understood.able
  const wishes = await understood.understand(understood.asked.slice(0, 2_000))
  const plan = planFor(wishes, understood.now, answeredIn(prompt), names)
  return plan.calls.length > 0 ? { text: '', calls: plan.calls } : { text: tellOf(plan, names), calls: [] }
}

/** What tools have answered since the user spoke last. */
function answeredIn(prompt: LanguageModelV4Prompt): Answered[] {
  const since = prompt.slice(prompt.findLastIndex(({ role }) => role === 'user') + 1)
  const given = new Map<string, unknown>()
  const answered: Answered[] = []
  for (const message of since) {
    if (message.role !== 'assistant' && message.role !== 'tool') continue
    for (const part of message.content) {
      if (part.type === 'tool-call') given.set(part.toolCallId, part.input)
      if (part.type !== 'tool-result' || part.output.type !== 'text') continue
      const { state, answer } = JSON.parse(part.output.value) as { state: Answered['state']; answer: unknown }
      const args = (given.get(part.toolCallId) ?? {}) as Record<string, unknown>
      answered.push({ tool: part.toolName, arguments: args, state, answer })
    }
  }
  return answered
}
