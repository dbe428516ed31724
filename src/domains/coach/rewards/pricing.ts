import { median } from '../likeness.ts'

export const CATEGORIES = ['quick_treat', 'daily_delight', 'weekly_reward', 'big_unlock', 'custom'] as const
export type Category = (typeof CATEGORIES)[number]

/** How many days of earning a reward of each category should take: ours, as no formula of the field says. */
export const DAYS: Record<Category, number> = {
  quick_treat: 0.5,
  daily_delight: 1,
  weekly_reward: 7,
  big_unlock: 30,
  custom: 3,
}

/** Two tasks of half an hour and middle priority: what a day is taken to bring where nothing was earned yet. */
const ASSUMED_A_DAY = 720

export interface Price {
  cost: number
  low: number
  high: number
  basis: 'like_rewards' | 'category' | 'earnings' | 'assumed'
}

/**
 * What a reward should cost: the middle of one's own rewards like it, else of its category, else so many days of what one earns, with
 * half and double as the range. Rounded as people set prices.
 */
export function priceOf(
  category: Category,
  like: readonly number[],
  same: readonly number[],
  perDay: number | null,
): Price {
  for (const [costs, basis] of [
    [like, 'like_rewards'],
    [same, 'category'],
  ] as const) {
    const cost = median(costs)
    if (cost !== null) return { cost, low: Math.min(...costs), high: Math.max(...costs), basis }
  }
  const exact = DAYS[category] * (perDay ?? ASSUMED_A_DAY)
  const [cost, low, high] = [round(exact), round(exact / 2), round(exact * 2)]
  return { cost, low, high, basis: perDay === null ? 'assumed' : 'earnings' }
}

/** Two digits that count; a price is at least 1 and at most a million. */
function round(points: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, points))) - 1)
  return Math.min(1_000_000, Math.max(1, Math.round(points / step) * step))
}
