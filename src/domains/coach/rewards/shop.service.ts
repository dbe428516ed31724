import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, daysBetween } from '#core/time/zones.ts'
import { listRewards } from '#domains/rewards/rewards.service.ts'
import { listTransactions } from '#domains/rewards/wallet.service.ts'

export type Reward = Awaited<ReturnType<typeof listRewards>>['items'][number]

export interface Shop {
  /** The newest hundred that are not archived. */
  rewards: Reward[]
  /** Points earned a day in the last four weeks; null when nothing was. */
  perDay: number | null
}

const DAYS_BACK = 28
/** Whoever began only yesterday is not taken to earn as much every day. */
const FEWEST_DAYS = 7
const PAGES = 5

/** What I can spend points on, and how fast I earn them. */
export async function shopOf(ctx: UserCtx, today: string, zone: string): Promise<Shop> {
  const [{ items }, perDay] = await Promise.all([
    listRewards(ctx, { limit: 100, sort: 'newest' }),
    earnedADay(ctx, today, zone),
  ])
  return { rewards: items.filter(({ status }) => status !== 'archived'), perDay }
}

/** The newest five hundred entries count. */
async function earnedADay(ctx: UserCtx, today: string, zone: string): Promise<number | null> {
  const from = addDays(today, 1 - DAYS_BACK)
  let [earned, first, cursor]: [number, string, string | undefined] = [0, today, undefined]
  for (let page = 0; page < PAGES; page++) {
    const { items, nextCursor } = await listTransactions(ctx, {
      limit: 100,
      kind: ['earn'],
      from,
      ...(cursor && { cursor }),
    })
    for (const { amount, at } of items) {
      earned += amount
      const day = dayOf(at, zone)
      if (day < first) first = day
    }
    if (nextCursor === null) break
    cursor = nextCursor
  }
  const days = Math.max(FEWEST_DAYS, daysBetween(first, today) + 1)
  return earned <= 0 ? null : Math.round(earned / days)
}
