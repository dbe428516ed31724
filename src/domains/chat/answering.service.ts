import type { LanguageModelV4Message } from '@ai-sdk/provider'
import type { Ai } from '#core/ai/ai.ts'
import { holdBudget, type Spent, settle } from '#core/ai/budget.ts'
import type { Candidate } from '#core/ai/fallback.ts'
import { estimateTokens } from '#core/ai/prices.ts'
import { streamTurn, type Turn } from '#core/ai/stream.ts'
import type { Live } from '#core/bus.ts'
import type { UserCtx } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import { spokenHelp } from '#core/help-lines.ts'
import type { Log } from '#core/log.ts'
import type { PersonalityMode } from '#core/personality.ts'
import { localOf, weekdayOf } from '#core/time/zones.ts'
import type { Tool, Tools } from '#core/tools/tool.ts'
import { nearbyHelp } from '#domains/accounts/help.service.ts'
import { classifyUtterance, toneOf } from '#domains/voice/voice.service.ts'
import type { ConversationRow, MessageRow } from './chat.tables.ts'
import type { MessageMeta, NewEvent, ToolUse } from './documents.ts'
import { readPath } from './messages.service.ts'
import { toldOf, toolsInPlay } from './offered-tools.ts'
import { CHAT, type Partner, partnerOf } from './partner.service.ts'
import { instructionsFor, ownWordsFor } from './personality.ts'
import { assistantSaid, CONTINUE, MAX_MESSAGES, promptOf, toolTurn, userSays } from './prompt.ts'
import { rememberedFor } from './remembering.service.ts'
import { rulesCandidate } from './rules-model.ts'
import { onScreen } from './screen.service.ts'
import { type Citing, decidedSince, useTools } from './tool-use.service.ts'
import { allowedTools } from './wishes.service.ts'

/** What answers are made with: the same for everybody. */
export interface Desk {
  ai: Ai
  tools: Tools
  entities: Entities
  live: Live
  log: Log
}

/** An answer as far as it has come; kept whatever happens to it. */
export interface Draft extends Citing {
  readonly conversation: ConversationRow
  readonly message: MessageRow
  content: string
  toolCalls: ToolUse[]
  spent: Spent[]
  /** Who speaks. */
  candidate: Candidate | null
  tone: Pick<MessageMeta, 'mode' | 'distress'> | null
}

export type Ending =
  | { state: 'done' }
  | { state: 'interrupted' | 'failed'; code: string; detail: string; resetsAt: string | null }

/** Questions to a model for one answer: whoever goes on calling tools is asked to conclude then. */
export const MAX_STEPS = 6
const MAX_OUTPUT_TOKENS = 4_000
/** Messages whose words decide what a conversation is about. */
const IN_PLAY = 6

/**
 * Answers the message before `draft.message`, saying everything with `tell` as it comes. Tools run as the user, and what is not only
 * reading waits for their leave. Thrown: an abort of `signal`, a used-up budget, and mistakes of ours.
 */
export async function giveAnswer(
  ctx: UserCtx,
  desk: Desk,
  draft: Draft,
  signal: AbortSignal,
  tell: (event: NewEvent) => void,
): Promise<Ending> {
  const asking = await begin(ctx, desk, draft)
  if (asking.opening !== '') speak(draft, tell, asking.opening)
  for (let step = 1; step <= MAX_STEPS; step++) {
    const tools = step < MAX_STEPS ? asking.tools : []
    const turn = await takeTurn(ctx, desk, draft, { ...asking, tools }, signal, tell)
    if (turn.broken !== null || turn.isTooLong) return brokenOff(draft, turn)
    if (turn.calls.length === 0 || tools.length === 0) break
    const uses = await useTools(ctx, desk, draft, turn.calls, tell)
    draft.toolCalls.push(...uses)
    asking.messages.push(...toolTurn(turn.text, uses))
    signal.throwIfAborted()
  }
  if (draft.content === '') speak(draft, tell, 'I looked into it and have nothing to add. Ask me again in other words.')
  return { state: 'done' }
}

