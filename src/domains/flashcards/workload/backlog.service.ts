import { and, eq } from 'drizzle-orm'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { getDeck, namedDeck } from '../decks.service.ts'
import { livingDecks } from '../fitting/histories.queries.ts'
import { bringBack, countComing, putOff, type Window } from './backlog.queries.ts'
import { flashcardBacklogPlans, type PlanRow } from './backlog.tables.ts'
import { spreadBacklog } from './backlog.ts'
import type { BacklogQuery, FlashcardBacklog, NewBacklogPlan } from './workload.schema.ts'

const DAYS_AHEAD = 365

export type Plan = Omit<PlanRow, 'cardIds'> & { putOff: number }

/** How long what has piled up takes, when no day shall have more than so many reviews. The deck must be mine (404). */
export async function getBacklog(ctx: UserCtx, { deckId, perDay }: BacklogQuery): Promise<FlashcardBacklog> {
  if (deckId !== undefined) await getDeck(ctx, deckId)
  const window = await windowOf(ctx)
  const coming = await countComing(ctx, await livingDecks(ctx, deckId ?? null), window)
  return backlogOf(coming, window.day, perDay)
}

/**
 * Spreads what has piled up over the days to come: each day the cards that are remembered best, as many as it has room for. They are put off
 * and nothing else about them changes. It takes the place of the plan before. 422 when there is never room enough.
 */
export function applyBacklog(ctx: UserCtx, { deckId = null, perDay }: NewBacklogPlan): Promise<Plan> {
  return inTransaction(ctx, async (ctx) => {
    if (deckId !== null) await namedDeck(ctx, deckId, 'deckId')
    await lockFor(ctx, 'flashcard_backlog_plans')
    const window = await windowOf(ctx)
    await endPlans(ctx, window.day)
    const deckIds = await livingDecks(ctx, deckId)
    const { overdue, plan, finishedOn } = backlogOf(await countComing(ctx, deckIds, window), window.day, perDay)
    if (finishedOn === null)
      throw new AppError(
        'unprocessable',
        `More than ${perDay} cards fall due each day as it is. Allow for more, or learn fewer new ones.`,
      )
    const days = plan.map(({ date }, at) => ({
      upTo: plan.slice(0, at + 1).reduce((sum, one) => sum + one.backlog, 0),
      day: date,
    }))
    const cardIds = days.length > 1 ? await putOff(ctx, deckIds, window, days) : []
    const [row] = await ctx.db
      .insert(flashcardBacklogPlans)
      .values({
        ...{ userId: ctx.actor.id, id: newId(), deckId, perDay, overdue, finishedOn, cardIds },
        createdAt: ctx.now().toISOString(),
      })
      .returning()
    return shown(found(row, 'Plan'))
  })
}

/** Takes a plan back: what it still puts off is asked again from today. Twice is once. */
export function undoBacklog(ctx: UserCtx, id: string): Promise<Plan> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'flashcard_backlog_plans')
    const [plan] = await ctx.db
      .select()
      .from(flashcardBacklogPlans)
      .where(and(eq(flashcardBacklogPlans.userId, ctx.actor.id), eq(flashcardBacklogPlans.id, id)))
    const { state, cardIds } = found(plan, 'Plan')
    if (state === 'active') await endPlan(ctx, id, cardIds, (await windowOf(ctx)).day)
    return shown({ ...found(plan, 'Plan'), state: 'undone' })
  })
}

const shown = ({ cardIds, ...plan }: PlanRow): Plan => ({ ...plan, putOff: cardIds.length })

function backlogOf(coming: ReadonlyMap<string, number>, date: string, perDay: number): FlashcardBacklog {
  const overdue = coming.get(date) ?? 0
  const ahead = Array.from({ length: DAYS_AHEAD }, (_, at) => addDays(date, at))
  const arriving = ahead.map((day, at) => (at === 0 ? 0 : (coming.get(day) ?? 0)))
  const days = spreadBacklog(overdue, arriving, perDay)
  const last = days === null ? null : Math.max(days.length - 1, 0)
  return {
    ...{ date, overdue, perDay, days: days?.length ?? null },
    finishedOn: last === null ? null : addDays(date, last),
    plan: (days ?? []).map((backlog, at) => ({ date: ahead[at] ?? date, backlog, arriving: arriving[at] ?? 0 })),
  }
}

async function windowOf(ctx: UserCtx): Promise<Window> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  const day = dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
  return { day, dayEnd: startOfDay(addDays(day, 1), timezone, dayStartsAt), timezone, dayStartsAt }
}

async function endPlans(ctx: UserCtx, day: string) {
  const plans = await ctx.db
    .select()
    .from(flashcardBacklogPlans)
    .where(and(eq(flashcardBacklogPlans.userId, ctx.actor.id), eq(flashcardBacklogPlans.state, 'active')))
  for (const { id, cardIds } of plans) await endPlan(ctx, id, cardIds, day)
}

async function endPlan(ctx: UserCtx, id: string, cardIds: readonly string[], day: string) {
  await bringBack(ctx, cardIds, day)
  await ctx.db
    .update(flashcardBacklogPlans)
    .set({ state: 'undone' })
    .where(and(eq(flashcardBacklogPlans.userId, ctx.actor.id), eq(flashcardBacklogPlans.id, id)))
}
