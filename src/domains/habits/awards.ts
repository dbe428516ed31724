import type { HabitAward } from './habits.events.ts'
import type { Streaks } from './streaks.ts'

/** An award and the day that earned it. */
export interface DatedAward extends HabitAward {
  date: string
}

const MILESTONES = new Map([
  [7, 20],
  [30, 100],
  [100, 500],
])

/**
 * Points for one completion: 5, times 1.4 once the streak has 7, 1.6 from 30, 2 from 100 (days or periods, this one included).
 * Source: the Personal OS formula, client notes §2.3.
 */
export function pointsFor(streakAfter: number): number {
  const tier = streakAfter >= 100 ? 2 : streakAfter >= 30 ? 1.6 : streakAfter >= 7 ? 1.4 : 1
  return Math.max(1, Math.round(5 * tier))
}

/**
 * Everything that days as they stand have earned: points for each completion, and 20, 100 and 500 where a streak reached 7, 30 and
 * 100. It follows from the days alone, so what is due less what was awarded is what to award, and the other way round what to take
 * back. A source names the price too: a day whose streak is broken from behind is another award.
 */
export function awardsDue(habit: { id: string; name: string }, { completions }: Streaks): Map<string, DatedAward> {
  const due = new Map<string, DatedAward>()
  for (const { date, streakAfter, lengthened } of completions) {
    const points = pointsFor(streakAfter)
    const source = `habit:${habit.id}:${date}:${points}`
    due.set(source, { source, points, date, description: habit.name })
    const bonus = lengthened === null ? undefined : MILESTONES.get(streakAfter)
    if (bonus === undefined) continue
    const milestone = `habit:${habit.id}:streak:${streakAfter}:${lengthened}`
    due.set(milestone, {
      source: milestone,
      points: bonus,
      date,
      description: `${habit.name}: ${streakAfter} in a row`,
    })
  }
  return due
}
