import type { UserCtx } from '#core/ctx.ts'
import { type Entities, readScope } from '#core/entity.ts'
import { AppError, invalid } from '#core/errors.ts'
import { itemKey, readItems } from '#core/feed.ts'
import { holdsScope } from '#core/identity.ts'
import { type Stretch, selectLatest } from './sync.queries.ts'
import type { SyncAnswer, SyncQuery } from './sync.schema.ts'

/**
 * What has changed since a number, each item once in its newest state; since 0, everything there is. Never a silent gap: a number
 * of another history, or one from before what is still kept, is refused (410).
 *
 * A first sync walks items whose last change may lie in the part of the feed that has been pruned. That is safe for somebody who
 * began with nothing and for nobody else, so a position in that part is handed out as a negative number.
 */
export async function pullChanges(ctx: UserCtx, entities: Entities, query: SyncQuery): Promise<SyncAnswer> {
  const { since, limit } = query
  const after = Math.abs(since)
  const stretch = await selectLatest(ctx, after, kindsOf(ctx, entities, query), limit + 1, since <= 0)
  refuseGap(stretch, query)
  const latest = stretch.latest.slice(0, limit)
  const items = await readItems(ctx, entities, latest)
  const changes = latest.map(({ seq, entity, id, op }) => {
    const text = items.get(itemKey(entity, id))
    const item = text === undefined ? null : (JSON.parse(text) as Record<string, unknown>)
    return {
      seq,
      entity,
      id,
      op: item === null ? ('delete' as const) : op === 'update' ? op : ('create' as const),
      item,
    }
  })
  const hasMore = stretch.latest.length > limit
  const last = latest.at(-1)?.seq ?? after
  const next = since <= 0 && last < stretch.pruned ? -last : last
  return { changes, nextSince: hasMore ? next : stretch.head, hasMore, epoch: stretch.epoch }
}

function kindsOf(ctx: UserCtx, entities: Entities, { entities: wanted }: SyncQuery): string[] {
  const unknown = wanted?.find((name) => !entities.has(name))
  if (unknown !== undefined) throw invalid('entities', `There is no kind of item called '${unknown}'.`)
  const kinds = [...entities.values()].filter((entity) => holdsScope(ctx.actor, readScope(entity)))
  return kinds.map((entity) => entity.name).filter((name) => wanted?.includes(name) ?? true)
}

function refuseGap({ epoch, head, pruned }: Stretch, query: SyncQuery) {
  const isOther = query.epoch !== undefined && query.epoch !== epoch
  const isKept = query.since <= 0 || query.since >= pruned
  if (!isOther && isKept && Math.abs(query.since) <= head) return
  throw new AppError(
    'gone',
    'What has changed since then is no longer known here. Sync everything again, from since=0.',
    {
      extra: { epoch },
    },
  )
}
