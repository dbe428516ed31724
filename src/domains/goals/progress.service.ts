import type { UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { milestonesPassed } from '#core/milestones.ts'
import { paceOf } from '#core/pace.ts'
import { dayOf, daysBetween } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { countHabitsOfGoals } from '#domains/habits/links.service.ts'
import { countMetricsOfGoals } from '#domains/metrics/links.service.ts'
import { countTasksOfGoals } from '#domains/tasks/links.service.ts'
import { newlyCompleted, subjectOf } from './criteria.ts'
import { findGoal, type Happening } from './goals.queries.ts'
import type { GoalProgress } from './goals.schema.ts'
import type { GoalRow, Weights } from './goals.tables.ts'
import { healthOf } from './health.ts'
import { type Component, type Components, type Count, componentsOf, countCriteria, overallOf } from './progress.ts'

/** Who counts the members that stand outside the goal itself. A domain whose items can be linked adds its line here. */
const COUNTERS: Partial<Record<keyof Weights, (ctx: UserCtx, goalIds: string[]) => Promise<Map<string, Count>>>> = {
  tasks: countTasksOfGoals,
  metrics: countMetricsOfGoals,
  habits: countHabitsOfGoals,
}

export interface Measured {
  overall: number
  components: Components
}

type Measurable = Pick<GoalRow, 'id' | 'successCriteria' | 'weights' | 'manualProgress'>

/**
 * The progress of these goals as things stand now: one statement per kind of member (two for habits), however many goals. To store the result,
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

/** Progress, health and pace in the user's own day. Five statements. */
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

/** What has newly come about between two states of a goal, to be told in its activity. */
export function happeningsOf(
  before: GoalRow,
  after: Pick<GoalRow, 'successCriteria' | 'status' | 'progress'>,
): Happening[] {
  const goalId = before.id
  const moved = before.status !== after.status
  return [
    ...newlyCompleted(before.successCriteria, after.successCriteria).map((criterion) => ({
      goalId,
      type: 'criterion_completed' as const,
      title: criterion.text,
      ...subjectOf(criterion),
    })),
    ...(moved ? [{ goalId, type: 'status_changed' as const, title: `${before.status} → ${after.status}` }] : []),
    ...milestonesPassed(after.progress, before.milestone).map((milestone) => ({
      goalId,
      type: 'progress_milestone' as const,
      title: `${milestone} %`,
    })),
  ]
}

function presented(components: Components): GoalProgress['components'] {
  // Habits are kept in parts: 2.4 of 3.
  const round = (part: Component | null) =>
    part && { ...part, done: Math.round(part.done * 100) / 100, percent: Math.round(part.percent * 10) / 10 }
  const { criteria, tasks, metrics, habits } = components
  return { criteria: round(criteria), tasks: round(tasks), metrics: round(metrics), habits: round(habits) }
}
