import type { Standing } from './standing.service.ts'

export const TRAJECTORIES = ['ahead', 'on_track', 'behind', 'stalled'] as const
export type Trajectory = (typeof TRAJECTORIES)[number]
export const RATINGS = ['excellent', 'good', 'fair', 'poor', 'critical'] as const

/** Percentage points from the even pace within which a goal is on track. */
const TOLERANCE = 10

/** Where a goal is heading: stalled after a week in which nothing happened, otherwise by its distance to the even pace. */
export function trajectoryOf({ progress, status }: Pick<Standing, 'progress' | 'status'>): Trajectory {
  const { overall, health, pace } = progress
  if (status === 'achieved' || overall >= 100) return 'on_track'
  if (health === 'dormant') return 'stalled'
  const lead = pace.expectedToday === null ? 0 : overall - pace.expectedToday
  if (lead >= TOLERANCE) return 'ahead'
  return lead <= -TOLERANCE ? 'behind' : 'on_track'
}

export interface Factors {
  /** Progress as a share of what the even pace expects. */
  progressVelocity: number | null
  /** 100 when something happened today, 0 after a fortnight without. */
  activityLevel: number
  /** The share of its open tasks that are neither late nor held up. */
  resourceBalance: number | null
  /** The mean rate so far as a share of the rate that the days left ask for. */
  timeAlignment: number | null
}

/** The four factors of a goal's health in percent, as whole numbers; null where there is nothing to tell it by. */
export function factorsOf(standing: Standing): Factors {
  const { progress, idleDays, openTasks, overdue, heldUp, elapsedDays, daysLeft } = standing
  const { overall, pace } = progress
  const expected = pace.expectedToday
  const stuck = new Set([...overdue, ...heldUp]).size
  return {
    progressVelocity: expected === null ? null : expected === 0 ? 100 : share(overall / expected),
    activityLevel: share(1 - idleDays / 14),
    resourceBalance: openTasks === 0 ? null : share(1 - stuck / openTasks),
    timeAlignment: daysLeft === null ? null : alignmentOf(overall, elapsedDays, daysLeft, pace.requiredPerDay),
  }
}

function alignmentOf(overall: number, elapsedDays: number, daysLeft: number, required: number | null): number {
  if (overall >= 100) return 100
  if (daysLeft <= 0 || required === null) return 0
  return elapsedDays <= 0 ? 100 : share(overall / elapsedDays / required)
}

/** The mean of what is known; 100 for what is finished. */
export function scoreOf(factors: Factors, isFinished: boolean): number {
  if (isFinished) return 100
  const known = Object.values(factors).filter((one): one is number => one !== null)
  return Math.round(known.reduce((sum, one) => sum + one, 0) / known.length)
}

export function ratingOf(score: number): (typeof RATINGS)[number] {
  if (score >= 85) return 'excellent'
  if (score >= 70) return 'good'
  if (score >= 50) return 'fair'
  return score >= 30 ? 'poor' : 'critical'
}

const share = (value: number) => Math.round(100 * Math.min(1, Math.max(0, value)))
