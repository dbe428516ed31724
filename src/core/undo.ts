import type { UserCtx } from './ctx.ts'
import type { Entity, Item } from './entity.ts'
import { AppError } from './errors.ts'
import { changedFields, type FieldChange, fieldsOf, isSame } from './images.ts'
import type { LockedRow, PastChange } from './past.ts'

/** What became of a row, by one change or by several together. */
export type Step = Pick<PastChange, 'op' | 'before' | 'after'>

/**
 * Takes one change of a locked row back through the item's own services, which makes it a change of its own: a creation goes to the
 * trash (null), a deletion comes back, an update gets back the fields it changed and no others. Refused (409, naming them) when a
 * later change touched the same fields.
 */
export async function takeBack(
  ctx: UserCtx,
  entity: Entity,
  id: string,
  row: LockedRow,
  change: Step,
): Promise<Item | null> {
  const isTrashed = row.deletedAt !== null
  if (change.op === 'delete') {
    if (!isTrashed) throw new AppError('conflict', 'It has been restored since.')
    return entity.restore(ctx, id)
  }
  if (isTrashed) throw new AppError('conflict', 'It is in the trash. Restore it first.')
  if (change.op !== 'update') {
    await entity.remove(ctx, id)
    return null
  }
  const changed = settable(entity, change)
  if (changed.length === 0) throw new AppError('conflict', 'This change set nothing that can be set back.')
  refuseOvertaken(entity, row, changed)
  return entity.update(ctx, id, Object.fromEntries(changed.map(({ field, from }) => [field, from])))
}

/** What a change did to fields that can be set: those that others follow from (points, progress) come back by themselves. */
export const settable = (entity: Entity, { before, after }: Step): FieldChange[] =>
  changedFields(entity, before, after).filter(({ field }) => field in entity.patch.shape)

/** Refuses (409, naming them) when fields are no longer as a change left them. */
export function refuseOvertaken(entity: Entity, row: LockedRow, changed: FieldChange[]) {
  const now = fieldsOf(entity, row.image)
  const overtaken = changed.filter(({ field, to }) => !isSame(now[field], to)).map(({ field }) => field)
  if (overtaken.length === 0) return
  throw new AppError('conflict', `Changed again since: ${overtaken.join(', ')}. Undo the later change first.`, {
    errors: overtaken.map((path) => ({ path, message: 'changed again since' })),
  })
}
