import { and, eq, isNull, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { loadEntries, type SeenEntry, selectCatalogue, selectTopics } from './catalogue.queries.ts'
import type { CataloguePatch, CatalogueQuery, NewCatalogueResource } from './catalogue.schema.ts'
import { askForReading } from './meaning.service.ts'
import { catalogueResources, resourceDismissals } from './resources.tables.ts'

export const listCatalogue = (ctx: UserCtx, query: CatalogueQuery): Promise<Page<SeenEntry>> =>
  selectCatalogue(ctx, query)

export const listTopics = async (ctx: UserCtx) => ({ items: await selectTopics(ctx) })

export async function getEntry(ctx: UserCtx, id: string): Promise<SeenEntry> {
  const [entry] = await loadEntries(ctx, [id])
  return found(entry, WHAT)
}

/** For administrators alone; an address that is in the catalogue already is refused (409). */
export async function createEntry(ctx: UserCtx, input: NewCatalogueResource): Promise<SeenEntry> {
  refuseOthers(ctx)
  const id = newId()
  await ctx.db.insert(catalogueResources).values({ ...input, id })
  await askForReading(ctx)
  return getEntry(ctx, id)
}

/** For administrators alone. What users have saved of it stays as it was. */
export async function updateEntry(ctx: UserCtx, id: string, patch: CataloguePatch): Promise<SeenEntry> {
  refuseOthers(ctx)
  const [changed] = await ctx.db
    .update(catalogueResources)
    .set({ ...patch, updatedAt: sql<string>`now()` })
    .where(living(id))
    .returning({ id: catalogueResources.id })
  found(changed, WHAT)
  await askForReading(ctx)
  return getEntry(ctx, id)
}

/** For administrators alone: it is no longer found or recommended. What users have saved of it stays. */
export async function deleteEntry(ctx: UserCtx, id: string): Promise<void> {
  refuseOthers(ctx)
  const [gone] = await ctx.db
    .update(catalogueResources)
    .set({ deletedAt: sql<string>`now()` })
    .where(living(id))
    .returning({ id: catalogueResources.id })
  found(gone, WHAT)
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

function refuseOthers({ actor }: UserCtx) {
  if (actor.role !== 'admin') throw new AppError('forbidden', 'This is for the administrators of this server.')
}
