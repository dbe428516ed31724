import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type Reach, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { getEntry, undismissEntry } from './catalogue.service.ts'
import { hostOf, typeOf } from './metadata.ts'
import { type PageRead, readPage } from './reading.service.ts'
import { findResource, selectResources } from './resources.queries.ts'
import type { NewResource, ResourcePatch, ResourceQuery } from './resources.schema.ts'
import { type ResourceRow, resources } from './resources.tables.ts'

type Outside = Pick<Reach, 'fetch'>

export const listResources = (ctx: UserCtx, query: ResourceQuery): Promise<Page<ResourceRow>> =>
  selectResources(ctx, query)

export async function getResource(ctx: UserCtx, id: string): Promise<ResourceRow> {
  const [resource] = await findResource(ctx.db, { userId: ctx.actor.id, id })
  return found(resource, 'Resource')
}

export const loadResources = (ctx: UserCtx, ids: string[]): Promise<ResourceRow[]> =>
  ctx.db
    .select()
    .from(resources)
    .where(and(mine(ctx, resources), inArray(resources.id, ids)))

/**
 * Adds an address to my library. Without a title the page is read first, and what it says fills what was not given; a page that cannot
 * be read is saved all the same, under the name of its host and with the reason. 409 when the address is there already.
 */
export async function addResource(ctx: UserCtx, { fetch }: Outside, input: NewResource): Promise<ResourceRow> {
  if (input.title !== undefined) return createResource(ctx, input)
  await refuseKnown(ctx, input.url)
  return createResource(ctx, { ...input, ...told(await readPage(fetch, input.url), input) })
}

/** The same without reading anything: an absent title is the host's name. */
export async function createResource(
  ctx: UserCtx,
  input: NewResource & Partial<Pick<ResourceRow, 'catalogueId' | 'metadataStatus' | 'metadataFailure'>>,
  id: string = newId(),
): Promise<ResourceRow> {
  const { title = nameOf(input.url), type = typeOf('', input.url), ...fields } = input
  const done = completion(ctx, { progress: 0, isCompleted: false, completedAt: null }, input)
  const [made] = await ctx.db
    .insert(resources)
    .values({ ...fields, ...done, title, type, id, userId: ctx.actor.id })
    .onConflictDoNothing({ target: [resources.userId, resources.url], where: isNull(resources.deletedAt) })
    .returning()
  if (made) return made
  throw known()
}

/**
 * Saves an entry of the catalogue in my library, as it is now; from then on it is mine to change. What is there already stays as it is.
 * It is no longer dismissed.
 */
export function saveEntry(ctx: UserCtx, catalogueId: string): Promise<ResourceRow> {
  return inTransaction(ctx, async (ctx) => {
    const { title, description, type, url, source, difficulty, estimatedMinutes, thumbnailUrl, topics } =
      await getEntry(ctx, catalogueId)
    await undismissEntry(ctx, catalogueId)
    const described = { title, description, type, url, source, difficulty, estimatedMinutes, thumbnailUrl, topics }
    const [saved] = await ctx.db
      .insert(resources)
      .values({ ...described, catalogueId, id: newId(), userId: ctx.actor.id })
      .onConflictDoUpdate({
        target: [resources.userId, resources.url],
        targetWhere: isNull(resources.deletedAt),
        set: { catalogueId },
        setWhere: sql`${resources.catalogueId} is distinct from ${catalogueId}`,
      })
      .returning()
    return saved ?? (await byUrl(ctx, url))
  })
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export function updateResource(
  ctx: UserCtx,
  id: string,
  patch: ResourcePatch & Partial<Pick<ResourceRow, 'metadataStatus' | 'metadataFailure'>>,
  version?: number,
): Promise<ResourceRow> {
  return inTransaction(ctx, async (ctx) => {
    const [before] = await ctx.db
      .select()
      .from(resources)
      .where(myRow(ctx, resources, id, version))
      .for('update')
    if (!before) throw await missed(ctx, resources, id, 'Resource')
    if (Object.keys(patch).length === 0) return before
    const [after] = await ctx.db
      .update(resources)
      .set({ ...patch, ...completion(ctx, before, patch) })
      .where(myRow(ctx, resources, id))
      .returning()
    return found(after, 'Resource')
  })
}

/** Reads its page, and fills what is empty with what that says; what somebody wrote stays. A failure stands on it with the reason. */
export async function readResource(ctx: UserCtx, { fetch }: Outside, id: string): Promise<ResourceRow> {
  const resource = await getResource(ctx, id)
  const { title, description, source, thumbnailUrl, url } = resource
  const given = { title: title === nameOf(url) ? undefined : title, description, source, thumbnailUrl }
  return updateResource(ctx, id, told(await readPage(fetch, url), { ...given, type: resource.type }))
}

export async function deleteResource(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [gone] = await ctx.db
    .update(resources)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, resources, id, version))
    .returning({ id: resources.id })
  if (!gone) throw await missed(ctx, resources, id, 'Resource')
}

