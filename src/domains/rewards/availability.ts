import { AppError } from '#core/errors.ts'
import type { RewardRow } from './rewards.tables.ts'

const HOUR = 3_600_000

export interface Present {
  now: Date
  balance: number
  /** Redemptions in the user's present day, less those undone, by reward. */
  redeemedToday: ReadonlyMap<string, number>
  /** When the user's next day begins. */
  tomorrow: string
}

type Terms = Pick<RewardRow, 'id' | 'status' | 'pointCost' | 'cooldownHours' | 'maxPerDay' | 'lastRedeemedAt'>

/**
 * Why a reward cannot be redeemed now, in the order in which the apps ask; null when it can. A cooldown is hours that pass, also
 * when the clocks change. `availableAt` is when time alone will have removed the reason. Texts: the Personal OS client.
 */
export function obstacleTo(reward: Terms, { now, balance, redeemedToday, tomorrow }: Present): AppError | null {
  const { status, pointCost, cooldownHours, maxPerDay, lastRedeemedAt } = reward
  if (status !== 'active') return new AppError('conflict', `This reward is ${status}. Make it active to redeem it.`)
  if (balance < pointCost) {
    const extra = { balance, pointCost }
    return new AppError('conflict', `Not enough points: it costs ${pointCost}, and you have ${balance}.`, { extra })
  }
  if (maxPerDay !== null && (redeemedToday.get(reward.id) ?? 0) >= maxPerDay) {
    return new AppError('conflict', 'Daily redemption limit reached', { extra: { availableAt: tomorrow } })
  }
  const again = Date.parse(lastRedeemedAt ?? '') + (cooldownHours ?? 0) * HOUR
  if (!(again > now.getTime())) return null
  const hours = Math.ceil((again - now.getTime()) / HOUR)
  const extra = { availableAt: new Date(again).toISOString() }
  return new AppError('conflict', `Available in ${hours} hour(s)`, { extra })
}
