import type { Category } from './pricing.ts'

export interface Idea {
  title: string
  description: string | null
  category: Category
}

/** Rewards that please most people; nobody's own taste is behind them. */
export const IDEAS: readonly Idea[] = (
  [
    ['A cup of something good, sitting down', 'quick_treat'],
    ['Fifteen minutes with music and nothing else', 'quick_treat'],
    ['A walk around the block without the phone', 'quick_treat'],
    ['A favourite snack', 'quick_treat'],
    ['An episode of a series', 'daily_delight'],
    ['A long bath', 'daily_delight'],
    ['An hour of reading for pleasure', 'daily_delight'],
    ['A nap in the afternoon', 'daily_delight'],
    ['An evening at the cinema', 'weekly_reward'],
    ['Dinner at a restaurant', 'weekly_reward'],
    ['A morning of sleeping in, without plans', 'weekly_reward'],
    ['A day trip somewhere new', 'weekly_reward'],
    ['A massage', 'weekly_reward'],
    ['A weekend away', 'big_unlock'],
    ['A concert or a show', 'big_unlock'],
    ['Something I have wanted for a long time', 'big_unlock'],
  ] as const
).map(([title, category]) => ({ title, category, description: null }))

/** What somebody likes, as rewards of three sizes. */
export function ideasFor(interest: string): Idea[] {
  const description = `Because you like ${interest}.`
  return [
    { title: `An undisturbed hour for ${interest}`, category: 'daily_delight', description },
    { title: `A whole afternoon for ${interest}`, category: 'weekly_reward', description },
    { title: `Something new for ${interest}`, category: 'big_unlock', description },
  ]
}

/** One of each list in turn, so that the first few are of everything. */
export function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat()
}
