import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { listGoals, loadGoals } from '#domains/goals/goals.service.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'
import { nearest } from '../alike.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { named } from '../naming.ts'
import { stepsIn } from '../tasks/steps.ts'
import { counted } from '../wording.ts'
import { partsOf } from './cascading.ts'
import {
  achievedGoals,
  type Goal,
  type GoalSubject,
  goalSubjectOf,
  horizonFor,
  openGoals,
} from './goal-facts.service.ts'
import { type Measure, measuresFor, type Practice, practicesFor } from './measures.service.ts'
import { foundedMetric, MetricForGoal, shown } from './metrics.ai.ts'
import { GoalInQuestion } from './questions.schema.ts'
import { above, HORIZONS } from './spans.ts'

const Relative = z.object({
  goalId: z.uuid().nullable().describe('Of a goal that is there already'),
  timeHorizon: z.enum(HORIZONS).meta({ example: 'quarterly' }),
  title: z.string().trim().min(1).max(500).meta({ example: 'Run 125 km' }),
  description: z.string().max(2_000).nullable(),
  startDate: z.iso.date().nullable(),
  targetDate: z.iso.date().nullable(),
  reasoning: sentence('Part 1 of 4 of 500 km, at an even pace.'),
})
type Relative = z.infer<typeof Relative>

const SubGoal = Relative.pick({ title: true, description: true, timeHorizon: true, reasoning: true }).extend({
  successCriteria: z
    .array(z.string().max(500))
    .max(10)
    .meta({ example: ['125 km by 2027-03-31'] }),
})
const SuggestedTask = z.object({
  title: z.string().trim().min(1).max(500).meta({ example: 'Find a training plan' }),
  description: z.string().max(2_000).nullable(),
  priority: z.enum(['p1', 'p2', 'p3', 'p4']).meta({ example: 'p3' }),
  estimateMinutes: z.int().min(1).nullable().describe('Only what you gave such a task before'),
  reasoning: sentence('Its description lists it.'),
})
type SuggestedTask = z.infer<typeof SuggestedTask>
const SuggestedHabit = z.object({
  habitId: z.uuid().nullable().describe('Of a habit that you have already'),
  name: z.string().trim().min(1).max(200).meta({ example: 'Go for a run' }),
  times: z.int().min(1).max(366).meta({ example: 3 }),
  days: z.int().min(1).max(366).meta({ example: 7 }),
  reasoning: sentence('Goals like this are commonly followed by it; nothing of yours says so yet.'),
})

export const GoalCascade = z
  .object({
    parentGoals: z.array(Relative).max(3).describe('Of the next longer horizon, to stand under'),
    childGoals: z.array(Relative).max(12).describe('Of the next shorter horizon'),
    subGoals: z.array(SubGoal).max(12).describe('The child goals with their success criteria'),
    suggestedTasks: z.array(SuggestedTask).max(20),
    suggestedMetrics: z.array(MetricForGoal).max(10),
    suggestedHabits: z.array(SuggestedHabit).max(5),
    overallStrategy: sentence('500 km in 4 quarterly parts, at an even pace.'),
    implementationPlan: sentence('1. Begin with “Run 125 km”. 2. Go for a run 3 times in 7 days.'),
    confidence: Confidence,
  })
  .meta({ id: 'GoalCascade' })
type GoalCascade = z.infer<typeof GoalCascade>

interface Facts {
  subject: GoalSubject
  measures: Measure[]
  practices: Practice[]
  /** Whether its children follow from an amount and its days. */
  isDivided: boolean
  answer: GoalCascade
}

