import { type Aim, improvement, meets } from './progress.ts'
import type { Points } from './series.ts'

export const MILESTONE_TYPES = ['target_reached', 'streak', 'improvement', 'consistency'] as const
export type MilestoneType = (typeof MILESTONE_TYPES)[number]

const STREAKS: Steps = [
  [7, 350],
  [30, 1_500],
  [100, 5_000],
]
const IMPROVEMENTS: Steps = [
  [10, 200],
  [25, 500],
  [50, 1_000],
]
const CONSISTENCIES: Steps = [
  [7, 175],
  [30, 750],
]
type Steps = readonly (readonly [value: number, points: number])[]

export interface Milestone {
  type: MilestoneType
  value: number
  /** When the log that earned it was made, milliseconds. */
  at: number
  points: number
}

/** What milestones are judged by. */
export interface Course extends Aim {
  /** Where improvement counts from; null means the first log. */
  baseline: number | null
  /** Milliseconds since when the target stands; earlier logs cannot reach it. Null: all can. */
  targetSince: number | null
}

/**
 * Every milestone that these logs have earned at any time, each with the first log that did. It follows from the logs alone:
 * what was earned stays earned when a streak breaks or a value falls back, and goes only with the logs.
 * - target_reached: a log since the target was set meets it. 200 points, × 1.5 above a target of 100, × 1.2 above 50.
 * - streak: logs on 7, 30, 100 days in a row.
 * - improvement: 10, 25, 50 % better than the first log, in the good direction.
 * - consistency: 7 of 8 days in a row, or 30 of 31, so that one may be missed.
 */
export function earned(points: Points, course: Course, dayOf: (epoch: number) => number): Milestone[] {
  const { target, targetSince } = course
  const days = distinctDays(points, dayOf)
  const reached =
    target === null ? null : firstMeeting(points, course.direction, target, targetSince ?? Number.NEGATIVE_INFINITY)
  return [
    ...(target === null || reached === null
      ? []
      : [{ type: 'target_reached' as const, value: target, at: reached, points: pointsOfTarget(target) }]),
    ...stepped('streak', STREAKS, (value) => firstRun(days, value, value)),
    ...stepped('improvement', IMPROVEMENTS, (value) => firstImprovement(points, course, value)),
    ...stepped('consistency', CONSISTENCIES, (value) => firstRun(days, value, value + 1)),
  ]
}

/** Whether a recorded milestone still stands: a target of the past is judged by that target, over all logs. */
export function stands(
  recorded: { type: MilestoneType; value: number },
  due: Milestone[],
  points: Points,
  course: Course,
): boolean {
  if (due.some(({ type, value }) => type === recorded.type && value === recorded.value)) return true
  return (
    recorded.type === 'target_reached' &&
    firstMeeting(points, course.direction, recorded.value, Number.NEGATIVE_INFINITY) !== null
  )
}

/** What the points of a milestone are booked under; unique for the user. */
export const sourceOf = (metricId: string, { type, value }: { type: MilestoneType; value: number }) =>
  `metric:${metricId}:milestone:${type}:${value}`

export function describe(name: string, { type, value }: { type: MilestoneType; value: number }): string {
  if (type === 'target_reached') return `${name}: target of ${value} reached`
  if (type === 'streak') return `${name}: logged ${value} days in a row`
  if (type === 'improvement') return `${name}: improved by ${value} %`
  return `${name}: logged on ${value} of ${value + 1} days`
}

function stepped(type: MilestoneType, steps: Steps, when: (value: number) => number | null): Milestone[] {
  return steps.flatMap(([value, points]) => {
    const at = when(value)
    return at === null ? [] : [{ type, value, at, points }]
  })
}

/** 1.1 to 1.21 is ten percent, though not in doubles. */
const ROUNDING = 1e-9

const pointsOfTarget = (target: number) => Math.round(200 * (target > 100 ? 1.5 : target > 50 ? 1.2 : 1))

interface LoggedDay {
  day: number
  at: number
}

function distinctDays({ at }: Points, dayOf: (epoch: number) => number): LoggedDay[] {
  const days: LoggedDay[] = []
  for (const epoch of at) {
    const day = dayOf(epoch)
    if (days.at(-1)?.day !== day) days.push({ day, at: epoch })
  }
  return days
}

/** When the first `count` logged days that lie within `span` days in a row were complete. */
function firstRun(days: LoggedDay[], count: number, span: number): number | null {
  const last = days.find(({ day }, i) => {
    const first = days[i - count + 1]
    return first !== undefined && day - first.day < span
  })
  return last?.at ?? null
}

function firstMeeting({ at, value }: Points, direction: Aim['direction'], target: number, since: number) {
  const i = value.findIndex((one, i) => (at[i] as number) >= since && meets(direction, one, target))
  return i === -1 ? null : (at[i] as number) // the two arrays are of one length
}

function firstImprovement({ at, value }: Points, course: Course, percent: number): number | null {
  const first = course.baseline ?? value[0]
  if (first === undefined) return null
  const i = value.findIndex((one) => improvement(course, first, one) >= percent - ROUNDING)
  return i === -1 ? null : (at[i] as number) // the two arrays are of one length
}
