import type { UserCtx } from '#core/ctx.ts'
import { factorsOf, type PointFactors, type Priced } from './points.ts'
import { getTask } from './tasks.service.ts'

export interface Worth extends PointFactors {
  /** Points of its own, which win over the formula; null when the formula decides. */
  ownValue: number | null
  estimateMinutes: number | null
}

export interface WorthQuestion {
  taskId?: string | undefined
  estimateMinutes?: number | undefined
  priority?: Priced['priority'] | undefined
  area?: NonNullable<Priced['area']> | undefined
}

/**
 * What finishing a task is worth by the formula, factor by factor: one of mine, or one that is only being thought of. What is given
 * beside an id stands in for what the task says.
 */
export async function worthOf(ctx: UserCtx, { taskId, ...given }: WorthQuestion): Promise<Worth> {
  const task = taskId === undefined ? null : await getTask(ctx, taskId)
  const estimateMinutes = given.estimateMinutes ?? task?.estimateMinutes ?? null
  const priority = given.priority ?? task?.priority ?? 'p3'
  const area = given.area ?? task?.area ?? null
  return { ...factorsOf({ estimateMinutes, priority, area }), ownValue: task?.pointValue ?? null, estimateMinutes }
}
