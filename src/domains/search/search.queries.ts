import { type SQL, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { MARK } from './documents.ts'
import { type AskedWord, anyWord, type HeldWord, type Term } from './question.ts'

export interface Ref {
  entity: string
  id: string
}

const MAX_WORDS = 12

/** The words of a question in their order, and how often this user's documents hold them. One statement. */
export const selectAsked = (ctx: UserCtx, q: string): Promise<AskedWord[]> =>
  rowsOf<AskedWord>(
    ctx.db,
    sql`select w.lexeme as word, to_json(ts_lexize('english_stem', w.lexeme)) as stems,
          (select max(s.documents) from search_words s
           where s.user_id = ${ctx.actor.id} and s.word = any (ts_lexize('english_stem', w.lexeme) || w.lexeme)) as documents
        from unnest(to_tsvector('simple', ${q})) w order by w.positions[1] limit ${MAX_WORDS}`,
  )

const MAX_ENDINGS = 20

/** Words of this user's that begin so, the most usual first. */
export const selectEndings = (ctx: UserCtx, beginning: string): Promise<HeldWord[]> =>
  rowsOf<HeldWord>(
    ctx.db,
    sql`select word, documents from search_words
        where user_id = ${ctx.actor.id} and word > ${beginning} and word < ${`${beginning}\u{10FFFF}`}
        order by documents desc limit ${MAX_ENDINGS}`,
  )

/** Which of these words this user has used. */
export const selectHeld = (ctx: UserCtx, words: string[]): Promise<HeldWord[]> =>
  rowsOf<HeldWord>(
    ctx.db,
    sql`select word, documents from search_words where user_id = ${ctx.actor.id} and word = any (${sql.param(words)}::text[])`,
  )

/** Words of this user's that are written much like this one: they share three letters in ten in a row of three (pg_trgm). */
export const selectAlike = (ctx: UserCtx, word: string): Promise<HeldWord[]> =>
  rowsOf<HeldWord>(
    ctx.db,
    sql`select word, documents from search_words
        where user_id = ${ctx.actor.id} and length(word) between ${word.length - 3} and ${word.length + 3}
          and similarity(word, ${word}) >= 0.3
        order by similarity(word, ${word}) desc, documents desc limit 20`,
  )

interface Within {
  /** The kinds that may be found; null is all of them. */
  kinds: readonly string[] | null
  q: string
  /** Only what holds the question word for word: its phrases, and nothing that it excludes. */
  isExact: boolean
}

const MAX_FOUND = 60

export interface ByWords extends Ref {
  /** How much of the question stands in it, by the weight of its words: 1 is all of it. */
  share: number
}

/**
 * Documents that hold any of the terms, at first those that hold the whole question. A document is worth as much as the terms that it
 * holds, twice as much in its title as in its text.
 */
export function selectByWords(ctx: UserCtx, terms: readonly Term[], within: Within): Promise<ByWords[]> {
  const held = terms.filter(({ words }) => words.length > 0)
  if (held.length === 0 && !within.isExact) return Promise.resolve([])
  const whole = wholeOf(within.q)
  const either = held.length > 0 ? sql`${anyWord(held.flatMap(({ words }) => words))}::tsquery` : whole
  const worth = held.map(({ words, weight }) => sql`${weight}::float8 * (${holds(words)} + ${holds(words, 'A')})`)
  const asked = terms.filter(({ isAsked }) => isAsked)
  const said = asked.filter(({ words }) => words.length > 0)
  const shares = said.map(({ words, weight }) => sql`${weight / weightOf(asked)}::float8 * ${holds(words)}`)
  return rowsOf<ByWords>(
    ctx.db,
    sql`select entity, id, case when words @@ ${whole} then 1 else ${sumOf(shares)} end as share from search_documents
        where user_id = ${ctx.actor.id} and words @@ ${within.isExact ? whole : either} and ${isOf(within.kinds)}
        order by words @@ ${whole} desc, ${sumOf(worth)} + 0.05 * ts_rank(words, ${either}, 1) desc, id desc
        limit ${MAX_FOUND}`,
  )
}

export interface Near extends Ref {
  /** The cosine, 1 when the meaning is the same. */
  nearness: number
}

/** Several passages of one document may be among the nearest. */
const MAX_NEAR = 120

/** The nearest in meaning: exact, over all that this model has read of this user. */
export function selectByMeaning(ctx: UserCtx, model: string, vector: string, within: Within): Promise<Near[]> {
  const isWhole = sql`exists (select from search_documents d where d.user_id = v.user_id and d.entity = v.entity and d.id = v.id
    and d.words @@ ${wholeOf(within.q)})`
  return rowsOf<Near>(
    ctx.db,
    sql`select entity, id, 1 - distance as nearness from (
          select v.entity, v.id, v.vector <=> ${vector}::vector as distance from search_vectors v
          where v.user_id = ${ctx.actor.id} and v.model = ${model} and v.vector is not null and ${isOf(within.kinds)}
            and ${within.isExact ? isWhole : sql`true`}
          order by distance limit ${MAX_NEAR}) nearest
        order by distance`,
  )
}

export interface Shown extends Ref {
  title: string
  /** The title and a piece of the text, with marks around the words that were looked for and without what looks like HTML. */
  marked: string
  snippet: string
}

const MARKS = `StartSel=${MARK.start}, StopSel=${MARK.end}`
/** How much of a long text is looked through for the place to show. */
const SHOWN = 20_000

/** What is shown of each: the title, and the text around the words; without a text the title alone. */
export function selectShown(ctx: UserCtx, refs: Ref[], terms: readonly Term[], q: string): Promise<Shown[]> {
  const words = terms.flatMap((term) => term.words)
  const query = sql`${anyWord(words)}::tsquery || websearch_to_tsquery('simple', ${q})`
  return rowsOf<Shown>(
    ctx.db,
    sql`select d.entity, d.id, d.title, ts_headline('english', d.title, q, ${`${MARKS}, HighlightAll=true`}) as marked,
          ts_headline('english', left(coalesce(nullif(d.body, ''), d.title), ${SHOWN}), q,
            ${`${MARKS}, MaxWords=30, MinWords=12, ShortWord=2, MaxFragments=2, FragmentDelimiter=" … "`}) as snippet
        from jsonb_to_recordset(${JSON.stringify(refs)}::jsonb) as x(entity text, id uuid)
        join search_documents d on d.user_id = ${ctx.actor.id} and d.entity = x.entity and d.id = x.id,
        (select ${query} as q) asked`,
  )
}

const wholeOf = (q: string) => sql`(websearch_to_tsquery('english', ${q}) || websearch_to_tsquery('simple', ${q}))`
const holds = (words: string[], where: '' | 'A' = '') => sql`(words @@ ${anyWord(words, where)}::tsquery)::int`
const sumOf = (values: SQL[]) => (values.length > 0 ? sql`(${sql.join(values, sql` + `)})` : sql`0`)
const weightOf = (terms: readonly Term[]) => terms.reduce((sum, { weight }) => sum + weight, 0)
const isOf = (kinds: Within['kinds']) => (kinds ? sql`entity = any (${sql.param([...kinds])}::text[])` : sql`true`)