/** 409 when its address has been added again since. */
export async function restoreResource(ctx: UserCtx, id: string): Promise<ResourceRow> {
  const [back] = await ctx.db
    .update(resources)
    .set({ deletedAt: null })
    .where(and(eq(resources.userId, ctx.actor.id), eq(resources.id, id), sql`${resources.deletedAt} is not null`))
    .returning()
  if (back) return back
  await getResource(ctx, id)
  throw new AppError('conflict', 'This resource is not in the trash.')
}

type Done = Pick<ResourceRow, 'progress' | 'isCompleted' | 'completedAt'>

/** 100 percent and completed are the same; completing again keeps when it was completed, and less than all opens it again. */
function completion(
  ctx: UserCtx,
  before: Done,
  { progress, isCompleted }: { progress?: number | undefined; isCompleted?: boolean | undefined },
): Done {
  if (isCompleted !== undefined && progress !== undefined && isCompleted !== (progress === 100))
    throw invalid('progress', 'is 100 exactly when it is completed')
  const isDone = isCompleted ?? (progress === undefined ? before.isCompleted : progress === 100)
  const opened = before.progress === 100 ? 0 : before.progress
  return {
    progress: isDone ? 100 : (progress ?? opened),
    isCompleted: isDone,
    completedAt: isDone ? (before.completedAt ?? ctx.now().toISOString()) : null,
  }
}

type Given = Pick<NewResource, 'title' | 'description' | 'type' | 'source' | 'thumbnailUrl'>

/** What a page says, where nothing was given; and what became of reading it. */
function told({ metadata, failure }: PageRead, { title, description, type, source, thumbnailUrl }: Given) {
  if (metadata === null) return { metadataStatus: 'failed', metadataFailure: failure } as const
  return {
    title: title ?? metadata.title ?? undefined,
    description: description ?? metadata.description,
    type: type ?? metadata.type,
    source: source ?? metadata.source,
    thumbnailUrl: thumbnailUrl ?? metadata.imageUrl,
    metadataStatus: 'read',
    metadataFailure: null,
  } as const
}

const nameOf = (url: string) => hostOf(url) ?? url.slice(0, 250)

async function byUrl(ctx: UserCtx, url: string): Promise<ResourceRow> {
  const [resource] = await ctx.db
    .select()
    .from(resources)
    .where(and(mine(ctx, resources), eq(resources.url, url)))
  return found(resource, 'Resource')
}

/** Saves fetching what would be refused afterwards. */
async function refuseKnown(ctx: UserCtx, url: string): Promise<void> {
  const [there] = await ctx.db
    .select({ id: resources.id })
    .from(resources)
    .where(and(mine(ctx, resources), eq(resources.url, url)))
  if (there) throw known()
}

const known = () => new AppError('conflict', 'This address is in your library already.')
