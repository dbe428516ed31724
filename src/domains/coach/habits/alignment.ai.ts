import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { nearest } from '../alike.ts'
import { Confidence, SEVERITIES, sentence } from '../answers.schema.ts'
import { type Goal, goalSubjectOf, openGoals } from '../goals/goal-facts.service.ts'
import { practicesFor } from '../goals/measures.service.ts'
import { type Draft, eachAnew, retelling } from '../retelling.ts'
import { counted, percent, quoted } from '../wording.ts'
import { WINDOW } from './anchors.service.ts'
import { doneDays, type Habit, keptHabits } from './habit-facts.service.ts'

const Level = z.enum(SEVERITIES)

export const HabitAlignment = z
  .object({
    alignedGoals: z.array(
      z.object({
        goalId: z.uuid(),
        goalTitle: z.string().meta({ example: 'Run a marathon' }),
        habitId: z.uuid(),
        habitName: z.string().meta({ example: 'Go for a run' }),
        isLinked: z.boolean().describe('False where only their words speak of the same').meta({ example: true }),
        alignmentStrength: z.number().min(0).max(1).meta({ example: 0.84 }),
        explanation: sentence('They are linked, and it was done on 18 of the last 30 days.'),
        impact: Level.meta({ example: 'high' }),
      }),
    ),
    misalignments: z.array(
      z.object({
        goalId: z.uuid().nullable(),
        habitId: z.uuid().nullable(),
        issue: sentence('Nothing is done again and again for “Write a book”.'),
        severity: Level.meta({ example: 'medium' }),
        suggestion: sentence('Link a habit to it, or begin a small one.'),
      }),
    ),
    newHabitSuggestions: z.array(
      z.object({
        habitName: z.string().meta({ example: 'Write' }),
        goalId: z.uuid(),
        goalSupported: z.string().meta({ example: 'Write a book' }),
        times: z.int().meta({ example: 5 }),
        days: z.int().meta({ example: 7 }),
        rationale: sentence('Goals like this are commonly followed by it; nothing of yours says so yet.'),
        priority: Level.meta({ example: 'medium' }),
      }),
    ),
    confidence: Confidence,
  })
  .meta({ id: 'HabitAlignment' })
type HabitAlignment = z.infer<typeof HabitAlignment>

const MOST_GOALS = 20
const MOST_UNSERVED = 5
const MOST_AIMLESS = 3

export const alignHabits = feature({
  name: 'habits.alignment',
  summary: 'Say which habits serve which goals',
  description:
    'By their links, then by what their words mean; and what is missing. Of the twenty goals with the highest priority. Nothing is changed.',
  input: z
    .strictObject({
      goalIds: z.array(z.uuid()).min(1).max(20).optional().describe('Only these; all open ones unless told'),
    })
    .meta({ id: 'AlignmentInQuestion', example: {} }),
  output: HabitAlignment,
  cache: '1d',
  dependsOn: 'day',
  reads: ['habits', 'goals'],
  facts: (ctx, { goalIds }, about) => draftOf(ctx, goalIds, about),
  ...retelling<HabitAlignment>('Say which habits of a person serve which of their goals.', (own, said, known) => ({
    ...own,
    alignedGoals: eachAnew(
      own.alignedGoals,
      said.alignedGoals,
      (one) => `${one.goalId} ${one.habitId}`,
      ['explanation'],
      known,
    ),
    misalignments: eachAnew(
      own.misalignments,
      said.misalignments,
      (one) => `${one.goalId} ${one.habitId}`,
      ['issue', 'suggestion'],
      known,
    ),
    newHabitSuggestions: eachAnew(
      own.newHabitSuggestions,
      said.newHabitSuggestions,
      (one) => `${one.goalId} ${one.habitName}`,
      ['rationale'],
      known,
    ),
  })),
})

const RANK = { high: 0, medium: 1, low: 2 }

