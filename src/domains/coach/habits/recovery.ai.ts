import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { confidenceOf, FEWEST } from '../evidence.ts'
import { median } from '../likeness.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { counted, joined, measured, percent, WEEKDAYS } from '../wording.ts'
import { isWanted } from './anchors.service.ts'
import { clearCue } from './cues.ts'
import { clusterOf, comebacks, kept, missesIn, shareOf, timesAWeek } from './days.ts'
import { aboutHabit, type Course, courseOf, type Habit } from './habit-facts.service.ts'
import { HabitInQuestion } from './questions.schema.ts'

const Step = z.object({
  step: sentence('Read 10 pages today, half of what is asked.'),
  timeframe: z.enum(['today', 'this_week', 'next_two_weeks']),
  difficulty: z.enum(['easy', 'moderate', 'challenging']),
})

export const StreakRecovery = z
  .object({
    analysis: z.object({
      currentStreak: z.int().meta({ example: 0 }),
      longestStreak: z.int().meta({ example: 21 }),
      streakUnit: z.enum(['day', 'week', 'period']),
      lastDoneOn: z.iso.date().nullable(),
      recentMisses: z
        .int()
        .nullable()
        .describe('Days of the last thirty; null where no single day is asked for')
        .meta({ example: 6 }),
      usualComebackDays: z
        .int()
        .nullable()
        .describe('Until it was done again, the middle of all times')
        .meta({ example: 2 }),
      pattern: sentence('4 of 6 misses fell on Saturdays and Sundays.'),
    }),
    recoveryPlan: z.array(Step).max(5),
    motivationalInsights: sentences('You came back 7 times before, usually after 2 days.'),
    adjustmentSuggestions: sentences('Ask for 3 times a week: that is what you did in the last four weeks.'),
    confidence: Confidence,
  })
  .meta({ id: 'StreakRecovery' })
type StreakRecovery = z.infer<typeof StreakRecovery>

export const recoverStreak = feature({
  name: 'habits.recovery',
  summary: 'Help to take up a habit again',
  description:
    'Where its days broke off, how its owner came back before, and the next small steps. Nothing is changed.',
  input: HabitInQuestion,
  output: StreakRecovery,
  cache: '1h',
  dependsOn: 'day',
  reads: ['habits'],
  facts: async (ctx: UserCtx, { habitId }, { today }): Promise<Draft<StreakRecovery>> => {
    const course = await courseOf(ctx, habitId, today)
    return { answer: recoveryOf(course, today), background: aboutHabit(course.habit) }
  },
  ...retelling<StreakRecovery>('Encourage a person to take up a habit again, without blame.', (own, said, known) => ({
    ...anew(own, said, ['motivationalInsights', 'adjustmentSuggestions'], known),
    analysis: anew(own.analysis, said.analysis, ['pattern'], known),
    recoveryPlan: eachAnew(own.recoveryPlan, said.recoveryPlan, ({ timeframe }) => timeframe, ['step'], known),
  })),
})

function recoveryOf(course: Course, today: string): StreakRecovery {
  const { stats, days, habit } = course
  const back = comebacks(days)
  const misses = isPeriodic(habit) ? [] : missesIn(days.filter(({ date }) => date > addDays(today, -30)))
  return {
    analysis: {
      currentStreak: stats.currentStreak,
      longestStreak: stats.longestStreak,
      streakUnit: stats.streakUnit,
      lastDoneOn: stats.lastDoneOn,
      recentMisses: isPeriodic(habit) ? null : misses.length,
      usualComebackDays: isPeriodic(habit) ? null : median(back),
      pattern: patternOf(course, misses),
    },
    recoveryPlan: planFor(course, misses, today),
    motivationalInsights: couragesOf(course, back),
    adjustmentSuggestions: adjustmentsFor(course, today),
    confidence: confidenceOf(kept(days).length),
  }
}

/** "3 times a week" asks for no day in particular, so that no day is missed. */
const isPeriodic = ({ schedule }: Course['habit']) => schedule.kind === 'times_per' && schedule.times < schedule.days