interface Asking {
  messages: LanguageModelV4Message[]
  tools: Tool[]
  models: Candidate[]
  rules: Candidate
  partner: Partner
  /** Said by us before anybody is asked. */
  opening: string
}

async function begin(ctx: UserCtx, desk: Desk, draft: Draft): Promise<Asking> {
  const { conversation, message } = draft
  const [partner, path] = await Promise.all([
    partnerOf(ctx),
    message.parentId === null ? [] : readPath(ctx, message.parentId, MAX_MESSAGES),
  ])
  const asked = path.at(-1)?.content ?? ''
  const { mode, isDistressed } = toneOf(asked, conversation.mode ?? partner.mode)
  draft.tone = { mode, distress: isDistressed }
  const usable = await allowedTools(ctx, desk.tools)
  const tools = isDistressed ? [] : offered(usable, draft, path)
  const models = partner.allowsModels ? desk.ai.candidates(partner.choice) : []
  const now = localOf(ctx.now().toISOString(), partner.zone)
  const setting = { mode, isDistressed, now, hasTools: tools.length > 0, hasModels: models.length > 0, partner }
  const isContinued = draft.content !== ''
  const before = isContinued ? [...assistantSaid(draft.content), userSays(CONTINUE)] : []
  return {
    messages: [...(await briefing(ctx, desk, conversation.id, path, setting)), ...before],
    tools,
    models,
    rules: rulesCandidate({
      asked,
      now,
      isDistressed,
      able: new Set(usable.map(({ name }) => name)),
      understand: async (text) => (await classifyUtterance(ctx, text)).intents,
    }),
    partner,
    opening: isDistressed && !isContinued ? `${spokenHelp(await nearbyHelp(ctx))}\n\n` : '',
  }
}

interface Setting {
  mode: PersonalityMode
  isDistressed: boolean
  /** On the user's own clock. */
  now: string
  hasTools: boolean
  hasModels: boolean
  partner: Partner
}

/** What a model is told before it answers: who it is, what is known of the user, and what was said. */
async function briefing(
  ctx: UserCtx,
  { entities, log }: Desk,
  conversationId: string,
  path: readonly MessageRow[],
  { now, partner, hasModels, ...setting }: Setting,
): Promise<LanguageModelV4Message[]> {
  const { isBrief, zone, answers } = partner
  const { mode } = setting
  const weekday = WEEKDAYS[weekdayOf(now.slice(0, 10))]
  const instructions = instructionsFor({ ...setting, isBrief, localNow: now.slice(0, 16), weekday, zone })
  const asked = path.at(-1)?.content ?? ''
  const [remembered, said] = await Promise.all([
    hasModels ? rememberedFor(ctx, log, asked, { conversationId, personality: mode }) : null,
    Promise.all(
      path.map(async (row) => ({
        ...row,
        onScreen: await onScreen(ctx, entities, row),
        toolCalls: await decidedSince(ctx, row.toolCalls),
      })),
    ),
  ])
  return promptOf(instructions, { ownWords: ownWordsFor(mode, answers), remembered }, said)
}

const WEEKDAYS = {
  mo: 'Monday',
  tu: 'Tuesday',
  we: 'Wednesday',
  th: 'Thursday',
  fr: 'Friday',
  sa: 'Saturday',
  su: 'Sunday',
} as const

/** Of what may be used, what is in play here. */
function offered(usable: readonly Tool[], draft: Draft, path: readonly MessageRow[]): Tool[] {
  const said = path
    .slice(-IN_PLAY)
    .map(({ content, context }) => `${content} ${context?.entity ?? ''} ${context?.page ?? ''}`)
  const used = [...path.flatMap(({ toolCalls }) => toolCalls ?? []), ...draft.toolCalls].map(({ tool }) => tool)
  return toolsInPlay(usable, said.join('\n'), used)
}

