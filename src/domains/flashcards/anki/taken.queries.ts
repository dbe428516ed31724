import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { anyOf } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { type FlashcardRow, flashcardReviews, flashcards, type ReviewRow } from '../flashcards.tables.ts'
import { flashcardMedia } from './imports.tables.ts'

/** Of the cards that a page may mean, those that are there, also in the trash; held until the transaction ends. */
export async function lockKnown(
  ctx: UserCtx,
  keys: readonly string[],
  ids: readonly string[],
): Promise<(FlashcardRow & { isDeckGone: boolean })[]> {
  if (keys.length + ids.length === 0) return []
  const found = await ctx.db
    .select()
    .from(flashcards)
    .where(
      and(
        eq(flashcards.userId, ctx.actor.id),
        // Either is seldom asked for with the other, and each alone has an index.
        or(keys.length > 0 ? byKeys(keys) : undefined, ids.length > 0 ? anyOf(flashcards.id, ids) : undefined),
      ),
    )
    .for('update')
  const gone = await goneDecks(ctx, [...new Set(found.map(({ deckId }) => deckId))])
  return found.map((card) => ({ ...card, isDeckGone: gone.has(card.deckId) }))
}

const byKeys = (keys: readonly string[]) =>
  sql`${flashcards.ankiKey} = any (array(select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb)))`

