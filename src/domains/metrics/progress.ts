/** Which way is good: more, less, or close to the target. */
export const DIRECTIONS = ['higher', 'lower', 'target'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** What says whether a value is good. */
export interface Aim {
  direction: Direction
  target: number | null
  thresholdLow: number | null
  thresholdHigh: number | null
}

export const PROGRESS_STATUSES = ['no_target', 'no_data', 'reached', 'on_track', 'at_risk', 'stalled'] as const
export const ALERTS = ['below_threshold', 'above_threshold'] as const

export interface Progress {
  current: number | null
  target: number | null
  /** 0 to 100; 0 without a target or a value. */
  percent: number
  /** How far the value has to move in the good direction, in the metric's unit; null without a target or a value. */
  remaining: number | null
  isOnTrack: boolean
  isAtTarget: boolean
  status: (typeof PROGRESS_STATUSES)[number]
  alert: (typeof ALERTS)[number] | null
}

const ON_TRACK = 0.2
const AT_TARGET = 0.1

/**
 * How a value stands to its target. `higher`: value / target; `lower`: target / value; `target`: 100 at the target, 0 a tenth of it
 * away. A value that meets the target is at 100 whatever the signs; where a ratio would divide by zero or compare numbers of
 * different signs, one that does not is at 0. At target within a tenth of it, on track within a fifth, or with direction `target`
 * within a tenth as well. Source: client-apps §2.2.
 */
export function progressOf(aim: Aim, current: number | null): Progress {
  const { target } = aim
  const percent = current === null || target === null ? 0 : percentOf(aim.direction, current, target)
  const isOnTrack =
    target === null || (current !== null && isWithin(aim.direction, current, target, onTrackWithin(aim.direction)))
  return {
    current,
    target,
    percent,
    remaining: current === null || target === null ? null : remainingOf(aim.direction, current, target),
    isOnTrack,
    isAtTarget: isAtTarget(aim, current),
    status: statusOf(target, current, percent, isOnTrack),
    alert: alertOf(aim, current),
  }
}

/** Whether a goal counts the metric as done: at least nine tenths of the target, at most eleven, or within a tenth of it. */
export function isAtTarget({ direction, target }: Pick<Aim, 'direction' | 'target'>, current: number | null): boolean {
  return target !== null && current !== null && isWithin(direction, current, target, AT_TARGET)
}

/** Whether the value meets the target itself, to the precision of a double. */
export function meets(direction: Direction, value: number, target: number): boolean {
  if (direction === 'higher') return value >= target
  if (direction === 'lower') return value <= target
  return Math.abs(value - target) <= 1e-9 * Math.max(1, Math.abs(target))
}

/** Which threshold the value is beyond, if any. */
export function alertOf({ thresholdLow, thresholdHigh }: Aim, current: number | null): Progress['alert'] {
  if (current === null) return null
  if (thresholdLow !== null && current < thresholdLow) return 'below_threshold'
  if (thresholdHigh !== null && current > thresholdHigh) return 'above_threshold'
  return null
}

/**
 * Which way a step from one value to the next goes: 1 is better, -1 worse, 0 neither. With direction `target` it is better to be
 * closer; without a target there is no better.
 */
export function goodness(
  { direction, target }: Pick<Aim, 'direction' | 'target'>,
  from: number,
  to: number,
): -1 | 0 | 1 {
  if (direction === 'higher') return sign(to - from)
  if (direction === 'lower') return sign(from - to)
  return target === null ? 0 : sign(Math.abs(from - target) - Math.abs(to - target))
}

/**
 * Percent that a value has improved on the first one, in the good direction; negative when it got worse. Of the first value's
 * size, or with direction `target` of its distance to the target. 0 when that is 0, or without a target to be close to.
 */
export function improvement(
  { direction, target }: Pick<Aim, 'direction' | 'target'>,
  first: number,
  value: number,
): number {
  if (direction !== 'target') {
    const better = direction === 'higher' ? value - first : first - value
    return first === 0 ? 0 : (better / Math.abs(first)) * 100
  }
  if (target === null || first === target) return 0
  const distance = Math.abs(first - target)
  return ((distance - Math.abs(value - target)) / distance) * 100
}

function percentOf(direction: Direction, current: number, target: number): number {
  if (meets(direction, current, target)) return 100
  if (direction === 'target') return clamp(100 - (Math.abs(current - target) / (AT_TARGET * Math.abs(target))) * 100)
  if (direction === 'higher') return target > 0 ? clamp((current / target) * 100) : 0
  return target > 0 ? clamp((target / current) * 100) : 0
}

function remainingOf(direction: Direction, current: number, target: number): number {
  if (direction === 'higher') return Math.max(0, target - current)
  if (direction === 'lower') return Math.max(0, current - target)
  return Math.abs(current - target)
}

const onTrackWithin = (direction: Direction) => (direction === 'target' ? AT_TARGET : ON_TRACK)

/** Shares are of the target's size, so that a negative target is no harder to be near than a positive one. */
function isWithin(direction: Direction, current: number, target: number, share: number): boolean {
  const room = share * Math.abs(target)
  if (direction === 'higher') return current >= target - room
  if (direction === 'lower') return current <= target + room
  return Math.abs(current - target) <= room
}

function statusOf(target: number | null, current: number | null, percent: number, isOnTrack: boolean) {
  if (target === null) return 'no_target'
  if (current === null) return 'no_data'
  if (percent === 100) return 'reached'
  if (isOnTrack) return 'on_track'
  return percent >= 50 ? 'at_risk' : 'stalled'
}

/** A target of 0 makes it 0 / 0 a tenth away: not a number, so not near. */
const clamp = (percent: number) => (Number.isNaN(percent) ? 0 : Math.min(100, Math.max(0, percent)))
const sign = (value: number) => (value > 0 ? 1 : value < 0 ? -1 : 0)
