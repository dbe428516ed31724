import type { UserCtx } from '#core/ctx.ts'
import { type Entities, type Entity, writeScope } from '#core/entity.ts'
import { AppError } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { fieldsOf, isSame } from '#core/images.ts'
import { findPast, type LockedRow, lockRow } from '#core/past.ts'
import { refuseOvertaken, type Step, settable, takeBack } from '#core/undo.ts'
import { itemsTouchedBy } from './actions.queries.ts'

interface Touch {
  entity: Entity
  id: string
  /** All that was done to it, as one change. */
  step: Step
}

/**
 * Takes back everything that an actor of the assistant's changed, through the items' own services: what was deleted comes back in
 * the order it went, everything else goes in reverse. What is back already is left alone. Refused (409) when something was changed
 * since, or when nothing is left to take back; then nothing is. Inside a transaction.
 */
export async function takeBackAll(ctx: UserCtx, entities: Entities, actor: string): Promise<void> {
  const touches = await touchesOf(ctx, entities, actor)
  const order = [
    ...touches.filter(({ step }) => step.op === 'delete'),
    ...touches.filter(({ step }) => step.op !== 'delete').reverse(),
  ]
  let taken = 0
  for (const touch of order) if (await takeOneBack(ctx, touch)) taken++
  if (taken === 0) throw new AppError('conflict', 'Nothing that this changed is left to be taken back.')
}

async function touchesOf(ctx: UserCtx, entities: Entities, actor: string): Promise<Touch[]> {
  const touches: Touch[] = []
  for (const { entity: name, id, first, last } of await itemsTouchedBy(ctx, actor)) {
    const entity = entities.get(name)
    // Rows that are no items of their own (points, what follows from others) come back by themselves.
    if (!entity) continue
    if (!holdsScope(ctx.actor, writeScope(entity)))
      throw new AppError('forbidden', `This API key needs the scope ${writeScope(entity)}.`)
    const [begin, end] = [await findPast(ctx, entity, first), await findPast(ctx, entity, last)]
    if (begin && end) touches.push({ entity, id, step: joined(begin, end) })
  }
  return touches
}

/** From the state before the first to the state after the last. */
function joined(begin: Step, end: Step): Step {
  const images = { before: begin.before, after: end.after }
  if (begin.op === 'create') return { op: 'create', ...images }
  const [wasGone, isGone] = [begin.before?.deleted_at != null, end.after?.deleted_at != null]
  if (wasGone === isGone) return { op: 'update', ...images }
  return { op: isGone ? 'delete' : 'restore', ...images }
}

/** Whether there was anything to do. */
async function takeOneBack(ctx: UserCtx, { entity, id, step }: Touch): Promise<boolean> {
  const row = await lockRow(ctx, entity, id)
  if (!row) throw new AppError('gone', 'The trash has been emptied since. This cannot be undone any more.')
  const left = leftOf(entity, row, step)
  if (left === null) return false
  // Taking away what somebody has gone on working with would take their work away too.
  if (left.op === 'create') refuseOvertaken(entity, row, settable(entity, step))
  await takeBack(ctx, entity, id, row, left)
  return true
}

/** What of it is still to be taken back; null when nothing is. */
function leftOf(entity: Entity, row: LockedRow, step: Step): Step | null {
  const isTrashed = row.deletedAt !== null
  if (step.op === 'delete') return isTrashed ? step : null
  if (step.op !== 'update') return isTrashed ? null : step
  const now = fieldsOf(entity, row.image)
  const open = settable(entity, step).filter(({ field, from }) => !isSame(now[field], from))
  return open.length === 0 ? null : step
}
