import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { type Entities, type Entity, writeScope } from '#core/entity.ts'
import { AppError, found } from '#core/errors.ts'
import { serializerOf } from '#core/feed.ts'
import { holdsScope } from '#core/identity.ts'
import { findPast, lockRow } from '#core/past.ts'
import { takeBack } from '#core/undo.ts'
import type { Undone } from './history.schema.ts'
import { findSubject } from './rows.queries.ts'

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
    const item = await takeBack(ctx, entity, subject.id, row, change)
    return { ...subject, item: item === null ? null : written(entity, item) }
  })
}

/** Its declared fields only. */
const written = (entity: Entity, item: unknown) => JSON.parse(serializerOf(entity)(item)) as Record<string, unknown>
