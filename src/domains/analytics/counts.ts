/** What is counted of a day and written down; sums of several days are counts as well. */
export const COUNTED = [
  'tasksCreated',
  'tasksCompleted',
  'estimateMinutes',
  'pointsEarned',
  'taskPoints',
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

/** What is counted whenever it is asked for: it stands by days already, or no change of an item tells when it changes. */
export const LIVE = [
  'studyMs',
  'studySessions',
  'cardsReviewed',
  'cardsPassed',
  'newCards',
  'reviewMs',
  'topicsCompleted',
  'journalEntries',
  'journalMoodSum',
  'journalMoodCount',
  'aiCalls',
  'aiTokens',
  'aiCostMicros',
] as const
export type Live = (typeof LIVE)[number]

const ALL = [...COUNTED, ...LIVE] as const
export type Counts = Record<Counted | Live, number>
export interface DayCounts extends Counts {
  day: string
}

export const nothing = (): Counts => Object.fromEntries(ALL.map((name) => [name, 0])) as Counts // each name once

export function sumOf(days: readonly Counts[]): Counts {
  const sum = nothing()
  for (const one of days) for (const name of ALL) sum[name] += one[name]
  return sum
}

export const isNothing = (counts: Counts): boolean => ALL.every((name) => counts[name] === 0)
