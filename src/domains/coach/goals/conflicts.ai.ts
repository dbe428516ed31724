import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf } from '#core/time/zones.ts'
import { goalGraph } from '#domains/goals/dependencies.service.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { likeness, wordsOf } from '../likeness.ts'
import { nearnessBetween } from '../nearness.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { openTasks } from '../tasks/task-facts.service.ts'
import { counted } from '../wording.ts'
import { type Capacity, CONFLICT_TYPES, type Conflict, capacityOf, conflictsOf, type Rival } from './conflicts.ts'
import { openGoals } from './goal-facts.service.ts'

const GoalId = z.uuid()
const Title = z.string().meta({ example: 'Write the thesis' })
const OtherTitle = z.string().meta({ example: 'Move house' })

const ConflictOut = z.object({
  goalId: GoalId.describe('The same as goal1Id'),
  goalTitle: Title,
  goal1Id: GoalId,
  goal1Title: Title,
  goal2Id: GoalId,
  goal2Title: OtherTitle,
  conflictType: z.enum(CONFLICT_TYPES),
  description: sentence('“Write the thesis” and “Move house” are both of high priority and due 3 days apart.'),
  severity: z.enum(['low', 'medium', 'high']).meta({ example: 'medium' }),
  resolution: sentence('Decide now which comes first if both cannot be.'),
})

export const GoalConflicts = z
  .object({
    hasConflicts: z.boolean().meta({ example: true }),
    conflicts: z.array(ConflictOut).max(25).describe('The worst first'),
    overallAssessment: sentence('2 active goals get in each other’s way at one point.'),
    isOvercommitted: z.boolean(),
    overcommitmentScore: z
      .int()
      .min(0)
      .max(100)
      .describe(
        '50 asks for as much as was done of late, 100 for twice as much or more; without estimates 5 a goal and 10 more for each of high priority',
      )
      .meta({ example: 30 }),
    capacityAnalysis: z.object({
      totalActiveGoals: z.int().meta({ example: 2 }),
      highPriorityGoals: z.int().meta({ example: 2 }),
      estimatedWeeklyHours: z
        .number()
        .nullable()
        .describe('Open tasks over the weeks until the target days; null when none has an estimate')
        .meta({ example: 6.5 }),
      doneWeeklyHours: z
        .number()
        .nullable()
        .describe('Estimates of the tasks done in the last four weeks; null when there are fewer than five')
        .meta({ example: 8 }),
      sustainabilityRating: z.enum(['sustainable', 'challenging', 'unsustainable']),
    }),
    recommendations: sentences('Decide now which comes first if both cannot be.'),
    confidence: Confidence,
  })
  .meta({ id: 'GoalConflicts' })
type GoalConflicts = z.infer<typeof GoalConflicts>

const Input = z
  .strictObject({
    goalIds: z.array(z.uuid()).min(1).max(100).optional().describe('Only these; all active ones unless told'),
  })
  .meta({ id: 'GoalsInQuestion', example: {} })

export const findConflicts = feature({
  name: 'goals.conflicts',
  summary: 'Find where goals get in each other’s way',
  description:
    'By their days, what they wait for, their words, and the hours their tasks ask for against what you did of late; says also whether it is too much. At most a hundred goals. Nothing is changed.',
  input: Input,
  output: GoalConflicts,
  cache: '1d',
  dependsOn: 'day',
  reads: ['goals', 'tasks'],
  facts: (ctx, { goalIds }, about): Promise<Draft<GoalConflicts>> => draftOf(ctx, goalIds, about),
  ...retelling<GoalConflicts>(
    'Tell somebody where their goals get in each other’s way, whether they have taken on too much, and what to do about it. ',
    (own, said, known) => ({
      ...anew(own, said, ['overallAssessment', 'recommendations'], known),
      conflicts: eachAnew(own.conflicts, said.conflicts, keyOf, ['description', 'resolution'], known),
    }),
  ),
})

const keyOf = ({ goal1Id, goal2Id, conflictType }: z.infer<typeof ConflictOut>) =>
  `${goal1Id} ${goal2Id} ${conflictType}`

