import type { UserCtx } from '#core/ctx.ts'
import { type Entities, readScope } from '#core/entity.ts'
import { holdsScope } from '#core/identity.ts'
import type { MessageRow } from './chat.tables.ts'
import { isPrivate } from './privacy.ts'
import type { OnScreen } from './prompt.ts'

/**
 * What was open when something was said, as the user may read it now. An item that is marked private is never told to anybody, nor
 * is what the client says stood beside it.
 */
export async function onScreen(ctx: UserCtx, entities: Entities, { context }: MessageRow): Promise<OnScreen | null> {
  if (context === null) return null
  const entity = entities.get(context.entity ?? '')
  if (!entity || context.entityId === undefined || !holdsScope(ctx.actor, readScope(entity)))
    return { context, item: null }
  const [item] = await entity.load(ctx, [context.entityId])
  if (item === undefined) return { context, item: null }
  return isPrivate(item) ? null : { context, item: entity.item.safeParse(item).data ?? null }
}