/** One question within the budget: to the models there are, and where none answers, to the rules. */
async function takeTurn(
  ctx: UserCtx,
  { ai, log }: Desk,
  draft: Draft,
  { messages, tools, models, rules, partner }: Asking,
  signal: AbortSignal,
  tell: (event: NewEvent) => void,
): Promise<Turn> {
  const question = {
    prompt: messages,
    tools: tools.map((tool) => toldOf(tool).tool),
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
  const hold = await setAside(ctx, ai, { messages, tools, models, partner })
  const spent: Spent[] = []
  const asking = { signal, timeoutMs: ai.timeoutMs, log }
  const lead = draft.content !== '' && draft.toolCalls.length > 0 ? '\n\n' : ''
  let isFirst = true
  const say = (text: string) => {
    speak(draft, tell, isFirst ? lead + text : text)
    isFirst = false
  }
  try {
    const turn =
      (await streamTurn(models, asking, question, say, (candidate, tokens) => {
        const { provider, model } = candidate
        spent.push({ provider: provider.name, model, ...tokens, costMicros: ai.cost(candidate, tokens) })
      })) ?? (await streamTurn([rules], asking, question, say, () => {}))
    if (turn === null) throw new Error('The rules did not answer')
    draft.candidate = turn.candidate
    return turn
  } finally {
    draft.spent.push(...spent)
    await settle(ctx, partner.zone, CHAT, hold, spent)
    if (spent.length > 0) tell({ type: 'usage', usage: usageOf(draft.spent) })
  }
}

/** What the question may take at most; nothing where only the rules are asked. */
function setAside(ctx: UserCtx, ai: Ai, asking: Pick<Asking, 'messages' | 'tools' | 'models' | 'partner'>) {
  const { messages, tools, models, partner } = asking
  if (models.length === 0) return null
  const described = tools.reduce((sum, tool) => sum + toldOf(tool).characters, 0)
  const inputTokens = estimateTokens(JSON.stringify(messages)) + Math.ceil(described / 4)
  const most = { inputTokens, outputTokens: MAX_OUTPUT_TOKENS }
  return holdBudget(ctx, partner.zone, partner.limits ?? ai.limits, {
    tokens: inputTokens + MAX_OUTPUT_TOKENS,
    costMicros: Math.max(...models.map((model) => ai.cost(model, most) ?? 0)),
  })
}

function speak(draft: Draft, tell: (event: NewEvent) => void, text: string) {
  draft.content += text
  tell({ type: 'delta', text })
}

const brokenOff = ({ content, toolCalls }: Draft, { isTooLong }: Turn): Ending => ({
  state: content === '' && toolCalls.length === 0 ? 'failed' : 'interrupted',
  code: 'unavailable',
  detail: `${isTooLong ? 'This is as long as one answer may be' : 'The model broke off'}. What was said is kept, and you can have it continued.`,
  resetsAt: null,
})

export function usageOf(spent: readonly Spent[]): MessageMeta['usage'] {
  const sum = (count: (one: Spent) => number) => spent.reduce((all, one) => all + count(one), 0)
  return {
    inputTokens: sum((one) => one.inputTokens),
    outputTokens: sum((one) => one.outputTokens),
    costMicros: spent.every((one) => one.costMicros !== null) ? sum((one) => one.costMicros ?? 0) : null,
    currency: 'USD',
  }
}

/** Who answered, and what it took; null while nobody has. */
export function metaOf({ candidate, tone, spent }: Draft): MessageMeta | null {
  if (tone === null) return null
  const isModel = candidate !== null && candidate.provider.name !== 'embedded'
  return {
    source: isModel ? 'model' : 'rules',
    provider: isModel ? candidate.provider.name : null,
    model: isModel ? candidate.model : null,
    cached: false,
    ...tone,
    usage: usageOf(spent),
  }
}
