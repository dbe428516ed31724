import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { type Entities, type Entity, type Item, readScope } from '#core/entity.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { changedFields, fieldsOf } from '#core/images.ts'
import { type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { lockRow } from '#core/past.ts'
import type { HistoryEntry, TrashedItem, TrashQuery } from './history.schema.ts'
import { selectPast, selectTrash } from './rows.queries.ts'

/** What happened to an item, newest first, as far as the feed still keeps it; also for one in the trash. */
export async function listHistory(
  ctx: UserCtx,
  entity: Entity,
  id: string,
  query: PageQuery,
): Promise<Page<HistoryEntry>> {
  const list = `history ${entity.name} ${id}`
  const position = readCursor(ctx, query, list)
  const past = await selectPast(ctx, entity, id, position ? Number(position.value) : null, query.limit + 1)
  if (past.length === 0 && !position) throw notFound(entity)
  const entries = past.map(({ before, after, actor, ...change }) => ({
    ...change,
    id,
    actor: actor ?? 'user',
    changes: changedFields(entity, before, after),
  }))
  return toPage(ctx, entries, query, list, (entry) => entry.seq)
}

/** Out of the trash. An item that is not there is a conflict. */
export function restoreItem(ctx: UserCtx, entity: Entity, id: string): Promise<Item> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockRow(ctx, entity, id)
    if (!row) throw notFound(entity)
    if (row.deletedAt === null) throw new AppError('conflict', 'This is not in the trash.')
    return entity.restore(ctx, id)
  })
}

/** Everything in the trash, last deleted first, of the kinds that the caller may read. */
export async function listTrash(ctx: UserCtx, entities: Entities, query: TrashQuery): Promise<Page<TrashedItem>> {
  const kinds = [...entities.values()].filter((entity) => holdsScope(ctx.actor, readScope(entity)))
  const wanted = query.entity === undefined ? kinds : kinds.filter((entity) => entity.name === query.entity)
  if (query.entity !== undefined && !entities.has(query.entity))
    throw invalid('entity', 'There is no such kind of item.')
  const position = readCursor(ctx, query, 'trash')
  const before = position ? { deletedAt: String(position.value), id: position.id } : null
  const rows = await selectTrash(ctx, wanted, before, query.limit + 1)
  const items = rows.map(({ image, ...row }) => ({
    ...row,
    item: fieldsOf(found(entities.get(row.entity), 'Item'), image),
  }))
  return toPage(ctx, items, query, 'trash', (item) => item.deletedAt)
}

export const notFound = ({ name }: Entity) => new AppError('not_found', `${label(name)} not found`)

const label = (name: string) => `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`