async function goneDecks(ctx: UserCtx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`select id from flashcard_decks where user_id = ${ctx.actor.id} and id = any (${`{${ids.join()}}`}::uuid[]) and deleted_at is not null`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** All reviews of these cards, also those that were undone, in their order. */
export async function reviewsOfCards(ctx: UserCtx, cardIds: readonly string[]): Promise<ReviewRow[]> {
  if (cardIds.length === 0) return []
  return ctx.db
    .select()
    .from(flashcardReviews)
    .where(and(eq(flashcardReviews.userId, ctx.actor.id), anyOf(flashcardReviews.flashcardId, cardIds)))
    .orderBy(flashcardReviews.reviewedAt, flashcardReviews.id)
}

/** One statement. A thousand rows with their columns as parameters would take the embedded database longer to read than to write. */
export async function insertCards(ctx: UserCtx, cards: readonly FlashcardRow[]): Promise<void> {
  if (cards.length === 0) return
  await rowsOf(
    ctx.db,
    sql`insert into flashcards (user_id, id, created_at, updated_at, deck_id, front, back, hint, tags, group_id, position, state, due_at,
          stability, difficulty, interval_days, learning_step, reps, lapses, last_reviewed_at, last_reviewed_on, reset_at, origin,
          is_suspended, buried_until, anki_key, import_id)
        select ${ctx.actor.id}::uuid, n.id, n."createdAt", n."updatedAt", n."deckId", n.front, n.back, n.hint, n.tags, n."groupId", n.position,
          n.state, n."dueAt", n.stability, n.difficulty, n."intervalDays", n."learningStep", n.reps, n.lapses, n."lastReviewedAt",
          n."lastReviewedOn", n."resetAt", n.origin, n."isSuspended", n."buriedUntil", n."ankiKey", n."importId"
        from ${recordsOf(cards, sql`"createdAt" timestamptz, "updatedAt" timestamptz, "isSuspended" bool, "buriedUntil" date`)}`,
  )
}

/** Those that are there already stay as they are. One statement. */
export async function insertReviews(ctx: UserCtx, reviews: readonly ReviewRow[]): Promise<void> {
  if (reviews.length === 0) return
  await rowsOf(
    ctx.db,
    sql`insert into flashcard_reviews (user_id, id, flashcard_id, deck_id, rating, reviewed_at, day, duration_ms, state_before,
          interval_before, memory, made_leech, undone_at)
        select ${ctx.actor.id}::uuid, n.id, n."flashcardId", n."deckId", n.rating, n."reviewedAt", n.day, n."durationMs", n."stateBefore",
          n."intervalBefore", n.memory, n."madeLeech", n."undoneAt"
        from json_to_recordset(${JSON.stringify(reviews)}::json) as n(id uuid, "flashcardId" uuid, "deckId" uuid, rating text,
          "reviewedAt" timestamptz, day date, "durationMs" int, "stateBefore" text, "intervalBefore" int, memory jsonb, "madeLeech" bool,
          "undoneAt" timestamptz)
        on conflict do nothing`,
  )
}

/** What is written of cards, as rows named n. */
const recordsOf = (cards: readonly FlashcardRow[], further: SQL) =>
  sql`json_to_recordset(${JSON.stringify(cards)}::json) as n(id uuid, "deckId" uuid, front text, back text, hint text, tags text[],
    "groupId" uuid, position float8, state text, "dueAt" timestamptz, stability float8, difficulty float8, "intervalDays" int,
    "learningStep" int, reps int, lapses int, "lastReviewedAt" timestamptz, "lastReviewedOn" date, "resetAt" timestamptz,
    origin jsonb, "ankiKey" text, "importId" uuid, ${further})`

/** Writes cards anew that are held: what they say, where they are and what is known of them; one statement. */
export async function rewriteCards(ctx: UserCtx, cards: readonly FlashcardRow[]): Promise<void> {
  if (cards.length === 0) return
  await rowsOf(
    ctx.db,
    sql`update flashcards c set deck_id = n."deckId", front = n.front, back = n.back, hint = n.hint, tags = n.tags,
          group_id = n."groupId", position = n.position, state = n.state, due_at = n."dueAt", stability = n.stability, difficulty = n.difficulty,
          interval_days = n."intervalDays", learning_step = n."learningStep", reps = n.reps, lapses = n.lapses,
          last_reviewed_at = n."lastReviewedAt", last_reviewed_on = n."lastReviewedOn", reset_at = n."resetAt", origin = n.origin,
          anki_key = n."ankiKey", import_id = n."importId", deleted_at = null
        from ${recordsOf(cards, sql`version int`)}
        where c.user_id = ${ctx.actor.id} and c.id = n.id`,
  )
}

/** The next thousand living cards of an import go to the trash; answers how many did. */
export async function trashImported(ctx: UserCtx, importId: string): Promise<number> {
  const rows = await rowsOf(
    ctx.db,
    sql`update flashcards set deleted_at = now() where user_id = ${ctx.actor.id} and id = any (array(
          select id from flashcards where user_id = ${ctx.actor.id} and import_id = ${importId} and deleted_at is null limit 1000))
        returning 1 as n`,
  )
  return rows.length
}

/** Of these decks those without a living card, also in their parts. */
export async function trashEmptyDecks(ctx: UserCtx, deckIds: readonly string[]): Promise<void> {
  await rowsOf(
    ctx.db,
    sql`with recursive above as (
          select d.id, d.parent_deck_id from flashcard_decks d where d.user_id = ${ctx.actor.id} and d.deleted_at is null
            and (d.id <> all (${`{${deckIds.join()}}`}::uuid[])
              or exists (select from flashcards c where c.user_id = d.user_id and c.deck_id = d.id and c.deleted_at is null))
          union
          select d.id, d.parent_deck_id from flashcard_decks d join above a on d.user_id = ${ctx.actor.id} and d.id = a.parent_deck_id)
        update flashcard_decks set deleted_at = now()
        where user_id = ${ctx.actor.id} and deleted_at is null and id = any (${`{${deckIds.join()}}`}::uuid[])
          and id not in (select id from above)`,
  )
}

/** Living files of mine with these bytes, and those that media with these bytes became when they were made clean. */
export async function filesOfMedia(ctx: UserCtx, hashes: readonly string[]): Promise<Map<string, string>> {
  const wanted = sql`${`{${hashes.join()}}`}::text[]`
  const rows = await rowsOf<{ sha256: string; fileId: string }>(
    ctx.db,
    sql`select sha256, id as "fileId" from files where user_id = ${ctx.actor.id} and deleted_at is null and sha256 = any (${wanted})
        union all
        select m.sha256, m.file_id from flashcard_media m join files f on f.user_id = m.user_id and f.id = m.file_id and f.deleted_at is null
        where m.user_id = ${ctx.actor.id} and m.sha256 = any (${wanted})`,
  )
  return new Map(rows.map(({ sha256, fileId }) => [sha256, fileId]))
}

export async function rememberMedium(ctx: UserCtx, sha256: string, fileId: string): Promise<void> {
  await ctx.db
    .insert(flashcardMedia)
    .values({ userId: ctx.actor.id, sha256, fileId })
    .onConflictDoUpdate({ target: [flashcardMedia.userId, flashcardMedia.sha256], set: { fileId } })
}
