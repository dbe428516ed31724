import { and, desc, eq, gte, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { type Db, rowsOf } from '#core/db.ts'
import { beyond, type Page, readCursor, toPage } from '#core/page.ts'
import type { Condition, Tally } from './judging.ts'
import type { SignalQuery } from './signals.schema.ts'
import { type SignalRow, signalMarks, type signalRuns, signals } from './signals.tables.ts'

export type Received = Omit<SignalRow, 'userId' | 'receivedAt' | 'deletedAt'>

export async function selectSignals(ctx: UserCtx, query: SignalQuery): Promise<Page<SignalRow>> {
  const { type, source, from, to, limit } = query
  const rows = await ctx.db
    .select()
    .from(signals)
    .where(
      and(
        living(ctx),
        type === undefined ? undefined : eq(signals.type, type),
        source === undefined ? undefined : eq(signals.source, source),
        from === undefined ? undefined : gte(signals.day, from),
        to === undefined ? undefined : lte(signals.day, to),
        beyond(signals.at, signals.id, readCursor(ctx, query, 'signals'), 'desc'),
      ),
    )
    .orderBy(desc(signals.at), desc(signals.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'signals', ({ at }) => at)
}

/** Those with one of these keys, deleted ones too. */
export const findByKeys = (ctx: UserCtx, keys: string[]): Promise<SignalRow[]> =>
  ctx.db
    .select()
    .from(signals)
    .where(and(eq(signals.userId, ctx.actor.id), inArray(signals.key, keys)))

/** Writes them all in one statement; one that is known keeps its id. */
export async function upsertSignals(ctx: UserCtx, rows: Received[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.execute(sql`
    insert into ${signals} (user_id, id, type, source, external_id, key, value, text, unit, at, end_at, day)
    select ${ctx.actor.id}::uuid, r.id, r.type, r.source, r."externalId", r.key, r.value, r.text, r.unit, r.at, r."endAt", r.day
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, type text, source text, "externalId" text, key text,
      value float8, text text, unit text, at timestamptz, "endAt" timestamptz, day date)
    on conflict (user_id, source, key) do update set type = excluded.type, value = excluded.value, text = excluded.text,
      unit = excluded.unit, at = excluded.at, end_at = excluded.end_at, day = excluded.day, received_at = now()`)
}

/** Answers those that were still there. */
export const markDeleted = (ctx: UserCtx, ids: string[]): Promise<SignalRow[]> =>
  ctx.db
    .update(signals)
    .set({ deletedAt: sql<string>`now()` as never }) // the database's clock, as everywhere in the trash
    .where(and(living(ctx), inArray(signals.id, ids)))
    .returning()

export interface DayTally extends Tally {
  day: string
}

/** The signals of one condition on these days, added up by day and unit. Time that several spans cover counts once. */
export async function tallyDays(ctx: UserCtx, condition: Condition, days: string[]): Promise<DayTally[]> {
  const { type, source, text } = condition
  return rowsOf<DayTally>(
    ctx.db,
    sql`with wanted as (
        select * from ${signals} where user_id = ${ctx.actor.id} and type = ${type} and day = any (${`{${days.join()}}`}::date[])
          and deleted_at is null ${source === null ? sql`` : sql`and source = ${source}`}
          ${text === null ? sql`` : sql`and lower(text) = lower(${text})`}),
      covered as (
        select day, unit, range_agg(tstzrange(at, end_at)) as spans from wanted where end_at is not null group by day, unit)
      select to_char(w.day, 'YYYY-MM-DD') as day, w.unit, count(*)::int as count, count(w.value)::int as numbers,
        coalesce(sum(w.value), 0)::float8 as sum, max(w.value)::float8 as max, min(w.value)::float8 as min,
        ((array_agg(w.value order by w.at desc, w.id desc) filter (where w.value is not null))[1])::float8 as last,
        to_char(max(coalesce(w.end_at, w.at)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lastAt",
        coalesce((select sum(extract(epoch from upper(s) - lower(s))) / 60 from covered c, unnest(c.spans) s
          where c.day = w.day and c.unit is not distinct from w.unit), 0)::float8 as minutes
      from wanted w group by w.day, w.unit`,
  )
}

/** Days that have signals of these types, in a span of days. */
export async function daysWith(ctx: UserCtx, types: string[], from: string): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ day: signals.day })
    .from(signals)
    .where(and(living(ctx), inArray(signals.type, types), gte(signals.day, from)))
  return rows.map(({ day }) => day)
}

export interface Mark {
  ruleId: string
  day: string
}

/** In order, so that two writers never wait for each other crosswise. */
export async function mark(ctx: UserCtx, marks: Mark[]): Promise<void> {
  if (marks.length === 0) return
  await ctx.db.execute(sql`
    insert into ${signalMarks} (user_id, rule_id, day)
    select ${ctx.actor.id}::uuid, m."ruleId", m.day
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m ("ruleId" uuid, day date) order by 2, 3
    on conflict (user_id, rule_id, day) do update set marked_at = clock_timestamp()`)
}

export const marksOf = (ctx: UserCtx, limit: number): Promise<Mark[]> =>
  ctx.db
    .select({ ruleId: signalMarks.ruleId, day: signalMarks.day })
    .from(signalMarks)
    .where(eq(signalMarks.userId, ctx.actor.id))
    .orderBy(signalMarks.day, signalMarks.ruleId)
    .limit(limit)

export async function countMarks(ctx: UserCtx): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(signalMarks)
    .where(eq(signalMarks.userId, ctx.actor.id))
  return row?.count ?? 0
}

/** Marks that have waited so long that whoever made them has not seen to them. */
export const leftMarks = (db: Db, seconds: number, limit: number): Promise<(Mark & { userId: string })[]> =>
  db
    .select({ userId: signalMarks.userId, ruleId: signalMarks.ruleId, day: signalMarks.day })
    .from(signalMarks)
    .where(sql`${signalMarks.markedAt} < clock_timestamp() - ${seconds} * interval '1 second'`)
    .orderBy(signalMarks.markedAt)
    .limit(limit)

const thisMark = (ctx: UserCtx, { ruleId, day }: Mark) =>
  and(eq(signalMarks.userId, ctx.actor.id), eq(signalMarks.ruleId, ruleId), eq(signalMarks.day, day))

/** Whether it is still there; held until the transaction ends. */
export async function holdMark(ctx: UserCtx, one: Mark): Promise<boolean> {
  const rows = await ctx.db.select({ day: signalMarks.day }).from(signalMarks).where(thisMark(ctx, one)).for('update')
  return rows.length > 0
}

export const dropMark = (ctx: UserCtx, one: Mark) => ctx.db.delete(signalMarks).where(thisMark(ctx, one))

/** Puts it off, so that it keeps nobody else waiting. */
export const postponeMark = (ctx: UserCtx, one: Mark) =>
  ctx.db
    .update(signalMarks)
    .set({ markedAt: sql`clock_timestamp() + interval '1 minute'` as never }) // the database's clock
    .where(thisMark(ctx, one))

/** Lets go of what is older, some at a time. */
export async function pruneOlder(
  { db }: Ctx,
  table: typeof signals | typeof signalRuns,
  before: string,
): Promise<void> {
  const batch = 5_000
  let gone = batch
  while (gone === batch) {
    const rows = await rowsOf(
      db,
      sql`delete from ${table} where ctid = any (array(select ctid from ${table} where at < ${before}::timestamptz limit ${batch})) returning 1 as one`,
    )
    gone = rows.length
  }
}

const living = (ctx: UserCtx): SQL => sql`${and(eq(signals.userId, ctx.actor.id), isNull(signals.deletedAt))}`
