import type { Wish } from './rules-plan.ts'
import { contentWords, type Item, itemsOf, keyOf, listing, nameOf, type Recipe, theOne } from './rules-wishes.ts'

const ABILITY = 'find what you have written'

/** What serves a question without a model: figures that are kept, and what its words find among the user's own. Nothing for the rest. */
export function questionRecipe({ text }: Wish): Recipe | undefined {
  if (/\bpoints?\b|\bwallet\b/i.test(text)) return points
  if (METRIC.test(text)) return metricValue
  return OWN.test(text) && contentWords(text).length > 0 ? lookUp : undefined
}

/** A question about what somebody has or did, not about the world. */
const OWN = /\b(?:my|mine|our|i|me|we)\b/i
const METRIC =
  /^\W*(?:what(?:'s| is| was)|how (?:much|high|low) (?:is|was)|show(?: me)?) my (?:current |latest |last )?([\w ]{2,40}?)(?: now| today)?\W*$/i

const points: Recipe = {
  tool: 'wallet_get',
  ability: 'say how many points you have',
  intent: () => 'Read your wallet',
  arguments: () => ({}),
  tell: (_, answer) => {
    const { balance, lifetimeEarned, lifetimeSpent } = (answer ?? {}) as Record<string, unknown>
    return `You have ${balance} points: ${lifetimeEarned} earned and ${lifetimeSpent} spent so far.`
  },
}

const searchFor = (text: string) => ({
  tool: 'search_items',
  arguments: { q: contentWords(text).join(' ').slice(0, 200), limit: 5 },
})

/** A metric of that name with its latest value; otherwise whatever has these words. */
const metricValue: Recipe = {
  tool: 'metrics_list',
  ability: ABILITY,
  intent: () => 'Look through your metrics',
  arguments: ({ text }) => ({ q: keyOf(METRIC.exec(text)?.[1] ?? text), limit: 20 }),
  next: ({ text }, found) => {
    const one = theOne('metric', METRIC.exec(text)?.[1] ?? text, found)
    return typeof one === 'string' ? searchFor(text) : valueIn(one)
  },
  tell: (wish, answer) => told(wish, answer),
}

function valueIn(metric: Item & { currentValue?: unknown }): string {
  const { currentValue, unit } = metric
  if (typeof currentValue !== 'number') return `“${nameOf(metric)}” has no value yet.`
  return `${nameOf(metric)}: ${currentValue}${typeof unit === 'string' ? ` ${unit}` : ''}, the latest you logged.`
}

const lookUp: Recipe = {
  ...searchFor(''),
  ability: ABILITY,
  intent: () => 'Look through what you have written',
  arguments: ({ text }) => searchFor(text).arguments,
  tell: (wish, answer) => told(wish, answer),
}

/** Only what has the words: what is merely near in meaning would look like an answer. */
function told({ text }: Wish, answer: unknown): string {
  const items = itemsOf(answer).filter(({ foundBy }: Item & { foundBy?: unknown }) => String(foundBy).includes('words'))
  const about = contentWords(text).join(' ')
  if (items.length === 0)
    return `Without a language model I cannot answer that, and I found nothing of yours about “${about}”.`
  return `Without a language model I cannot answer that in words. ${listing(['thing of yours speaks', 'things of yours speak'], items).replace(':', ` of “${about}”:`)}`
}
