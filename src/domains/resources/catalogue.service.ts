import { and, eq, isNull, sql } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Origin } from '#core/origin.ts'
import type { Page } from '#core/page.ts'
import { requireRole } from '#domains/accounts/staff.service.ts'
import { record } from '#domains/audit/audit.service.ts'
import { loadEntries, type SeenEntry, selectCatalogue, selectTopics } from './catalogue.queries.ts'
import type { CataloguePatch, CatalogueQuery, NewCatalogueResource } from './catalogue.schema.ts'
import { askForReading } from './meaning.service.ts'
import { type CatalogueRow, catalogueResources, resourceDismissals } from './resources.tables.ts'

export const listCatalogue = (ctx: UserCtx, query: CatalogueQuery): Promise<Page<SeenEntry>> =>
  selectCatalogue(ctx, query)

export const listTopics = async (ctx: UserCtx) => ({ items: await selectTopics(ctx) })

export async function getEntry(ctx: UserCtx, id: string): Promise<SeenEntry> {
  const [entry] = await loadEntries(ctx, [id])
  return found(entry, WHAT)
}

/** For administrators alone, and written down; an address that is in the catalogue already is refused (409). */
export function createEntry(ctx: UserCtx, input: NewCatalogueResource, origin: Origin): Promise<SeenEntry> {
  return inTransaction(ctx, async (ctx) => {
    await requireRole(ctx, ['admin'])
    const id = newId()
    await ctx.db.insert(catalogueResources).values({ ...input, id })
    await askForReading(ctx)
    await record(ctx, { action: 'catalogue.create', after: { id, title: input.title, url: input.url }, origin })
    return getEntry(ctx, id)
  })
}

/** For administrators alone, and written down. What users have saved of it stays as it was. */
export function updateEntry(ctx: UserCtx, id: string, patch: CataloguePatch, origin: Origin): Promise<SeenEntry> {
  return inTransaction(ctx, async (ctx) => {
    await requireRole(ctx, ['admin'])
    const before = await heldEntry(ctx, id)
    await ctx.db
      .update(catalogueResources)
      .set({ ...patch, updatedAt: sql<string>`now()` })
      .where(living(id))
    await askForReading(ctx)
    const was = Object.fromEntries(Object.entries(before).filter(([name]) => name in patch))
    await record(ctx, { action: 'catalogue.update', before: { id, ...was }, after: { id, ...patch }, origin })
    return getEntry(ctx, id)
  })
}

/** For administrators alone, and written down: it is no longer found or recommended. What users have saved of it stays. */
export function deleteEntry(ctx: UserCtx, id: string, origin: Origin): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await requireRole(ctx, ['admin'])
    const { title, url } = await heldEntry(ctx, id)
    await ctx.db.update(catalogueResources).set({ deletedAt: sql<string>`now()` }).where(living(id))
    await record(ctx, { action: 'catalogue.delete', before: { id, title, url }, origin })
  })
}

/** Not recommended to me again; may be repeated. */
export async function dismissEntry(ctx: UserCtx, id: string): Promise<void> {
  await getEntry(ctx, id)
  await ctx.db
    .insert(resourceDismissals)
    .values({ userId: ctx.actor.id, catalogueId: id, dismissedAt: ctx.now().toISOString() })
    .onConflictDoNothing()
}

/** May be recommended to me again; may be repeated. */
export async function undismissEntry(ctx: UserCtx, id: string): Promise<void> {
  await getEntry(ctx, id)
  await ctx.db
    .delete(resourceDismissals)
    .where(and(eq(resourceDismissals.userId, ctx.actor.id), eq(resourceDismissals.catalogueId, id)))
}

const WHAT = 'Resource of the catalogue'
const living = (id: string) => and(eq(catalogueResources.id, id), isNull(catalogueResources.deletedAt))

async function heldEntry(ctx: UserCtx, id: string): Promise<CatalogueRow> {
  const [entry] = await ctx.db.select().from(catalogueResources).where(living(id)).for('update')
  return found(entry, WHAT)
}