async function draftOf(ctx: UserCtx, only: string[] | undefined, about: About<null>): Promise<Draft<HabitAlignment>> {
  const [allGoals, habits, done] = await Promise.all([
    openGoals(ctx),
    keptHabits(ctx),
    doneDays(ctx, addDays(about.today, 1 - WINDOW)),
  ])
  const goals = allGoals
    .filter(({ id }) => only?.includes(id) ?? true)
    .sort((a, b) => RANK[a.priority] - RANK[b.priority])
    .slice(0, MOST_GOALS)
  const countOf = ({ id }: Habit) => done.get(id)?.size ?? 0
  const aligned: HabitAlignment['alignedGoals'] = []
  for (const goal of goals) {
    const linked = habits.filter(({ goalIds }) => goalIds.includes(goal.id))
    aligned.push(...linked.map((habit) => linkedPair(goal, habit, countOf(habit))))
    const free = habits.filter((habit) => !linked.includes(habit))
    const near = await nearest(goal.title, free, ({ name }) => name, 3)
    aligned.push(...near.map(({ item, nearness }) => nearPair(goal, item, nearness)))
  }
  const unserved = goals.filter(({ id }) => !aligned.some((one) => one.goalId === id))
  const answer = {
    alignedGoals: aligned.sort((a, b) => b.alignmentStrength - a.alignmentStrength),
    misalignments: [
      ...unserved.map(unservedGoal),
      ...aligned.filter(({ isLinked, impact }) => isLinked && impact === 'low').map(unkept),
      ...(only
        ? []
        : habits
            .filter(({ id }) => !aligned.some((one) => one.habitId === id))
            .slice(0, MOST_AIMLESS)
            .map(aimless)),
    ],
    newHabitSuggestions: await newHabits(ctx, unserved.slice(0, MOST_UNSERVED), about),
    confidence: goals.length === 0 || habits.length === 0 ? 0.1 : aligned.some(({ isLinked }) => isLinked) ? 0.8 : 0.4,
  }
  return {
    answer,
    background: { goals: goals.map(({ title }) => title), habits: habits.map(({ name }) => name).slice(0, 50) },
  }
}

function linkedPair(goal: Goal, habit: Habit, days: number): HabitAlignment['alignedGoals'][number] {
  const share = days / WINDOW
  return {
    ...pairOf(goal, habit),
    isLinked: true,
    alignmentStrength: two(0.6 + 0.4 * share),
    explanation: `They are linked, and it was done on ${counted(days, 'day')} of the last ${WINDOW}.`,
    impact: share >= 0.5 ? 'high' : share >= 0.1 ? 'medium' : 'low',
  }
}

function nearPair(goal: Goal, habit: Habit, nearness: number): HabitAlignment['alignedGoals'][number] {
  return {
    ...pairOf(goal, habit),
    isLinked: false,
    alignmentStrength: two(0.6 * nearness),
    explanation: `Their words are alike (${percent(nearness)}), but they are not linked, so it does not count for the goal.`,
    impact: 'medium',
  }
}

const pairOf = (goal: Goal, habit: Habit) => ({
  goalId: goal.id,
  goalTitle: goal.title,
  habitId: habit.id,
  habitName: habit.name,
})

const unservedGoal = ({ id, title, priority }: Goal): HabitAlignment['misalignments'][number] => ({
  goalId: id,
  habitId: null,
  issue: `Nothing is done again and again for ${quoted(title)}.`,
  severity: priority,
  suggestion: 'Link a habit to it, or begin a small one.',
})

const unkept = ({ goalId, goalTitle, habitId, habitName }: HabitAlignment['alignedGoals'][number]) => ({
  goalId,
  habitId,
  issue: `${quoted(habitName)} is there for ${quoted(goalTitle)}, but was hardly done in the last ${WINDOW} days.`,
  severity: 'high' as const,
  suggestion: 'Ask for its recovery, or take another way to the goal.',
})

const aimless = ({ id, name }: Habit) => ({
  goalId: null,
  habitId: id,
  issue: `${quoted(name)} serves no goal.`,
  severity: 'low' as const,
  suggestion: 'That may be as it should; link it if it is there for one.',
})

/** What could be done again and again for goals that nothing is done for. */
async function newHabits(
  ctx: UserCtx,
  goals: Goal[],
  about: About<null>,
): Promise<HabitAlignment['newHabitSuggestions']> {
  const found: HabitAlignment['newHabitSuggestions'] = []
  for (const { id, title, priority } of goals) {
    const practices = await practicesFor(ctx, await goalSubjectOf(ctx, { goalId: id }, about))
    const fresh = practices.filter(({ habitId }) => habitId === null).slice(0, 2)
    const named = fresh.map(({ name, times, days, reasoning }) => ({
      habitName: name,
      times,
      days,
      rationale: reasoning,
    }))
    found.push(...named.map((one) => ({ ...one, goalId: id, goalSupported: title, priority })))
  }
  return found
}

const two = (value: number) => Math.round(value * 100) / 100
