import { and, desc, eq, ilike, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import type { AffirmationPatch, AffirmationQuery, NewAffirmation } from './affirmations.schema.ts'
import { type AffirmationRow, affirmations } from './affirmations.tables.ts'

const { placeholder } = sql

const findAffirmation = hotRows<{ userId: string; id: string }, typeof affirmations>(
  'find_affirmation',
  affirmations,
  (db) =>
    db
      .select()
      .from(affirmations)
      .where(
        and(
          eq(affirmations.userId, placeholder('userId')),
          eq(affirmations.id, placeholder('id')),
          sql`${affirmations.deletedAt} is null`,
        ),
      ),
)

/** Newest first. One SQL statement whatever the filters. */
export async function listAffirmations(ctx: UserCtx, query: AffirmationQuery): Promise<Page<AffirmationRow>> {
  const position = readCursor(ctx, query, 'affirmations')
  const { category, favorite, active, goalId, q, limit } = query
  const rows = await ctx.db
    .select()
    .from(affirmations)
    .where(
      and(
        mine(ctx, affirmations),
        category && eq(affirmations.category, category),
        favorite === undefined ? undefined : eq(affirmations.isFavorite, favorite),
        active === undefined ? undefined : eq(affirmations.isActive, active),
        goalId === undefined ? undefined : eq(affirmations.goalId, goalId),
        q === undefined ? undefined : ilike(affirmations.text, `%${q.replace(/[\\%_]/g, '\\$&')}%`),
        olderThan(affirmations.id, position),
      ),
    )
    .orderBy(desc(affirmations.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'affirmations')
}

export async function getAffirmation(ctx: UserCtx, id: string): Promise<AffirmationRow> {
  const [affirmation] = await findAffirmation(ctx.db, { userId: ctx.actor.id, id })
  return found(affirmation, 'Affirmation')
}

export const loadAffirmations = (ctx: UserCtx, ids: string[]): Promise<AffirmationRow[]> =>
  ctx.db
    .select()
    .from(affirmations)
    .where(and(mine(ctx, affirmations), inArray(affirmations.id, ids)))

/** Those that take turns and are for one of these goals. */
export const affirmationsFor = (ctx: UserCtx, goalIds: string[]): Promise<AffirmationRow[]> =>
  ctx.db
    .select()
    .from(affirmations)
    .where(and(mine(ctx, affirmations), eq(affirmations.isActive, true), inArray(affirmations.goalId, goalIds)))

export async function createAffirmation(
  ctx: UserCtx,
  input: NewAffirmation,
  id: string = newId(),
): Promise<AffirmationRow> {
  const [affirmation] = await ctx.db
    .insert(affirmations)
    .values({ ...input, id, userId: ctx.actor.id })
    .returning()
  return found(affirmation, 'Affirmation')
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export async function updateAffirmation(
  ctx: UserCtx,
  id: string,
  patch: AffirmationPatch,
  version?: number,
): Promise<AffirmationRow> {
  const isEmpty = Object.keys(patch).length === 0
  const [affirmation] = isEmpty
    ? await ctx.db
        .select()
        .from(affirmations)
        .where(myRow(ctx, affirmations, id, version))
    : await ctx.db
        .update(affirmations)
        .set(patch)
        .where(myRow(ctx, affirmations, id, version))
        .returning()
  if (!affirmation) throw await missed(ctx, affirmations, id, 'Affirmation')
  return affirmation
}

export async function deleteAffirmation(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [affirmation] = await ctx.db
    .update(affirmations)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, affirmations, id, version))
    .returning({ id: affirmations.id })
  if (!affirmation) throw await missed(ctx, affirmations, id, 'Affirmation')
}

export async function restoreAffirmation(ctx: UserCtx, id: string): Promise<AffirmationRow> {
  const mineAtAll = and(eq(affirmations.userId, ctx.actor.id), eq(affirmations.id, id))
  const [back] = await ctx.db
    .update(affirmations)
    .set({ deletedAt: null })
    .where(and(mineAtAll, sql`${affirmations.deletedAt} is not null`))
    .returning()
  if (back) return back
  await getAffirmation(ctx, id)
  throw new AppError('conflict', 'This affirmation is not in the trash.')
}
