import { and, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { Page } from '#core/page.ts'
import { pruneActions, selectAction, selectActions } from './actions.queries.ts'
import type { ActionQuery } from './actions.schema.ts'
import { type ActionRow, actions } from './actions.tables.ts'

export const listActions = (ctx: UserCtx, query: ActionQuery): Promise<Page<ActionRow>> => selectActions(ctx, query)

export const getAction = (ctx: UserCtx, id: string): Promise<ActionRow> => selectAction(ctx, id)

export const loadActions = (ctx: UserCtx, ids: string[]): Promise<ActionRow[]> =>
  ctx.db
    .select()
    .from(actions)
    .where(and(mine(ctx, actions), inArray(actions.id, ids)))

/** Only the record goes to the trash: what was done stays done, and what was proposed can no longer be approved. */
export async function deleteAction(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const gone = await ctx.db
    .update(actions)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, actions, id, version))
    .returning({ id: actions.id })
  if (gone.length === 0) throw await missed(ctx, actions, id, 'Action')
}

export async function restoreAction(ctx: UserCtx, id: string): Promise<ActionRow> {
  const [row] = await ctx.db
    .update(actions)
    .set({ deletedAt: null })
    .where(and(eq(actions.userId, ctx.actor.id), eq(actions.id, id), isNotNull(actions.deletedAt)))
    .returning()
  if (row) return row
  await getAction(ctx, id)
  throw new AppError('conflict', 'This action is not in the trash.')
}

/** A record is written by what happens. A client that tries offline is told so when it syncs. */
export function refuseAction(): never {
  throw new AppError('forbidden', 'Actions are proposed by the assistant, and approved, rejected or undone by you.')
}

/** Nobody decided for too long: the moment it was meant for is over. */
export async function expireProposals(ctx: Ctx): Promise<void> {
  const now = ctx.now().toISOString()
  await ctx.db
    .update(actions)
    .set({ state: 'rejected', decidedBy: 'time', decidedAt: now })
    .where(and(eq(actions.state, 'proposed'), lte(actions.expiresAt, now)))
}

/** Days for which one can look up what the assistant did or wanted to do. */
const KEPT_DAYS = 400
const PRUNED_AT_ONCE = 5_000

/** Forgets what was decided long ago; whatever came of it stays. Safe to stop and to repeat at any point. */
export async function forgetOldActions(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000).toISOString()
  while ((await pruneActions(ctx, before, PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
}