export const cascadeGoal = feature({
  name: 'goals.cascade',
  summary: 'Divide a goal into smaller ones, with tasks, metrics and habits',
  description:
    'An amount is divided over the days that are left; otherwise what is still open of the goal becomes its children. Amounts and days are always worked out, never guessed. Nothing is created.',
  input: GoalInQuestion,
  output: GoalCascade,
  cache: '1d',
  dependsOn: 'day',
  reads: ['goals', 'tasks', 'metrics', 'habits'],
  facts: (ctx, input, about): Promise<Facts> => factsOf(ctx, input, about),
  prompt: (_, { today, facts }) => ({
    instructions:
      'Divide a goal of one person: parent goals of the next longer horizon, child goals of the next shorter one, first tasks, metrics and habits, and a plan in a few sentences. Keep what was worked out, with its days and amounts, and put better words to it. Use ids only of what is given. estimateMinutes is null. subGoals are the childGoals with success criteria.',
    content: JSON.stringify({ today, ...facts }),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, _, { facts }) => (said.childGoals.length > 12 ? 'too many child goals.' : founded(said, facts)),
})

async function factsOf(ctx: UserCtx, input: GoalInQuestion, about: About<null>): Promise<Facts> {
  const subject = await goalSubjectOf(ctx, input, about)
  const [measures, practices, open, achieved, children] = await Promise.all([
    measuresFor(ctx, subject),
    practicesFor(ctx, subject),
    openGoals(ctx),
    achievedGoals(ctx),
    subject.id === null
      ? []
      : listGoals(ctx, { limit: 100, sort: 'target_date', parentGoalId: subject.id }).then(itemsOf),
  ])
  const timeHorizon = horizonFor(subject, about.today) ?? 'monthly'
  const openParts = subject.criteria.filter(({ isCompleted }) => !isCompleted).map(({ text }) => text)
  const from = subject.startDate > about.today ? subject.startDate : about.today
  const parts = partsOf({ ...subject, timeHorizon, from, openParts: isLong(timeHorizon) ? openParts : [] })
  const known = new Set(children.map(({ title }) => title.toLowerCase()))
  const fresh = parts.filter(({ title }) => !known.has(title.toLowerCase())).slice(0, 12)
  const tasks = await tasksFor(ctx, subject, achieved, isLong(timeHorizon) ? [] : openParts)
  const answer: GoalCascade = {
    parentGoals: await parentsOf(ctx, subject, open, above(timeHorizon)),
    childGoals: fresh.map(({ successCriteria: _, ...part }) => ({ ...part, goalId: null, description: null })),
    subGoals: fresh.map(({ title, timeHorizon, reasoning, successCriteria }) => ({
      ...{ title, timeHorizon, reasoning, successCriteria },
      description: null,
    })),
    suggestedTasks: tasks,
    suggestedMetrics: measures.map(shown),
    suggestedHabits: practices.map(({ confidence: _, ...practice }) => practice),
    ...inWords(subject, fresh, tasks, practices, children),
  }
  return { subject, measures, practices, isDivided: fresh.some(({ targetDate }) => targetDate !== null), answer }
}

const itemsOf = ({ items }: { items: Goal[] }) => items
const isLong = (horizon: string) => horizon === 'yearly' || horizon === 'quarterly'

/** The one it stands under, unless that is in the trash; otherwise open goals of the right horizon that speak of the same. */
async function parentsOf(
  ctx: UserCtx,
  subject: GoalSubject,
  open: Goal[],
  horizon: string | null,
): Promise<Relative[]> {
  if (horizon === null) return []
  if (subject.parentGoalId !== null) {
    const [parent] = await loadGoals(ctx, [subject.parentGoalId])
    if (parent) return [relative(parent, 'It stands under this one already.')]
  }
  const fitting = open.filter(({ id, timeHorizon }) => id !== subject.id && timeHorizon === horizon)
  const near = await nearest(subject.title, fitting, ({ title }) => title, 2)
  return near.map(({ item }) => relative(item, 'It speaks of the same, over a longer time.'))
}

const relative = (goal: Goal, reasoning: string): Relative => {
  const { id: goalId, title, description, timeHorizon, startDate, targetDate } = goal
  return {
    goalId,
    title,
    description: description?.slice(0, 2_000) ?? null,
    timeHorizon,
    startDate,
    targetDate,
    reasoning,
  }
}

/** What its description lists, what is open of a short goal, and what was done for one like it. */
async function tasksFor(
  ctx: UserCtx,
  subject: GoalSubject,
  achieved: Goal[],
  openParts: string[],
): Promise<SuggestedTask[]> {
  const [model] = await nearest(subject.title, achieved, ({ title }) => title, 1)
  const [own, before] = await Promise.all([
    subject.id === null ? [] : tasksOfGoal(ctx, subject.id),
    model ? tasksOfGoal(ctx, model.item.id) : [],
  ])
  const priority = PRIORITIES[subject.priority]
  const base = { description: null, priority, estimateMinutes: null }
  const proposed: SuggestedTask[] = [
    ...stepsIn('', subject.description).map((title) => ({ ...base, title, reasoning: 'Its description lists it.' })),
    ...openParts.map((title) => ({ ...base, title, reasoning: 'It is still open of the goal.' })),
    ...before.slice(0, 5).map(({ title, estimateMinutes }) => ({
      ...base,
      title,
      estimateMinutes,
      reasoning: `You did it for ${named([model?.item.title ?? ''])}.`,
    })),
  ]
  const taken = new Set(own.map(({ title }) => title.toLowerCase()))
  return proposed.filter(({ title }) => !taken.has(title.toLowerCase()) && taken.add(title.toLowerCase())).slice(0, 20)
}

const PRIORITIES = { high: 'p2', medium: 'p3', low: 'p4' } as const
const tasksOfGoal = async (ctx: UserCtx, goalId: string) =>
  (await listTasks(ctx, { limit: 100, sort: 'position', goalId })).items

function inWords(
  { title, quantity, targetDate }: GoalSubject,
  parts: { title: string; timeHorizon: string; targetDate: string | null }[],
  tasks: SuggestedTask[],
  practices: Practice[],
  children: Goal[],
): Pick<GoalCascade, 'overallStrategy' | 'implementationPlan' | 'confidence'> {
  const [first] = parts
  const isDivided = first !== undefined && first.targetDate !== null
  const had = children.length === 0 ? '' : ` ${counted(children.length, 'child goal')} stands under it already.`
  const overallStrategy = isDivided
    ? `${named([title])} in ${parts.length} ${first.timeHorizon} parts, at an even pace.`
    : first
      ? `What is still open becomes ${counted(parts.length, `${first.timeHorizon} goal`)}.`
      : quantity === null || targetDate === null
        ? 'There is nothing to divide: name an amount and a target day, or success criteria.'
        : 'It is too short to be divided.'
  const practice = practices[0]
  const steps = [
    ...(first ? [`Begin with ${named([first.title])}.`] : []),
    ...(tasks[0] ? [`First task: ${named([tasks[0].title])}.`] : []),
    ...(practice
      ? [`Keep at it: ${practice.name}, ${counted(practice.times, 'time')} in ${counted(practice.days, 'day')}.`]
      : []),
  ]
  const implementationPlan = steps.map((step, at) => `${at + 1}. ${step}`).join(' ') || 'No step is known yet.'
  const confidence = isDivided ? 0.6 : first || tasks.length > 0 ? 0.4 : practices.length > 0 ? 0.2 : 0
  return { overallStrategy: `${overallStrategy}${had}`, implementationPlan, confidence }
}

/** Ids, days and amounts as they were worked out; where nothing could be divided, a model's children have no days. */
function founded(said: GoalCascade, { subject, measures, practices, isDivided, answer }: Facts): GoalCascade {
  const childGoals = isDivided
    ? answer.childGoals.map((own, at) => ({ ...own, description: said.childGoals[at]?.description ?? null }))
    : said.childGoals.map((one) => ({ ...one, goalId: null, startDate: null, targetDate: null }))
  const habits = said.suggestedHabits.map((one) => {
    const own = practices.find(({ habitId }) => habitId !== null && habitId === one.habitId)
    return own ? { ...one, name: own.name, times: own.times, days: own.days } : { ...one, habitId: null }
  })
  const minutes = new Map(answer.suggestedTasks.map(({ title, estimateMinutes }) => [title, estimateMinutes]))
  return {
    ...said,
    parentGoals: answer.parentGoals.length > 0 ? answer.parentGoals : said.parentGoals.map(unborn),
    childGoals,
    subGoals: childGoals.map(({ title, description, timeHorizon, reasoning }, at) => ({
      ...{ title, description, timeHorizon, reasoning },
      successCriteria: (isDivided ? answer : said).subGoals[at]?.successCriteria ?? [],
    })),
    suggestedTasks: said.suggestedTasks.map((one) => ({ ...one, estimateMinutes: minutes.get(one.title) ?? null })),
    suggestedMetrics: said.suggestedMetrics.map((one) => foundedMetric(one, { subject, measures })),
    suggestedHabits: habits,
  }
}

const unborn = (one: Relative): Relative => ({ ...one, goalId: null, startDate: null, targetDate: null })
