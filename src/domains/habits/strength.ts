import { occurrences } from '#core/time/expand.ts'
import { formatRule, parseRule } from '#core/time/rrule.ts'
import { addDays } from '#core/time/zones.ts'
import type { JudgedStretch } from './judge.ts'
import type { Stretch } from './terms.ts'

/**
 * How firmly a habit holds, 0 to 1: Loop Habit Tracker's score. Each day s becomes s·m + c·(1−m) with m = 0.5^(√f/13), where f is how
 * often a day it is asked for and c, at most 1, the credit of the days in the window over what was asked of them. The window of a habit
 * that is not daily is doubled to even out irregular weeks. A habit with an upper limit starts at 1, any other at 0. Skipped, off
 * and paused days change nothing. Begin with the first logged day.
 * Source: Loop Habit Tracker, `Score.compute` and `ScoreList.recompute`.
 */
export function strengthOf(stretches: readonly JudgedStretch[], startDate: string): number {
  const credits = stretches.flatMap(({ days }) => days.map(({ credit }) => credit))
  let strength = stretches[0]?.terms.target?.type === 'at_most' ? 1 : 0
  let at = 0
  for (const { terms, days } of stretches) {
    const { times, length } = rhythmOf(terms, startDate)
    const frequency = times / length
    const widened = frequency < 1 ? 2 : 1
    const multiplier = 0.5 ** (Math.sqrt(frequency) / 13)
    let sum = credits.slice(Math.max(0, at - widened * length + 1), at).reduce((total, credit) => total + credit, 0)
    for (const { standing, isFree } of days) {
      sum += credits[at] ?? 0
      const isNeutral = standing === 'skipped' || (isFree && standing !== 'met')
      if (!isNeutral) {
        const credit = Math.min(1, sum / (times * widened))
        strength = strength * multiplier + credit * (1 - multiplier)
      }
      at++
      sum -= credits[at - widened * length] ?? 0
    }
  }
  return strength
}

/** How often in how many days it is asked for. Of a rule: what it comes to over the year after its beginning. */
export function rhythmOf({ schedule, from }: Stretch, startDate: string): { times: number; length: number } {
  if (schedule.kind === 'times_per') {
    const { times, days } = schedule
    return times >= days ? { times: 1, length: 1 } : { times, length: days }
  }
  if (schedule.kind === 'weekdays') return weekly(schedule.weekdays.length)
  const start = from ?? startDate
  const endless = formatRule({ ...parseRule(schedule.rrule), count: null, until: null })
  const named = occurrences({ rrule: endless }, start, { to: addDays(start, YEAR_DAYS), limit: YEAR_DAYS }).length
  const perWeek = Math.round((named * 7) / YEAR_DAYS)
  if (perWeek >= 1) return weekly(perWeek)
  return { times: 1, length: named === 0 ? YEAR_DAYS : Math.round(YEAR_DAYS / named) }
}

/** Whole weeks, so that a weekly rule comes to a whole number. */
const YEAR_DAYS = 364

const weekly = (times: number) => (times >= 7 ? { times: 1, length: 1 } : { times, length: 7 })
