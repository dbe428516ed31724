import { z } from 'zod'
import { addDays, daysBetween } from './time/zones.ts'

export interface Course {
  /** The day work began or will begin. */
  start: string
  /** The day by which it should be finished; null means whenever. */
  target: string | null
  /** The user's own day now. */
  today: string
  /** Percent, 0 to 100. */
  progress: number
  /** The day it was finished, if it was. */
  finishedOn: string | null
}

/**
 * Percent with one decimal, whole days, percentage points with two decimals. `requiredPerDay` is null once the target is past and
 * work is left, `projectedFinish` without a rate and beyond a hundred years; all but the last are null without a target.
 */
export const Pace = z.object({
  expectedToday: z.number().nullable().describe('Percent that an even pace reaches today'),
  slackDays: z.int().nullable().describe('Days one could pause and still be on the even pace; negative: days behind'),
  requiredPerDay: z.number().nullable().describe('Percentage points a day from now to the target'),
  projectedFinish: z.iso.date().nullable().describe('The day it ends at the mean rate since its start'),
})
export type Pace = z.infer<typeof Pace>

const HORIZON_DAYS = 36_525

/**
 * Where a goal or project stands on the straight line from 0 % on its first day to 100 % on its target day. Days are the user's calendar
 * days, so summer time plays no part. One of a single day (or one begun after its target) expects nothing until that day is over.
 * Source of the four numbers: Beeminder's road (`safebuf`, `lane`), without its pledges.
 */
export function paceOf({ start, target, today, progress, finishedOn }: Course): Pace {
  const projectedFinish = projectionOf(start, today, progress, finishedOn)
  if (target === null) return { expectedToday: null, slackDays: null, requiredPerDay: null, projectedFinish }
  const first = start < target ? start : target
  const span = daysBetween(first, target)
  const elapsed = daysBetween(first, today)
  return {
    expectedToday: expectedOf(span, elapsed),
    slackDays: progress >= 100 ? Math.max(0, span - elapsed) : Math.floor((progress * span) / 100 - elapsed),
    requiredPerDay: requiredOf(span, elapsed, 100 - progress),
    projectedFinish,
  }
}

function expectedOf(span: number, elapsed: number): number {
  if (span === 0) return elapsed > 0 ? 100 : 0
  return Math.round(Math.min(1, Math.max(0, elapsed / span)) * 1_000) / 10
}

/** The target day itself is still there to work on; before the start, only the days from the start count. */
function requiredOf(span: number, elapsed: number, remaining: number): number | null {
  if (remaining <= 0) return 0
  if (elapsed > span) return null
  const days = Math.max(1, span - Math.max(0, elapsed))
  return Math.round((remaining / days) * 100) / 100
}

function projectionOf(start: string, today: string, progress: number, finishedOn: string | null): string | null {
  if (progress >= 100) return finishedOn ?? today
  const elapsed = daysBetween(start, today)
  if (progress <= 0 || elapsed <= 0) return null
  const days = Math.ceil(((100 - progress) * elapsed) / progress)
  return days > HORIZON_DAYS ? null : addDays(today, days)
}