function patternOf({ habit, days }: Course, misses: string[]): string {
  const series = kept(days)
  if (series.length < FEWEST)
    return `It has ${counted(series.length, 'day')} to go by; from ${FEWEST} on something can be said.`
  if (isPeriodic(habit)) return 'It asks for no day in particular, so no day can be called missed.'
  if (misses.length === 0) return 'No day was missed in the last thirty.'
  const cluster = clusterOf(misses)
  if (!cluster)
    return `${counted(misses.length, 'day was', 'days were')} missed in the last thirty, on no weekday in particular.`
  return `${cluster.count} of ${counted(misses.length, 'miss', 'misses')} fell on ${joined(cluster.weekdays.map((code) => `${WEEKDAYS[code]}s`))}.`
}

function planFor({ habit, stats }: Course, misses: string[], today: string): StreakRecovery['recoveryPlan'] {
  if (stats.total > 0 && stats.currentStreak > 0 && misses.length === 0) return []
  const cluster = clusterOf(misses)
  const weekdays = cluster && joined(cluster.weekdays.map((code) => `${WEEKDAYS[code]}s`))
  const later = weekdays
    ? `Decide beforehand what ${weekdays} look like, where most misses fell.`
    : 'Never miss twice: after a missed day the next one counts most.'
  return [
    { step: firstStep(habit, stats.lastDoneOn === today), timeframe: 'today', difficulty: 'easy' },
    { step: nextStep(habit), timeframe: 'this_week', difficulty: 'moderate' },
    { step: later, timeframe: 'next_two_weeks', difficulty: 'moderate' },
  ]
}

function firstStep(habit: Habit, isDone: boolean): string {
  const { target } = habit
  if (isDone) return 'Today is done: prepare tomorrow, so that a second day follows.'
  if (!isWanted(habit)) return 'Keep to it for the rest of today: one slip is not the end of it.'
  if (target?.type !== 'at_least' || target.amount <= 1) return 'Do the smallest part of it that still counts, today.'
  return `Do ${measured(Math.ceil(target.amount / 2), target.unit)} today: half of what is asked is a beginning.`
}

function nextStep(habit: Habit): string {
  const cue = clearCue(habit.cue)
  if (!isWanted(habit)) return 'Write down what sets it off, and what you do instead.'
  if (cue === null) return 'Tie it to something you do every day anyway, and write that down as its cue.'
  return `Do it right after what you named as its cue, “${cue.slice(0, 100)}”, until the week is over.`
}

function couragesOf({ stats, habit }: Course, back: number[]): string[] {
  if (stats.total === 0) return ['It was not done yet: the first day is the beginning, not a recovery.']
  const usual = median(back)
  return [
    ...(stats.longestStreak > 1
      ? [`You did it ${counted(stats.longestStreak, stats.streakUnit)} in a row before; you know how.`]
      : []),
    ...(back.length > 1 && usual !== null && !isPeriodic(habit)
      ? [`You came back ${back.length} times before, usually after ${counted(usual, 'day')}.`]
      : []),
    `You did it on ${counted(stats.total, 'day')} so far, and none of them is lost.`,
    ...(stats.strength >= 0.3 ? [`It still holds by ${percent(stats.strength)}: a few days bring it back.`] : []),
  ]
}

function adjustmentsFor({ habit, days, stats }: Course, today: string): string[] {
  const recent = kept(days.filter(({ date }) => date > addDays(today, -28)))
  const share = shareOf(recent)
  if (recent.length < FEWEST || share === null) return []
  const times = Math.floor(timesAWeek(days, today))
  const isTooMuch = share < 0.5 && !isPeriodic(habit)
  return [
    ...(isTooMuch && times >= 1
      ? [
          `Ask for ${counted(times, 'time')} a week: that is what you did in the last four weeks, and a kept promise grows.`,
        ]
      : []),
    ...(isTooMuch && times < 1 ? ['Pause it on purpose, or ask for once a week, until there is room for it.'] : []),
    ...(habit.target && share < 0.5
      ? [`Lower what a day must amount to from ${measured(habit.target.amount, habit.target.unit)}.`]
      : []),
    ...(habit.reminderTimes.length === 0 && stats.currentStreak === 0
      ? ['Let it remind you at the time of its cue.']
      : []),
  ]
}
