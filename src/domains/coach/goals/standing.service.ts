import type { About } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { dayOf, daysBetween } from '#core/time/zones.ts'
import { listActivities } from '#domains/goals/activities.service.ts'
import { listDependencies } from '#domains/goals/dependencies.service.ts'
import { getGoal } from '#domains/goals/goals.service.ts'
import { getGoalProgress } from '#domains/goals/progress.service.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'
import type { Goal } from './goal-facts.service.ts'

export type Progress = Awaited<ReturnType<typeof getGoalProgress>>

export interface Standing {
  title: string
  status: Goal['status']
  progress: Progress
  targetDate: string | null
  elapsedDays: number
  /** Until the target day, that included; negative when it is past, null without one. */
  daysLeft: number | null
  idleDays: number
  /** What happened in the last fortnight and in the one before. */
  recent: number
  before: number
  openCriteria: string[]
  openTasks: number
  /** Of the open tasks, in the order of their due days. */
  overdue: string[]
  heldUp: string[]
  /** What can be done next: open, not held up, the most urgent first. */
  next: string[]
  /** Unfinished goals that it waits for. */
  awaited: string[]
}

const FORTNIGHT = 14

/** How one of my goals stands, as far as it can be counted. Numbers are those of its progress; of its tasks the first hundred count. */
export async function standingOf(ctx: UserCtx, goalId: string, { today, zone }: About<null>): Promise<Standing> {
  const goal = await getGoal(ctx, goalId)
  const [progress, activities, { items: tasks }, { blockedBy }] = await Promise.all([
    getGoalProgress(ctx, goalId),
    listActivities(ctx, goalId, { limit: 100 }),
    listTasks(ctx, { limit: 100, sort: 'due', goalId }),
    listDependencies(ctx, goalId),
  ])
  const daysAgo = (instant: string) => daysBetween(dayOf(instant, zone), today)
  const start = goal.startDate ?? dayOf(goal.createdAt, zone)
  const elapsedDays = daysBetween(start, today)
  const ages = activities.items.map(({ createdAt }) => daysAgo(createdAt))
  const open = tasks.filter(({ status }) => status !== 'done' && status !== 'cancelled')
  const isHeldUp = ({ status, openBlockers }: (typeof open)[number]) => status === 'blocked' || openBlockers > 0
  const dueOn = ({ dueDate, dueAt }: (typeof open)[number]) => dueDate ?? (dueAt === null ? null : dayOf(dueAt, zone))
  return {
    title: goal.title,
    status: goal.status,
    progress,
    targetDate: goal.targetDate,
    elapsedDays,
    daysLeft: goal.targetDate === null ? null : daysBetween(today, goal.targetDate) + 1,
    idleDays: Math.max(0, Math.min(daysAgo(goal.lastActivityAt), elapsedDays)),
    recent: ages.filter((age) => age < FORTNIGHT).length,
    before: ages.filter((age) => age >= FORTNIGHT && age < 2 * FORTNIGHT).length,
    openCriteria: goal.successCriteria.filter(({ isCompleted }) => !isCompleted).map(({ text }) => text),
    openTasks: open.length,
    overdue: open.filter((task) => (dueOn(task) ?? today) < today).map(({ title }) => title),
    heldUp: open.filter(isHeldUp).map(({ title }) => title),
    next: open.filter((task) => !isHeldUp(task) && task.status !== 'on_hold').map(({ title }) => title),
    awaited: blockedBy.filter(({ status }) => status === 'planning' || status === 'active').map(({ title }) => title),
  }
}
