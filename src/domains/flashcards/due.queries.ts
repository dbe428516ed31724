import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { hot } from '#core/db.ts'
import { type FlashcardRow, flashcards } from './flashcards.tables.ts'

export interface DueWindow {
  deckId: string | null
  /** The user's day, and the instants at which it begins and ends. */
  day: string
  dayStart: string
  dayEnd: string
  now: string
  limit: number
}

const { placeholder } = sql

/** Siblings share a place, so twice as many are looked at; where more of a group are due at once the answer is shorter, never empty. */
const SIBLINGS = sql.raw('2')

/** Not of a group of which another card was answered today. */
const HAS_FREE_GROUP = sql`(c.group_id is null or not exists (
  select from flashcards s where s.user_id = c.user_id and s.group_id = c.group_id and s.id <> c.id
    and s.last_reviewed_at >= ${placeholder('dayStart')}::timestamptz and s.last_reviewed_on = ${placeholder('day')}::date))`
const IS_ASKED = sql`c.user_id = ${placeholder('userId')}::uuid and c.deck_id = d.id and not c.is_suspended and c.deleted_at is null
  and (c.buried_until is null or c.buried_until <= ${placeholder('day')}::date)`

/** Cards in learning stay in the way of nobody: they have been seen today. */
const QUEUE = sql`(
  with recursive parts as (
    select id from flashcard_decks where user_id = ${placeholder('userId')}::uuid
      and case when ${placeholder('deckId')}::uuid is null then parent_deck_id is null else id = ${placeholder('deckId')}::uuid end
    union
    select d.id from flashcard_decks d join parts p on d.user_id = ${placeholder('userId')}::uuid and d.parent_deck_id = p.id),
  d as (
    select d.id, greatest(0, d.new_per_day - coalesce(t.new_cards, 0)) as new_left,
      greatest(0, d.reviews_per_day - coalesce(t.young_reviews + t.mature_reviews, 0)) as reviews_left
    from parts join flashcard_decks d on d.user_id = ${placeholder('userId')}::uuid and d.id = parts.id and d.deleted_at is null
    left join flashcard_days t on t.user_id = d.user_id and t.day = ${placeholder('day')}::date and t.deck_id = d.id),
  learning as (
    select 1 as kind, c.id, c.deck_id, c.group_id, c.due_at, 0::float8 as position, 1000000 as allowed from d cross join lateral (
      select * from flashcards c where ${IS_ASKED} and c.state in ('learning', 'relearning') and c.due_at <= ${placeholder('now')}::timestamptz
      order by c.due_at, c.id limit ${placeholder('limit')}::int) c),
  reviews as (
    select 2, c.id, c.deck_id, c.group_id, c.due_at, 0::float8, d.reviews_left from d cross join lateral (
      select * from flashcards c where ${IS_ASKED} and c.state = 'review' and c.due_at < ${placeholder('dayEnd')}::timestamptz and ${HAS_FREE_GROUP}
      order by c.due_at, c.id limit least(d.reviews_left, ${placeholder('limit')}::int) * ${SIBLINGS}) c),
  fresh as (
    select 3, c.id, c.deck_id, c.group_id, null::timestamptz, c.position, d.new_left from d cross join lateral (
      select * from flashcards c where ${IS_ASKED} and c.state = 'new' and ${HAS_FREE_GROUP}
      order by c.position, c.id limit least(d.new_left, ${placeholder('limit')}::int) * ${SIBLINGS}) c),
  ordered as (
    select *, case when group_id is null then 1 else
      row_number() over (partition by coalesce(group_id, id) order by kind, due_at, position, id) end as sibling
    from (select * from learning union all select * from reviews union all select * from fresh) q),
  counted as (
    select *, row_number() over (partition by deck_id, kind order by due_at, position, id) as place
    from ordered where sibling = 1 or kind = 1)
  select id, kind, due_at, position from counted where place <= allowed
  order by kind, due_at, position, id limit ${placeholder('limit')}::int)`

type Given = Record<keyof DueWindow, unknown> & { userId: string }

const selectQueue = hot<Given, FlashcardRow[]>((db) =>
  db
    .select(getTableColumns(flashcards))
    .from(flashcards)
    .innerJoin(sql`${QUEUE} as q`, sql`q.id = ${flashcards.id}`)
    .where(eq(flashcards.userId, placeholder('userId')))
    .orderBy(sql`q.kind, q.due_at, q.position, q.id`)
    .prepare('due_flashcards'),
)

/**
 * What to ask next: cards in learning whose time has come, then those that are due by the end of the day, then new ones, as many as the
 * limits of each deck leave for the day. Of cards of one group the first alone, and none of which a sibling was answered today. One
 * prepared statement that reads, of each deck, no more of an index than it can show.
 */
export const selectDue = (ctx: UserCtx, window: DueWindow): Promise<FlashcardRow[]> =>
  selectQueue(ctx.db, { ...window, userId: ctx.actor.id })
