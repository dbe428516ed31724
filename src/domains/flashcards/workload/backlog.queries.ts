import { sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'

export interface Window {
  /** The user's day, and the instant at which it ends. */
  day: string
  dayEnd: string
  timezone: string
  dayStartsAt: string
}

const idsOf = (ids: readonly string[]) => sql`${`{${ids.join()}}`}::uuid[]`

const asked = (
  ctx: UserCtx,
  deckIds: readonly string[],
) => sql`user_id = ${ctx.actor.id} and deck_id = any (${idsOf(deckIds)})
  and state = 'review' and not is_suspended and deleted_at is null`

/** Cards by the user's day on which they come: today with all that are overdue, and each later one. */
export async function countComing(
  ctx: UserCtx,
  deckIds: readonly string[],
  window: Window,
): Promise<Map<string, number>> {
  const { day, timezone, dayStartsAt } = window
  const rows = await rowsOf<{ day: string; due: number }>(
    ctx.db,
    sql`select to_char(greatest(((due_at at time zone ${timezone}) - ${dayStartsAt}::time)::date, buried_until, ${day}::date), 'YYYY-MM-DD')
          as day, count(*)::int as due
        from flashcards where ${asked(ctx, deckIds)} group by 1`,
  )
  return new Map(rows.map(({ day, due }) => [day, due]))
}

/**
 * Puts overdue cards off to the days given, those that are remembered best first: what is nearly forgotten loses least by waiting. Each day
 * takes cards up to its number. Answers which were put off.
 */
export async function putOff(
  ctx: UserCtx,
  deckIds: readonly string[],
  { day, dayEnd }: Window,
  days: readonly { upTo: number; day: string }[],
): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`with chosen as (
          select id, row_number() over (order by
            extract(epoch from ${dayEnd}::timestamptz - coalesce(last_reviewed_at, due_at)) / greatest(coalesce(stability, 1), 0.01), id) as place
          from flashcards where ${asked(ctx, deckIds)} and due_at < ${dayEnd}::timestamptz
            and (buried_until is null or buried_until <= ${day}::date)),
        days as (select "upTo", day from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d("upTo" int, day date)),
        placed as (select c.id, (select d.day from days d where d."upTo" >= c.place order by d."upTo", d.day limit 1) as day from chosen c)
        update flashcards f set buried_until = p.day from placed p
        where f.user_id = ${ctx.actor.id} and f.id = p.id and p.day > ${day}::date returning f.id`,
  )
  return rows.map(({ id }) => id)
}

/** Cards that are still put off come back today. */
export async function bringBack(ctx: UserCtx, cardIds: readonly string[], day: string): Promise<void> {
  await rowsOf(
    ctx.db,
    sql`update flashcards set buried_until = null
        where user_id = ${ctx.actor.id} and id = any (${idsOf(cardIds)}) and buried_until > ${day}::date and deleted_at is null`,
  )
}

export interface KnownCard {
  stability: number
  difficulty: number
  /** Days since its last review, and until its next; negative when it is overdue. */
  elapsed: number
  dueIn: number
}

/** Some of the cards that are known, always the same ones. */
export function sampleKnown(ctx: UserCtx, deckIds: readonly string[], now: string, most: number): Promise<KnownCard[]> {
  return rowsOf<KnownCard>(
    ctx.db,
    sql`select stability, difficulty,
          greatest(0, extract(epoch from ${now}::timestamptz - last_reviewed_at) / 86400)::float8 as elapsed,
          (extract(epoch from due_at - ${now}::timestamptz) / 86400)::float8 as "dueIn"
        from flashcards where ${asked(ctx, deckIds)} and stability > 0 and difficulty > 0 and last_reviewed_at is not null
        order by hashtext(id::text), id limit ${most}`,
  )
}

export interface Extent {
  known: number
  fresh: number
  /** Milliseconds a review takes; null when nobody measured. */
  msEach: number | null
  newPerDay: number
}

export async function extentOf(ctx: UserCtx, deckIds: readonly string[]): Promise<Extent> {
  const [row] = await rowsOf<Extent>(
    ctx.db,
    sql`select
          (select count(*)::int from flashcards where ${asked(ctx, deckIds)}) as known,
          (select count(*)::int from flashcards where user_id = ${ctx.actor.id} and deck_id = any (${idsOf(deckIds)}) and state = 'new'
            and not is_suspended and deleted_at is null) as fresh,
          (select (sum(duration_ms) / nullif(sum(reviews), 0))::float8 from flashcard_days
            where user_id = ${ctx.actor.id} and deck_id = any (${idsOf(deckIds)})) as "msEach",
          (select coalesce(sum(new_per_day), 0)::int from flashcard_decks d where user_id = ${ctx.actor.id} and id = any (${idsOf(deckIds)})
            and exists (select from flashcards c where c.user_id = d.user_id and c.deck_id = d.id and c.state = 'new' and c.deleted_at is null))
            as "newPerDay"`,
  )
  return row ?? { known: 0, fresh: 0, msEach: null, newPerDay: 0 }
}
