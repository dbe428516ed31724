import type { UserCtx } from '#core/ctx.ts'
import { AppError, invalid, noSuch } from '#core/errors.ts'
import { holdGoal, livingChildren } from './goals.queries.ts'
import type { GoalPatch } from './goals.schema.ts'
import type { GoalRow, TimeHorizon } from './goals.tables.ts'
import { misfit } from './hierarchy.ts'

/** The parent after the edit: one that no longer fits is refused, one in the trash is let go when the horizon changes. */
export async function parentAfter(ctx: UserCtx, before: GoalRow, patch: GoalPatch): Promise<string | null> {
  const horizon = patch.timeHorizon ?? before.timeHorizon
  const parentId = patch.parentGoalId === undefined ? before.parentGoalId : patch.parentGoalId
  if (horizon !== before.timeHorizon) await refuseOverChildren(ctx, before, horizon)
  if (parentId === null || (parentId === before.parentGoalId && horizon === before.timeHorizon)) return parentId
  if (parentId !== before.parentGoalId) return holdParent(ctx, parentId, horizon)
  const parent = await holdGoal(ctx, parentId)
  const reason = parent && misfit(horizon, parent.timeHorizon)
  if (reason) throw invalid('timeHorizon', `${reason} Move it away from its parent as well.`)
  return parent ? parentId : null
}

/** A parent that is mine, living (404) and exactly one horizon above; it stays so until the transaction ends. */
export async function holdParent(ctx: UserCtx, parentId: string, horizon: TimeHorizon): Promise<string> {
  const parent = await holdGoal(ctx, parentId)
  if (!parent) throw noSuch('parentGoalId')
  const reason = misfit(horizon, parent.timeHorizon)
  if (reason) throw invalid('parentGoalId', reason)
  return parentId
}

const NAMED_CHILDREN = 3

async function refuseOverChildren(ctx: UserCtx, { id, timeHorizon }: GoalRow, horizon: TimeHorizon) {
  const children = await livingChildren(ctx, id, NAMED_CHILDREN + 1)
  if (children.length === 0) return
  const named = children.slice(0, NAMED_CHILDREN).map(({ title }) => `'${title}'`)
  const names = children.length > NAMED_CHILDREN ? `${named.join(', ')} and others` : named.join(', ')
  const message = `It cannot turn from ${timeHorizon} to ${horizon} while ${names} stand under it. Move them first.`
  throw new AppError('conflict', message, { errors: [{ path: 'timeHorizon', message: 'has goals under it' }] })
}
