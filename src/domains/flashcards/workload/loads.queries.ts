import { sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { addDays } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import type { DeckRow } from '../flashcards.tables.ts'
import { BALANCED_DAYS } from './spreading.ts'

/** How many cards of a deck are due on each of the next days; null for a deck that does not mind. */
export async function dueDaysOf(
  ctx: UserCtx,
  { id, balancesLoad }: DeckRow,
  today: string,
): Promise<((day: string) => number) | null> {
  if (!balancesLoad) return null
  const { timezone, dayStartsAt } = await userZone(ctx)
  const rows = await rowsOf<{ day: string; due: number }>(
    ctx.db,
    sql`select to_char(((due_at at time zone ${timezone}) - ${dayStartsAt}::time)::date, 'YYYY-MM-DD') as day, count(*)::int as due
        from flashcards where user_id = ${ctx.actor.id} and deck_id = ${id} and state = 'review' and not is_suspended
          and deleted_at is null and due_at > ${`${addDays(today, 1)}T00:00:00Z`}::timestamptz
          and due_at < ${`${addDays(today, Math.ceil(BALANCED_DAYS * 1.2))}T00:00:00Z`}::timestamptz
        group by 1`,
  )
  const days = new Map(rows.map(({ day, due }) => [day, due]))
  return (day) => days.get(day) ?? 0
}
