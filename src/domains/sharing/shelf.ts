import type { Entities, Entity } from '#core/entity.ts'
import { AppError } from '#core/errors.ts'
import type { Deliver } from '#core/messages.ts'
import type { Shareable } from './kinds.ts'

const shelves = new WeakMap<Deliver, Entities>()

/** The kinds of items of this process; said once at its start. */
export function openShelf(deliver: Deliver, entities: Entities) {
  shelves.set(deliver, entities)
}

/** How items of this kind are read and written: by their own domain. */
export function kindOf({ deliver }: { deliver: Deliver }, name: Shareable): Entity {
  const entity = shelves.get(deliver)?.get(name)
  if (!entity) throw new AppError('unavailable', 'This kind of item is not to be had at the moment.')
  return entity
}
