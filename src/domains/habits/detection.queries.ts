import { and, asc, desc, eq, gt, gte, isNull, lte, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import { resolveLocal } from '#core/time/zones.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import { reminders } from '#domains/reminders/reminders.tables.ts'
import { tasks } from '#domains/tasks/tasks.tables.ts'
import type { Deed } from './detection.ts'
import { type HabitSuggestionRow, habitSuggestions } from './habits.tables.ts'

/** Living users after an id who have reminders or tasks at all, in the order of their ids. */
export async function selectBusyUsers(ctx: Ctx, after: string | null, limit: number): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        isNull(users.deletedAt),
        after === null ? undefined : gt(users.id, after),
        sql`(exists (select from reminders r where r.user_id = ${users.id}) or exists (select from tasks t where t.user_id = ${users.id}))`,
      ),
    )
    .orderBy(asc(users.id))
    .limit(limit)
  return rows.map((row) => row.id)
}

/**
 * What the user wanted to be reminded of, by when it was to ring, and what they have done, from `since` on and of the newest
 * `limit` of each. What recurs by itself needs nobody to notice.
 */
export async function selectDeeds(
  ctx: UserCtx,
  { zone, since, until, limit }: { zone: string; since: string; until: string; limit: number },
): Promise<Deed[]> {
  const asked = await ctx.db
    .select({ title: reminders.title, when: reminders.when })
    .from(reminders)
    .where(and(mine(ctx, reminders), isNull(reminders.recurrence)))
    .orderBy(desc(reminders.id))
    .limit(limit)
  const done = await ctx.db
    .select({ title: tasks.title, at: sql<string>`${tasks.completedAt}`.mapWith(tasks.completedAt) })
    .from(tasks)
    .where(
      and(mine(ctx, tasks), isNull(tasks.recurrence), gte(tasks.completedAt, since), lte(tasks.completedAt, until)),
    )
    .orderBy(desc(tasks.completedAt))
    .limit(limit)
  const wanted = asked.map(({ title, when }) => ({
    title,
    at: 'at' in when ? when.at : resolveLocal(when.local, when.zone ?? zone),
  }))
  return [...wanted.filter(({ at }) => at >= since), ...done]
}

/** Everything that was ever suggested, whatever became of it. */
export const selectKnown = (ctx: UserCtx): Promise<HabitSuggestionRow[]> =>
  ctx.db.select().from(habitSuggestions).where(eq(habitSuggestions.userId, ctx.actor.id))

export async function selectSuggestions(ctx: UserCtx, query: PageQuery): Promise<Page<HabitSuggestionRow>> {
  const position = readCursor(ctx, query, 'habit-suggestions')
  const rows = await ctx.db
    .select()
    .from(habitSuggestions)
    .where(
      and(mine(ctx, habitSuggestions), eq(habitSuggestions.status, 'open'), olderThan(habitSuggestions.id, position)),
    )
    .orderBy(desc(habitSuggestions.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'habit-suggestions')
}
