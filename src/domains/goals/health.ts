import type { GoalStatus } from './goals.tables.ts'

export const HEALTHS = ['on_track', 'at_risk', 'behind', 'dormant'] as const
export type Health = (typeof HEALTHS)[number]

export interface Condition {
  status: GoalStatus
  /** Percent, 0 to 100. */
  progress: number
  /** Percent that the even pace expects today; null without a target day. */
  expectedToday: number | null
  /** Whole days since something last happened, or since the first day when that is later; negative before it. */
  idleDays: number
}

const DORMANT_AFTER_DAYS = 7
const AT_RISK_POINTS = 10
const BEHIND_POINTS = 20

/**
 * `dormant` when nothing happened for more than 7 days or it was given up; otherwise by the distance to the even pace: more than
 * 20 percentage points below is `behind`, more than 10 `at_risk`. What is finished is on track. Source: client-apps, goals.
 */
export function healthOf({ status, progress, expectedToday, idleDays }: Condition): Health {
  if (status === 'achieved' || progress >= 100) return 'on_track'
  if (status === 'abandoned' || idleDays > DORMANT_AFTER_DAYS) return 'dormant'
  const lag = (expectedToday ?? 0) - progress
  if (lag > BEHIND_POINTS) return 'behind'
  return lag > AT_RISK_POINTS ? 'at_risk' : 'on_track'
}
