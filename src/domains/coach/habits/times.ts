import { two } from '#core/time/civil.ts'

const NEAR_MINUTES = 60
const DAY_MINUTES = 1_440

export const PARTS = ['morning', 'midday', 'afternoon', 'evening', 'night'] as const
export type PartOfDay = (typeof PARTS)[number]

/** Five to eleven, to two, to five, to ten at night. */
export function partOf(minute: number): PartOfDay {
  if (minute < 300 || minute >= 1_320) return 'night'
  if (minute < 660) return 'morning'
  if (minute < 840) return 'midday'
  return minute < 1_020 ? 'afternoon' : 'evening'
}

export interface UsualTime {
  timeOfDay: string
  minute: number
  /** Share of the times within an hour of it. */
  share: number
  count: number
}

/** The time with most others within an hour of it, midnight being no border, to the quarter of an hour. Null for fewer than five. */
export function usualTime(minutes: readonly number[]): UsualTime | null {
  if (minutes.length < 5) return null
  const near = (one: number) => minutes.filter((other) => apart(one, other) <= NEAR_MINUTES).length
  const best = minutes.reduce((best, one) => (near(one) > near(best) ? one : best), minutes[0] ?? 0)
  const minute = (Math.round(best / 15) * 15) % DAY_MINUTES
  const timeOfDay = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
  return { timeOfDay, minute, share: near(best) / minutes.length, count: minutes.length }
}

function apart(a: number, b: number): number {
  const between = Math.abs(a - b)
  return Math.min(between, DAY_MINUTES - between)
}
