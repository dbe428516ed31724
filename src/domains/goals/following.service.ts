import type { UserCtx } from '#core/ctx.ts'
import { publish } from '#core/messages.ts'
import { milestoneAfter } from '#core/milestones.ts'
import type { HabitLogged } from '#domains/habits/habits.events.ts'
import { holdMetrics } from '#domains/metrics/criteria.service.ts'
import type { MetricLogged } from '#domains/metrics/metrics.events.ts'
import { goalsWatchingTasks } from '#domains/tasks/links.service.ts'
import type { TaskChanged, TasksGathered } from '#domains/tasks/tasks.events.ts'
import { goalsWatchingMetric } from './criteria.service.ts'
import { settleByMetric, settleCriteria } from './criteria.ts'
import { CriteriaChanged } from './goals.events.ts'
import { type GoalStanding, type Happening, lockGoals, recordActivities, writeStandings } from './goals.queries.ts'
import type { GoalRow, SuccessCriterion } from './goals.tables.ts'
import { happeningsOf, type Measured, measureGoals } from './progress.service.ts'

/**
 * A task was finished, reopened, linked or moved: criteria tied to it follow it, and every goal it belongs to is measured anew,
 * in the transaction that changed the task. One statement when no goal has to do with it, at most nine otherwise.
 */
export async function followTask(ctx: UserCtx, { taskId, title, goalIds, what }: TaskChanged): Promise<void> {
  const watching = what === 'changed' ? [] : await goalsWatchingTasks(ctx, [taskId])
  const completedAt = what === 'completed' ? ctx.now().toISOString() : null
  await follow(ctx, [...goalIds, ...watching], {
    settle: (criteria) => (what === 'changed' ? criteria : settleCriteria(criteria, taskId, completedAt)),
    happening: what === 'completed' ? { type: 'task_completed', title, entity: 'task', entityId: taskId } : null,
    toldTo: goalIds,
  })
}

/** Several tasks are about to change: their goals are locked at once and in order, not one after the other. */
export async function awaitTasks(ctx: UserCtx, { goalIds }: TasksGathered): Promise<void> {
  if (goalIds.length > 0) await lockGoals(ctx, goalIds)
}

/**
 * A metric was logged or changed: criteria tied to it are complete as long as its latest value reaches their target, and every goal
 * it belongs to is measured anew, in the same transaction. The criteria of a metric in the trash stay as they are.
 */
export async function followMetric(
  ctx: UserCtx,
  { metricId, name, goalIds, what, value }: MetricLogged,
): Promise<void> {
  const watching = await goalsWatchingMetric(ctx, metricId)
  const [metric] = watching.length === 0 ? [] : await holdMetrics(ctx, [metricId])
  const now = ctx.now().toISOString()
  const isLogged = what === 'logged' && value !== null
  await follow(ctx, [...goalIds, ...watching], {
    settle: (criteria) => (metric === undefined ? criteria : settleByMetric(criteria, metric, now)),
    happening: isLogged
      ? { type: 'metric_logged', title: `${name}: ${value}`, entity: 'metric', entityId: metricId }
      : null,
    toldTo: goalIds,
  })
}

/** A habit's day was done or undone, or the habit changed: every goal it belongs to is measured anew, in the same transaction. */
export function followHabit(ctx: UserCtx, { habitId, name, goalIds, what }: HabitLogged): Promise<void> {
  return follow(ctx, goalIds, {
    settle: (criteria) => criteria,
    happening: what === 'done' ? { type: 'habit_completed', title: name, entity: 'habit', entityId: habitId } : null,
    toldTo: goalIds,
  })
}

interface News {
  /** A goal's criteria after it; the very same list when it does not touch them. */
  settle: (criteria: SuccessCriterion[]) => SuccessCriterion[]
  /** What the activity of these goals tells of it. */
  happening: Omit<Happening, 'goalId'> | null
  toldTo: string[]
}

async function follow(ctx: UserCtx, goalIds: string[], news: News): Promise<void> {
  if (goalIds.length === 0) return
  const before = await lockGoals(ctx, [...new Set(goalIds)])
  const settled = before.map((goal) => ({ ...goal, successCriteria: news.settle(goal.successCriteria) }))
  const measured = await measureGoals(ctx, settled)
  const now = ctx.now().toISOString()
  const steps = before.map((goal, at) => {
    const after = settled[at] as GoalRow // one of each per goal
    return step(goal, after, measured.get(goal.id) as Measured, news, now)
  })
  await writeStandings(
    ctx,
    steps.flatMap(({ standing }) => standing ?? []),
  )
  await recordActivities(
    ctx,
    steps.flatMap(({ happenings }) => happenings),
  )
  const moved = settled.filter((goal, at) => goal.successCriteria !== before[at]?.successCriteria).map(({ id }) => id)
  if (moved.length > 0) await publish(ctx, CriteriaChanged, { goalIds: moved })
}

interface Step {
  /** Null when nothing about the goal has changed. */
  standing: GoalStanding | null
  happenings: Happening[]
}

function step(before: GoalRow, settled: GoalRow, { overall }: Measured, news: News, now: string): Step {
  const { id, successCriteria } = settled
  const told = news.happening !== null && news.toldTo.includes(id) ? [{ goalId: id, ...news.happening }] : []
  const happenings = [...told, ...happeningsOf(before, { ...settled, progress: overall })]
  if (happenings.length === 0 && overall === before.progress && successCriteria === before.successCriteria)
    return { standing: null, happenings }
  const lastActivityAt = happenings.length > 0 ? now : before.lastActivityAt
  const milestone = milestoneAfter(before.milestone, overall)
  return { standing: { id, successCriteria, progress: overall, milestone, lastActivityAt }, happenings }
}
