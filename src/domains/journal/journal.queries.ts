import { and, arrayContains, desc, eq, gte, ilike, inArray, lt, lte, or, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { beyond, type Page, readCursor, toPage } from '#core/page.ts'
import { addDays } from '#core/time/zones.ts'
import type { JournalQuery } from './journal.schema.ts'
import { type JournalEntryRow, journalEntries } from './journal.tables.ts'

const { date, mood, text, title, tags, isPrivate, id } = journalEntries

export async function selectEntries(ctx: UserCtx, query: JournalQuery): Promise<Page<JournalEntryRow>> {
  const position = readCursor(ctx, query, 'journal')
  const { from, to, moodFrom, moodTo, tag, private: only, q, limit } = query
  const words = q && `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.db
    .select()
    .from(journalEntries)
    .where(
      and(
        mine(ctx, journalEntries),
        from === undefined ? undefined : gte(date, from),
        to === undefined ? undefined : lte(date, to),
        moodFrom === undefined ? undefined : gte(mood, moodFrom),
        moodTo === undefined ? undefined : lte(mood, moodTo),
        tag === undefined ? undefined : arrayContains(tags, [tag]),
        only === undefined ? undefined : eq(isPrivate, only),
        words === undefined ? undefined : or(ilike(title, words), ilike(text, words)),
        beyond(date, id, position, 'desc'),
      ),
    )
    .orderBy(desc(date), desc(id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'journal', (row) => row.date)
}

export const selectOnDays = (ctx: UserCtx, days: string[], limit: number): Promise<JournalEntryRow[]> =>
  ctx.db
    .select()
    .from(journalEntries)
    .where(and(mine(ctx, journalEntries), inArray(date, days)))
    .orderBy(desc(date), desc(id))
    .limit(limit)

export interface MoodDay {
  date: string
  mood: number | null
  labels: string[]
  entries: number
}

/** Days with entries in order, both ends included. One statement. */
export const selectMoodDays = (ctx: UserCtx, from: string, to: string): Promise<MoodDay[]> =>
  rowsOf<MoodDay>(
    ctx.db,
    sql`select date::text as date, round(avg(mood), 1)::float8 as mood, count(*)::int as entries,
          coalesce(array_agg(distinct mood_label) filter (where mood_label is not null), '{}') as labels
        from journal_entries where user_id = ${ctx.actor.id} and deleted_at is null and date between ${from} and ${to}
        group by date order by date`,
  )

export interface Tally {
  kind: 'all' | 'mood' | 'weekday' | 'label' | 'tag'
  key: string
  entries: number
  days: number
  mood: number | null
}

/** Everything that is counted about a stretch of days, in one statement; the most frequent first. */
export const selectTallies = (ctx: UserCtx, from: string, to: string): Promise<Tally[]> =>
  rowsOf<Tally>(
    ctx.db,
    sql`with e as (select date, mood, mood_label, tags from journal_entries
          where user_id = ${ctx.actor.id} and deleted_at is null and date between ${from} and ${to}),
        t as (
          select 'all' as kind, '' as key, date, mood from e
          union all select 'mood', mood::text, date, mood from e where mood is not null
          union all select 'weekday', (extract(isodow from date) - 1)::text, date, mood from e
          union all select 'label', mood_label, date, mood from e where mood_label is not null
          union all select 'tag', tag, date, mood from e, unnest(tags) tag)
        select kind, key, count(*)::int as entries, count(distinct date)::int as days, round(avg(mood), 1)::float8 as mood
        from t group by kind, key order by entries desc, key`,
  )

export interface Streaks {
  current: number
  longest: number
  totalDays: number
  wroteToday: boolean
}

/** Runs of days that follow each other; the one that reaches today, or yesterday, is the current one. One statement. */
export async function selectStreaks(ctx: UserCtx, today: string): Promise<Streaks> {
  const [row] = await rowsOf<Streaks>(
    ctx.db,
    sql`with days as (select distinct date from journal_entries
          where user_id = ${ctx.actor.id} and deleted_at is null and date <= ${today}),
        runs as (select count(*)::int as length, max(date) as last from
          (select date, date - row_number() over (order by date)::int as run from days) r group by run)
        select coalesce(max(length) filter (where last >= ${addDays(today, -1)}), 0) as current, coalesce(max(length), 0) as longest,
          coalesce(sum(length), 0)::int as "totalDays", coalesce(max(last) = ${today}, false) as "wroteToday" from runs`,
  )
  return row ?? { current: 0, longest: 0, totalDays: 0, wroteToday: false }
}

/** The mean mood (null when none was given) and the questions answered, of the days before `today` and from `since` on. */
export async function selectBefore(ctx: UserCtx, today: string, moodSince: string, answeredSince: string) {
  const rows = await ctx.db
    .select({
      mood: sql<number | null>`(avg(${mood}) filter (where ${date} >= ${moodSince}))::float8`,
      answered: sql<
        string[]
      >`coalesce(array_agg(distinct ${journalEntries.promptId}) filter (where ${journalEntries.promptId} is not null), '{}')`,
    })
    .from(journalEntries)
    .where(and(mine(ctx, journalEntries), gte(date, answeredSince), lt(date, today)))
  return rows[0] ?? { mood: null, answered: [] }
}
