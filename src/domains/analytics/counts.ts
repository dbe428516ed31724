/** What can be counted of a day; sums of several days are counts as well. */
export const COUNTED = [
  'tasksCreated',
  'tasksCompleted',
  'estimateMinutes',
  'pointsEarned',
  'pointsSpent',
  'habitsDue',
  'habitsDone',
  'metricLogs',
  'goalsProgressed',
  'goalsAchieved',
  'projectsCompleted',
  'logbookEntries',
  'moodLow',
  'moodSteady',
  'moodHigh',
  'energySum',
  'energyCount',
] as const
export type Counted = (typeof COUNTED)[number]
export type Counts = Record<Counted, number>
export interface DayCounts extends Counts {
  day: string
}

export const nothing = (): Counts => Object.fromEntries(COUNTED.map((name) => [name, 0])) as Counts // each name once

export function sumOf(days: readonly Counts[]): Counts {
  const sum = nothing()
  for (const one of days) for (const name of COUNTED) sum[name] += one[name]
  return sum
}

export const isNothing = (counts: Counts): boolean => COUNTED.every((name) => counts[name] === 0)
