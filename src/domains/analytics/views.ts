import type { Counts } from './counts.ts'
import { mean, type View } from './report.ts'

/** Low is 1, steady 2, high 3. */
const moodOf = ({ moodLow, moodSteady, moodHigh }: Counts) =>
  mean(moodLow + 2 * moodSteady + 3 * moodHigh, moodLow + moodSteady + moodHigh)
const energyOf = ({ energySum, energyCount }: Counts) => mean(energySum, energyCount)
const shareOf = (part: number, whole: number) => {
  const share = mean(part, whole)
  return share === null ? null : 100 * share
}

const minutesOf = (ms: number) => Math.floor(ms / 60_000)
const hasLearned = ({ studyMs, cardsReviewed, topicsCompleted }: Counts) =>
  studyMs + cardsReviewed + topicsCompleted > 0

const view = <K extends string>(one: View<K>): View<K> => one

export const VIEWS = {
  overview: view({
    figures: (all) => ({
      tasksCreated: all.tasksCreated,
      tasksCompleted: all.tasksCompleted,
      pointsEarned: all.pointsEarned,
      pointsSpent: all.pointsSpent,
      habitsDue: all.habitsDue,
      habitsDone: all.habitsDone,
      habitRate: shareOf(all.habitsDone, all.habitsDue),
      metricLogs: all.metricLogs,
      goalsProgressed: all.goalsProgressed,
      goalsAchieved: all.goalsAchieved,
      projectsCompleted: all.projectsCompleted,
      logbookEntries: all.logbookEntries,
      studyMinutes: minutesOf(all.studyMs),
      cardsReviewed: all.cardsReviewed,
      topicsCompleted: all.topicsCompleted,
      journalEntries: all.journalEntries,
      mood: moodOf(all),
      energy: energyOf(all),
    }),
    amounts: [
      'tasksCreated',
      'tasksCompleted',
      'pointsEarned',
      'pointsSpent',
      'habitsDue',
      'habitsDone',
      'metricLogs',
      'goalsProgressed',
      'goalsAchieved',
      'projectsCompleted',
      'logbookEntries',
      'studyMinutes',
      'cardsReviewed',
      'topicsCompleted',
      'journalEntries',
    ],
    isActive: (all) =>
      all.tasksCompleted + all.habitsDone + all.metricLogs + all.logbookEntries + all.goalsAchieved > 0 ||
      hasLearned(all) ||
      all.journalEntries > 0,
    isLive: true,
  }),
  tasks: view({
    figures: (all) => ({
      created: all.tasksCreated,
      completed: all.tasksCompleted,
      estimateMinutes: all.estimateMinutes,
      pointsEarned: all.taskPoints,
    }),
    amounts: ['created', 'completed', 'estimateMinutes', 'pointsEarned'],
    isActive: (all) => all.tasksCompleted > 0,
  }),
  habits: view({
    figures: (all) => ({ due: all.habitsDue, done: all.habitsDone, rate: shareOf(all.habitsDone, all.habitsDue) }),
    amounts: ['due', 'done'],
    isActive: (all) => all.habitsDone > 0,
  }),
  goals: view({
    figures: (all) => ({
      progressed: all.goalsProgressed,
      achieved: all.goalsAchieved,
      projectsCompleted: all.projectsCompleted,
    }),
    amounts: ['progressed', 'achieved', 'projectsCompleted'],
    isActive: (all) => all.goalsProgressed + all.goalsAchieved > 0,
  }),
  metrics: view({
    figures: (all) => ({ logs: all.metricLogs }),
    amounts: ['logs'],
    isActive: (all) => all.metricLogs > 0,
  }),
  mood: view({
    figures: (all) => ({
      entries: all.logbookEntries,
      low: all.moodLow,
      steady: all.moodSteady,
      high: all.moodHigh,
      mood: moodOf(all),
      energy: energyOf(all),
      journalEntries: all.journalEntries,
      journalMood: mean(all.journalMoodSum, all.journalMoodCount),
    }),
    amounts: ['entries', 'low', 'steady', 'high', 'journalEntries'],
    isActive: (all) => all.logbookEntries + all.journalEntries > 0,
    isLive: true,
  }),
  learning: view({
    figures: (all) => ({
      studyMinutes: minutesOf(all.studyMs),
      studySessions: all.studySessions,
      cardsReviewed: all.cardsReviewed,
      newCards: all.newCards,
      reviewMinutes: minutesOf(all.reviewMs),
      recalled: shareOf(all.cardsPassed, all.cardsReviewed),
      topicsCompleted: all.topicsCompleted,
    }),
    amounts: ['studyMinutes', 'studySessions', 'cardsReviewed', 'newCards', 'reviewMinutes', 'topicsCompleted'],
    isActive: hasLearned,
    isLive: true,
  }),
  ai: view({
    figures: (all) => ({ calls: all.aiCalls, tokens: all.aiTokens, costMicros: all.aiCostMicros }),
    amounts: ['calls', 'tokens', 'costMicros'],
    isActive: (all) => all.aiCalls > 0,
    isLive: true,
  }),
}
export type ViewName = keyof typeof VIEWS
