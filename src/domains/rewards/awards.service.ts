import type { UserCtx } from '#core/ctx.ts'
import type { HabitLogged } from '#domains/habits/habits.events.ts'
import type { MetricLogged } from '#domains/metrics/metrics.events.ts'
import type { TaskChanged } from '#domains/tasks/tasks.events.ts'
import { awardPoints, takeBackPoints } from './wallet.service.ts'

/** A finished task earns its points once; reopening takes exactly these back. */
export async function followTask(ctx: UserCtx, { taskId, title, what, points }: TaskChanged): Promise<void> {
  const source = `task:${taskId}`
  if (what === 'completed')
    await awardPoints(ctx, 'tasks', [{ source, points, description: title, entity: 'task', entityId: taskId }])
  if (what === 'reopened') await takeBackPoints(ctx, [source])
}

/** What no longer holds goes first, so that a source can be awarded anew in the same breath. */
export async function followHabit(ctx: UserCtx, { habitId, awards, reversed }: HabitLogged): Promise<void> {
  await takeBackPoints(ctx, reversed)
  await awardPoints(
    ctx,
    'habits',
    awards.map((award) => ({ ...award, entity: 'habit', entityId: habitId })),
  )
}

export async function followMetric(ctx: UserCtx, { metricId, awards, reversed }: MetricLogged): Promise<void> {
  await takeBackPoints(ctx, reversed)
  await awardPoints(
    ctx,
    'metrics',
    awards.map((award) => ({ ...award, entity: 'metric', entityId: metricId })),
  )
}
