import { wholePercent } from '#core/milestones.ts'

/** Tasks that count: cancelled ones and the trash do not. */
export interface Count {
  done: number
  total: number
}

/**
 * A project's progress in whole percent: the share of its tasks that is done; without tasks the mean of the shares of criteria met
 * (percent) of the goals it serves, over those that have criteria; otherwise 0. Source: client-apps §2.5.
 */
export function progressOf({ done, total }: Count, criteriaMet: readonly number[]): number {
  if (total > 0) return wholePercent((100 * done) / total)
  if (criteriaMet.length === 0) return 0
  return wholePercent(criteriaMet.reduce((sum, percent) => sum + percent, 0) / criteriaMet.length)
}
