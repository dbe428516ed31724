import type { UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { publish } from '#core/messages.ts'
import { milestoneAfter, milestonesPassed } from '#core/milestones.ts'
import { paceOf } from '#core/pace.ts'
import { dayOf, daysBetween } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { countTasksOfGoals, goalsWatchingTask } from '#domains/tasks/links.service.ts'
import type { TaskChanged } from '#domains/tasks/tasks.events.ts'
import { newlyCompleted, settleCriteria } from './criteria.ts'
import { CriteriaChanged } from './goals.events.ts'
import {
  findGoal,
  type GoalStanding,
  type Happening,
  lockGoals,
  recordActivities,
  writeStandings,
} from './goals.queries.ts'
import type { GoalProgress } from './goals.schema.ts'
import type { GoalRow, Weights } from './goals.tables.ts'
import { healthOf } from './health.ts'
import { type Component, type Components, type Count, componentsOf, countCriteria, overallOf } from './progress.ts'

/** Who counts the members that stand outside the goal itself. A domain whose items can be linked adds its line here. */
const COUNTERS: Partial<Record<keyof Weights, (ctx: UserCtx, goalIds: string[]) => Promise<Map<string, Count>>>> = {
  tasks: countTasksOfGoals,
}

export interface Measured {
  overall: number
  components: Components
}

type Measurable = Pick<GoalRow, 'id' | 'successCriteria' | 'weights' | 'manualProgress'>

/**
 * The progress of these goals as things stand now: one statement per kind of member, however many goals. To store the result,
 * lock the goals before, in a statement of its own, so that what others have just committed is counted.
 */
export async function measureGoals(ctx: UserCtx, rows: Measurable[]): Promise<Map<string, Measured>> {
  const ids = rows.map((goal) => goal.id)
  const counted: [string, Map<string, Count>][] = []
  for (const [kind, count] of Object.entries(COUNTERS)) if (ids.length > 0) counted.push([kind, await count(ctx, ids)])
  return new Map(
    rows.map((goal) => {
      const outside = Object.fromEntries(counted.map(([kind, counts]) => [kind, counts.get(goal.id)]))
      const components = componentsOf({ ...outside, criteria: countCriteria(goal.successCriteria) })
      return [goal.id, { components, overall: overallOf(components, goal.weights, goal.manualProgress) }]
    }),
  )
}

/** Progress, health and pace in the user's own day. Three statements. */
export async function getGoalProgress(ctx: UserCtx, id: string): Promise<GoalProgress> {
  const [row] = await findGoal(ctx.db, { userId: ctx.actor.id, id })
  const goal = found(row, 'Goal')
  const { timezone, dayStartsAt } = await userZone(ctx)
  const { overall, components } = found((await measureGoals(ctx, [goal])).get(id), 'Goal')
  const localDay = (instant: string) => dayOf(instant, timezone, dayStartsAt)
  const start = goal.startDate ?? localDay(goal.createdAt)
  const today = localDay(ctx.now().toISOString())
  const pace = paceOf({
    start,
    target: goal.targetDate,
    today,
    progress: overall,
    finishedOn: goal.completedAt && localDay(goal.completedAt),
  })
  const idleDays = Math.min(daysBetween(localDay(goal.lastActivityAt), today), daysBetween(start, today))
  const health = healthOf({ status: goal.status, progress: overall, expectedToday: pace.expectedToday, idleDays })
  return { overall, health, components: presented(components), pace }
}

/**
 * A task was finished, reopened, linked or moved: criteria tied to it follow it, and every goal it belongs to is measured anew,
 * in the transaction that changed the task. One statement when no goal has to do with it, at most six otherwise.
 */
export async function followTask(ctx: UserCtx, event: TaskChanged): Promise<void> {
  const watching = event.what === 'changed' ? [] : await goalsWatchingTask(ctx, event.taskId)
  const ids = [...new Set([...event.goalIds, ...watching])]
  if (ids.length === 0) return
  const now = ctx.now().toISOString()
  const before = await lockGoals(ctx, ids)
  const settled = before.map((goal) => ({ ...goal, successCriteria: settledBy(goal, event, now) }))
  const measured = await measureGoals(ctx, settled)
  const steps = settled.map((goal, at) =>
    step(before[at] as GoalRow, goal, measured.get(goal.id) as Measured, event, now),
  ) // one of each per goal
  await writeStandings(
    ctx,
    steps.flatMap(({ standing }) => standing ?? []),
  )
  await recordActivities(
    ctx,
    steps.flatMap(({ happenings }) => happenings),
  )
  const settledIds = settled
    .filter((goal, at) => goal.successCriteria !== before[at]?.successCriteria)
    .map(({ id }) => id)
  if (settledIds.length > 0) await publish(ctx, CriteriaChanged, { goalIds: settledIds })
}

/** What has newly come about between two states of a goal, to be told in its activity. */
export function happeningsOf(
  before: GoalRow,
  after: Pick<GoalRow, 'successCriteria' | 'status' | 'progress'>,
): Happening[] {
  const goalId = before.id
  const moved = before.status !== after.status
  return [
    ...newlyCompleted(before.successCriteria, after.successCriteria).map(({ text, taskId }) => ({
      goalId,
      type: 'criterion_completed' as const,
      title: text,
      ...(taskId !== null && { entity: 'task' as const, entityId: taskId }),
    })),
    ...(moved ? [{ goalId, type: 'status_changed' as const, title: `${before.status} → ${after.status}` }] : []),
    ...milestonesPassed(after.progress, before.milestone).map((milestone) => ({
      goalId,
      type: 'progress_milestone' as const,
      title: `${milestone} %`,
    })),
  ]
}

function settledBy(goal: GoalRow, { taskId, what }: TaskChanged, now: string) {
  if (what === 'changed') return goal.successCriteria
  return settleCriteria(goal.successCriteria, taskId, what === 'completed' ? now : null)
}

interface Step {
  /** Null when nothing about the goal has changed. */
  standing: GoalStanding | null
  happenings: Happening[]
}

function step(before: GoalRow, settled: GoalRow, { overall }: Measured, event: TaskChanged, now: string): Step {
  const { id, successCriteria } = settled
  const finished: Happening[] =
    event.what === 'completed' && event.goalIds.includes(id)
      ? [{ goalId: id, type: 'task_completed', title: event.title, entity: 'task', entityId: event.taskId }]
      : []
  const happenings = [...finished, ...happeningsOf(before, { ...settled, progress: overall })]
  if (happenings.length === 0 && overall === before.progress && successCriteria === before.successCriteria)
    return { standing: null, happenings }
  const lastActivityAt = happenings.length > 0 ? now : before.lastActivityAt
  return {
    standing: {
      id,
      successCriteria,
      progress: overall,
      milestone: milestoneAfter(before.milestone, overall),
      lastActivityAt,
    },
    happenings,
  }
}

function presented(components: Components): GoalProgress['components'] {
  const round = (part: Component | null) => part && { ...part, percent: Math.round(part.percent * 10) / 10 }
  const { criteria, tasks, metrics, habits } = components
  return { criteria: round(criteria), tasks: round(tasks), metrics: round(metrics), habits: round(habits) }
}
