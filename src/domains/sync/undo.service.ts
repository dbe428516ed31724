import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { type Entities, type Entity, writeScope } from '#core/entity.ts'
import { AppError, found } from '#core/errors.ts'
import { serializerOf } from '#core/feed.ts'
import { holdsScope } from '#core/identity.ts'
import type { Undone } from './history.schema.ts'
import { changedFields, fieldsOf, isSame } from './images.ts'
import { findPast, findSubject, type LockedRow, lockRow, type PastChange } from './rows.queries.ts'

/**
 * Undoes one change through the item's own services, which makes it a change of its own: a creation goes to the trash, a deletion
 * comes back, an update gets back the fields it changed and no others. Refused (409, naming them) when a later change touched the
 * same fields.
 */
export async function undoChange(ctx: UserCtx, entities: Entities, seq: number): Promise<Undone> {
  const subject = found(await findSubject(ctx, seq), 'Change')
  const entity = found(entities.get(subject.entity), 'Change')
  if (!holdsScope(ctx.actor, writeScope(entity))) {
    throw new AppError('forbidden', `This API key needs the scope ${writeScope(entity)}.`)
  }
  return inTransaction(ctx, async (ctx) => {
    const row = await lockRow(ctx, entity, subject.id)
    if (!row) throw new AppError('gone', 'The trash has been emptied since. This cannot be undone any more.')
    const change = found(await findPast(ctx, entity, seq), 'Change')
    return { ...subject, item: await undo(ctx, entity, subject.id, row, change) }
  })
}

async function undo(ctx: UserCtx, entity: Entity, id: string, row: LockedRow, change: PastChange) {
  const isTrashed = row.deletedAt !== null
  if (change.op === 'delete') {
    if (!isTrashed) throw new AppError('conflict', 'It has been restored since.')
    return written(entity, await entity.restore(ctx, id))
  }
  if (isTrashed) throw new AppError('conflict', 'It is in the trash. Restore it first.')
  if (change.op !== 'update') {
    await entity.remove(ctx, id)
    return null
  }
  return written(entity, await entity.update(ctx, id, patchBack(entity, row, change)))
}

/** Only what an update can set: fields that others follow from (points, progress) come back by themselves. */
function patchBack(entity: Entity, row: LockedRow, { before, after }: PastChange) {
  const now = fieldsOf(entity, row.image)
  const changed = changedFields(entity, before, after).filter(({ field }) => field in entity.patch.shape)
  if (changed.length === 0) throw new AppError('conflict', 'This change set nothing that can be set back.')
  const overtaken = changed.filter(({ field, to }) => !isSame(now[field], to)).map(({ field }) => field)
  if (overtaken.length > 0) {
    throw new AppError('conflict', `Changed again since: ${overtaken.join(', ')}. Undo the later change first.`, {
      errors: overtaken.map((path) => ({ path, message: 'changed again since' })),
    })
  }
  return Object.fromEntries(changed.map(({ field, from }) => [field, from]))
}

/** Its declared fields only. */
const written = (entity: Entity, item: unknown) => JSON.parse(serializerOf(entity)(item)) as Record<string, unknown>
