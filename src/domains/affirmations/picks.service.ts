import { and, asc, between, count, desc, eq, max, ne, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { addDays, dayOf, daysBetween } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import type { DailyAffirmation, PickQuery } from './affirmations.schema.ts'
import { type AffirmationRow, affirmationPicks, affirmations } from './affirmations.tables.ts'

const { userId, date, affirmationId } = affirmationPicks
const MOST_DAYS = 370
const MONTH_DAYS = 30

/**
 * The affirmation of the user's day. It is chosen once a day: whichever has not been shown for longest, and one that never was before all
 * others, so that none comes again until all have had their turn. When it was thrown away or put aside, the next takes its place.
 */
export async function affirmationOfToday(ctx: UserCtx): Promise<DailyAffirmation> {
  const today = await todayOf(ctx)
  const picked = (await readPick(ctx, today)) ?? (await choose(ctx, today))
  if (!picked) return { date: today, affirmation: null, timesShown: 0 }
  const [shown] = await ctx.db
    .select({ times: count() })
    .from(affirmationPicks)
    .where(and(eq(userId, ctx.actor.id), eq(affirmationId, picked.id)))
  return { date: today, affirmation: picked, timesShown: shown?.times ?? 0 }
}

/** What was picked on which day, the latest first; what has been thrown away since is left out. */
export async function listPicks(ctx: UserCtx, query: PickQuery) {
  const to = query.to ?? (await todayOf(ctx))
  const from = query.from ?? addDays(to, -MONTH_DAYS)
  if (from > to) throw invalid('from', 'This is after the end.')
  if (daysBetween(from, to) > MOST_DAYS) throw invalid('from', `Look at ${MOST_DAYS} days at most.`)
  const items = await ctx.db
    .select({ date, affirmation: affirmations })
    .from(affirmationPicks)
    .innerJoin(affirmations, and(eq(affirmations.userId, userId), eq(affirmations.id, affirmationId)))
    .where(and(mine(ctx, affirmations), eq(userId, ctx.actor.id), between(date, from, to)))
    .orderBy(desc(date))
  return { items }
}

async function todayOf(ctx: UserCtx): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
}

async function readPick(ctx: UserCtx, today: string): Promise<AffirmationRow | undefined> {
  const [row] = await ctx.db
    .select({ affirmation: affirmations })
    .from(affirmationPicks)
    .innerJoin(affirmations, and(eq(affirmations.userId, userId), eq(affirmations.id, affirmationId)))
    .where(and(mine(ctx, affirmations), eq(userId, ctx.actor.id), eq(date, today), eq(affirmations.isActive, true)))
  return row?.affirmation
}

/** Of two devices that ask at the same moment the second finds what the first has chosen. */
function choose(ctx: UserCtx, today: string): Promise<AffirmationRow | undefined> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'affirmations.pick')
    const chosen = await readPick(ctx, today)
    if (chosen) return chosen
    const next = await longestUnseen(ctx, today)
    if (!next) return undefined
    await ctx.db
      .insert(affirmationPicks)
      .values({ userId: ctx.actor.id, date: today, affirmationId: next.id })
      .onConflictDoUpdate({ target: [userId, date], set: { affirmationId: next.id } })
    return next
  })
}

async function longestUnseen(ctx: UserCtx, today: string): Promise<AffirmationRow | undefined> {
  const seen = ctx.db
    .select({ id: affirmationId, last: max(date).as('last') })
    .from(affirmationPicks)
    .where(and(eq(userId, ctx.actor.id), ne(date, today)))
    .groupBy(affirmationId)
    .as('seen')
  const [row] = await ctx.db
    .select({ affirmation: affirmations })
    .from(affirmations)
    .leftJoin(seen, eq(seen.id, affirmations.id))
    .where(and(mine(ctx, affirmations), eq(affirmations.isActive, true)))
    // Among those that were never shown, an order that says nothing about when they were written.
    .orderBy(sql`${seen.last} asc nulls first`, sql`md5(${affirmations.id}::text)`, asc(affirmations.id))
    .limit(1)
  return row?.affirmation
}
