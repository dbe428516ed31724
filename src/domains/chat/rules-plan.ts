import type { classifyUtterance } from '#domains/voice/voice.service.ts'
import type { ToolUse } from './documents.ts'
import { RECIPES, recipeFor } from './rules-recipes.ts'
import type { Recipe } from './rules-wishes.ts'

/** One thing that an utterance wants. */
export type Wish = Awaited<ReturnType<typeof classifyUtterance>>['intents'][number]

export interface RuleCall {
  tool: string
  arguments: Record<string, unknown>
}

/** A call that was made for this answer already. */
export interface Answered extends RuleCall {
  state: ToolUse['state']
  answer: unknown
}

/** What is to be called now; with nothing left to call, what there is to tell of each wish. */
export interface Plan {
  calls: RuleCall[]
  told: string[]
  /** Wishes that no tool serves. */
  open: Wish[]
}

/** Less sure than this, a wish is talk. */
const SURE = 0.45

/** Goes on from what was answered: the same wishes and answers always give the same plan. */
export function planFor(
  wishes: readonly Wish[],
  now: string,
  answered: readonly Answered[],
  tools: ReadonlySet<string>,
): Plan {
  const plan: Plan = { calls: [], told: [], open: [] }
  for (const wish of wishes) {
    const recipe = wish.confidence < SURE ? undefined : recipeFor(wish)
    if (!recipe || !tools.has(recipe.tool)) plan.open.push(wish)
    else follow(recipe, wish, now, answered, tools, plan)
  }
  return plan
}

function follow(
  recipe: Recipe,
  wish: Wish,
  now: string,
  answered: readonly Answered[],
  tools: ReadonlySet<string>,
  plan: Plan,
) {
  const given = recipe.arguments(wish, now)
  if (typeof given === 'string') return void plan.told.push(given)
  let call: RuleCall = { tool: recipe.tool, arguments: given }
  const before: unknown[] = []
  for (const step of [recipe.next, recipe.last, undefined]) {
    const found = answerTo(call, answered)
    if (!found) return void plan.calls.push(call)
    const following = found.state === 'done' ? step?.(wish, found.answer, before) : undefined
    if (typeof following === 'string') return void plan.told.push(following)
    if (following === undefined || !tools.has(following.tool)) return void plan.told.push(tell(recipe, wish, found))
    before.push(found.answer)
    call = following
  }
}

const answerTo = (call: RuleCall, answered: readonly Answered[]) =>
  answered.find((one) => one.tool === call.tool && JSON.stringify(one.arguments) === JSON.stringify(call.arguments))

function tell(recipe: Recipe, wish: Wish, { state, answer }: Answered): string {
  if (state === 'done') return recipe.tell(wish, answer)
  if (state === 'awaiting_approval') return `${recipe.intent(wish)}: it is prepared and waits for your approval.`
  const { error } = (answer ?? {}) as { error?: { message?: string } }
  return `${recipe.intent(wish)}: that did not work. ${error?.message ?? ''}`.trim()
}

/** Everything that was found out, and honestly what these rules cannot do. */
export function tellOf({ told, open }: Plan, tools: ReadonlySet<string>): string {
  const talk = open.filter(({ type }) => TALK.has(type))
  const unserved = open.filter(({ type }) => !TALK.has(type))
  const lines = [...told, ...unserved.map(({ type }) => `I cannot ${words(type)} from here yet; the app itself can.`)]
  if (lines.length === 0) lines.push(smallTalk(talk[0]?.text ?? '', tools))
  return lines.join('\n\n')
}

/** What is only said gets a short answer; what these rules can do is told to whoever greets them or asks for it. */
function smallTalk(text: string, tools: ReadonlySet<string>): string {
  if (THANKS.test(text)) return 'You are welcome.'
  if (FAREWELL.test(text)) return 'Goodbye. What you have written down is here when you come back.'
  if (GREETING.test(text) || ABOUT_ME.test(text)) return introduction(tools)
  return 'I did not understand that as something I can do. I work by fixed rules, without a language model, and understand English: ask “What can you do?” for what I understand. For open conversation, connect an AI provider.'
}

const THANKS = /^\W*(?:many |ok |okay |great |perfect )?(?:thanks|thank you|thx|cheers|much appreciated)\b/i
const FAREWELL = /^\W*(?:bye|goodbye|good night|see you|see ya)\b/i
const GREETING = /^\W*(?:hi|hey|hello|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day))\b/i
const ABOUT_ME =
  /^\W*help\b|\bhelp me$|\bwhat (?:can|do|could) you\b|\bwho are you\b|\bwhat are you\b|\bhow do you work\b|\bare you (?:an? )?(?:ai|bot|robot|human|real|model)/i

const TALK: ReadonlySet<string> = new Set(['general_question', 'chit_chat'])

const words = (type: string) => type.replaceAll('_', ' ')

function introduction(tools: ReadonlySet<string>): string {
  const able = new Set(
    Object.values(RECIPES).flatMap((recipe) => (recipe && tools.has(recipe.tool) ? [recipe.ability] : [])),
  )
  const can = able.size === 0 ? '' : ` I can ${[...able].join('; ')}. Just say it.`
  return `I am the built-in assistant: I work by fixed rules, without a language model, and understand English.${can} For open conversation, connect an AI provider.`
}