async function draftOf(
  ctx: UserCtx,
  goalIds: string[] | undefined,
  { today, zone }: About<null>,
): Promise<Draft<GoalConflicts>> {
  const [goals, tasks, { edges }, capacityMinutes] = await Promise.all([
    openGoals(ctx),
    openTasks(ctx),
    goalGraph(ctx),
    weeklyMinutesDone(ctx, today, zone),
  ])
  const rivals = goals
    .filter(({ id, status }) => goalIds?.includes(id) ?? status === 'active')
    .map(({ id, title, priority, startDate, targetDate, parentGoalId }): Rival => {
      const own = tasks.filter((task) => task.goalIds.includes(id))
      const openMinutes = own.reduce((sum, { estimateMinutes }) => sum + (estimateMinutes ?? 0), 0)
      return { id, title, priority, startDate, targetDate, parentGoalId, openMinutes }
    })
  const load = { rivals, waits: edges, alike: await alikeAmong(rivals), capacityMinutes }
  const conflicts = conflictsOf(load, today)
  return { answer: answerOf(conflicts, capacityOf(load, today)), background: { rivals, capacityMinutes } }
}

const FEWEST_DONE = 5
const WEEKS = 4

/** What the tasks done in the last four weeks were estimated at, a week. */
async function weeklyMinutesDone(ctx: UserCtx, today: string, zone: string): Promise<number | null> {
  const { items } = await listTasks(ctx, { limit: 100, sort: 'newest', status: ['done'] })
  const since = addDays(today, -7 * WEEKS)
  const minutes = items.flatMap(({ completedAt, estimateMinutes }) =>
    completedAt !== null && estimateMinutes !== null && dayOf(completedAt, zone) >= since ? [estimateMinutes] : [],
  )
  return minutes.length < FEWEST_DONE ? null : minutes.reduce((sum, one) => sum + one, 0) / WEEKS
}

/** Nearer than what merely belongs together: half of the pairs that say the same in other words are below it. */
const SAME_MEANING = 0.75
const SAME_WORDS = 0.75
const NONE: ReadonlySet<string> = new Set()

async function alikeAmong(rivals: Rival[]): Promise<[Rival, Rival][]> {
  const titles = rivals.map(({ title }) => title)
  const nearness = await nearnessBetween(titles, titles)
  const words = titles.map(wordsOf)
  return rivals.flatMap((a, at) =>
    rivals.slice(at + 1).flatMap((b, after): [Rival, Rival][] => {
      const isFamily = a.parentGoalId === b.id || b.parentGoalId === a.id
      const isSiblings = a.parentGoalId !== null && a.parentGoalId === b.parentGoalId
      const other = at + 1 + after
      const shared = likeness(words[at] ?? NONE, words[other] ?? NONE)
      const isSame = (nearness[at]?.[other] ?? 0) >= SAME_MEANING || shared >= SAME_WORDS
      return isSame && !isFamily && !isSiblings ? [[a, b]] : []
    }),
  )
}

function answerOf(conflicts: Conflict[], capacity: Capacity): GoalConflicts {
  const { totalActiveGoals: goals, highPriorityGoals, estimatedWeeklyHours, doneWeeklyHours } = capacity
  const isMeasured = estimatedWeeklyHours !== null && doneWeeklyHours !== null
  const tooMuch = isMeasured
    ? `Their tasks ask for ${estimatedWeeklyHours} h a week; of late you did ${doneWeeklyHours} h.`
    : 'Whether it is too much can only be told by their number: for hours, give their tasks estimates.'
  const where =
    goals < 2
      ? 'There are not two goals that could get in each other’s way.'
      : conflicts.length === 0
        ? `${goals} active goals do not get in each other’s way, as far as their days and words tell.`
        : `${goals} active goals get in each other’s way at ${counted(conflicts.length, 'point')}.`
  return {
    hasConflicts: conflicts.length > 0,
    conflicts: conflicts.map(({ goals: [a, b], type, severity, description, resolution }) => ({
      ...{ goalId: a.id, goalTitle: a.title, goal1Id: a.id, goal1Title: a.title, goal2Id: b.id, goal2Title: b.title },
      ...{ conflictType: type, description, severity, resolution },
    })),
    overallAssessment: `${where} ${tooMuch}`,
    isOvercommitted: capacity.isOvercommitted,
    overcommitmentScore: capacity.score,
    capacityAnalysis: {
      ...{ totalActiveGoals: goals, highPriorityGoals, estimatedWeeklyHours, doneWeeklyHours },
      sustainabilityRating: capacity.sustainability,
    },
    recommendations: [
      ...(capacity.isOvercommitted ? ['Put one of them back to planning.'] : []),
      ...new Set(conflicts.slice(0, 5).map(({ resolution }) => resolution)),
    ],
    confidence: goals < 2 ? 0.9 : isMeasured ? 0.7 : 0.4,
  }
}
