import { sql } from 'drizzle-orm'
import { FSRS6_DEFAULT_DECAY } from 'ts-fsrs'
import type { UserCtx } from '#core/ctx.ts'
import { type Db, rowsOf } from '#core/db.ts'
import { courseTopics } from '#domains/courses/courses.tables.ts'
import { flashcardDecks, flashcards } from '#domains/flashcards/flashcards.tables.ts'
import { skillCourses, skillDays, skillDecks, skills, skillTopics } from './skills.tables.ts'

export interface Worked {
  skillId: string
  xp: number
  firstAt: string | null
  lastAt: string | null
}

export interface Cards {
  skillId: string
  total: number
  seen: number
  recall: number
}

export interface Topics {
  skillId: string
  total: number
  completed: number
}

/** What the days of evidence add up to. */
export function sumEvidence(ctx: UserCtx): Promise<Worked[]> {
  return rowsOf<Worked>(
    ctx.db,
    sql`select skill_id as "skillId", sum(xp)::int as xp, ${iso(sql`min(last_at)`)} as "firstAt", ${iso(sql`max(last_at)`)} as "lastAt"
      from ${skillDays} where user_id = ${ctx.actor.id} and evidence > 0 group by 1`,
  )
}

/**
 * The cards of each skill's living decks and their parts, once each, and how likely they are remembered at this moment:
 * (1 + factor·t/S)^−decay, the forgetting curve of FSRS-6, with a deck's own decay (its 21st parameter) where it has one. Suspended
 * cards do not count, new ones are not remembered.
 */
export function sumCards(ctx: UserCtx): Promise<Cards[]> {
  return rowsOf<Cards>(
    ctx.db,
    sql`with recursive parts as (
        select l.skill_id, d.id, d.deleted_at from ${skillDecks} l
          join ${flashcardDecks} d on d.user_id = l.user_id and d.id = l.deck_id
          where l.user_id = ${ctx.actor.id}
        union
        select p.skill_id, d.id, d.deleted_at from ${flashcardDecks} d
          join parts p on d.user_id = ${ctx.actor.id} and d.parent_deck_id = p.id),
      wanted as (
        select d.id, coalesce(d.parameters[21], ${FSRS6_DEFAULT_DECAY}::float8) as decay from ${flashcardDecks} d
        where d.user_id = ${ctx.actor.id} and d.id in (select id from parts where deleted_at is null)),
      sums as (
        select c.deck_id, count(*)::int as total, (count(*) filter (where c.stability is not null))::int as seen,
          coalesce(sum(case when c.stability > 0 then power(1 + (power(0.9::float8, -1 / w.decay) - 1)
            * greatest(0, extract(epoch from ${ctx.now().toISOString()}::timestamptz - c.last_reviewed_at)::float8 / 86400)
            / c.stability, -w.decay) end), 0)::float8 as recall
        from wanted w join ${flashcards} c on c.user_id = ${ctx.actor.id} and c.deck_id = w.id
          and c.deleted_at is null and not c.is_suspended
        group by c.deck_id)
      select p.skill_id as "skillId", sum(s.total)::int as total, sum(s.seen)::int as seen, sum(s.recall)::float8 as recall
      from parts p join sums s on s.deck_id = p.id where p.deleted_at is null group by 1`,
  )
}

/** The living topics of each skill, its own and those of its courses, once each. */
export function sumTopics(ctx: UserCtx): Promise<Topics[]> {
  return rowsOf<Topics>(
    ctx.db,
    sql`select skill_id as "skillId", count(*)::int as total, (count(*) filter (where is_completed))::int as completed
      from (
        select l.skill_id, t.id, t.is_completed from ${skillTopics} l
          join ${courseTopics} t on t.user_id = l.user_id and t.id = l.topic_id and t.deleted_at is null
          where l.user_id = ${ctx.actor.id}
        union
        select l.skill_id, t.id, t.is_completed from ${skillCourses} l
          join ${courseTopics} t on t.user_id = l.user_id and t.course_id = l.course_id and t.deleted_at is null
          where l.user_id = ${ctx.actor.id}) as belonging
      group by 1`,
  )
}

const iso = (instant: ReturnType<typeof sql>) =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Owners of living skills, in order, from behind one on. */
export async function ownersAfter(db: Db, after: string | null, limit: number): Promise<string[]> {
  const rows = await rowsOf<{ userId: string }>(
    db,
    sql`select distinct user_id as "userId" from ${skills}
      where deleted_at is null and (${after}::uuid is null or user_id > ${after}::uuid) order by user_id limit ${limit}`,
  )
  return rows.map(({ userId }) => userId)
}

/** Of one day. */
export async function upsertMastery(
  ctx: UserCtx,
  masteries: { skillId: string; mastery: number }[],
  day: string,
): Promise<void> {
  await ctx.db.execute(sql`
    insert into ${skillDays} (user_id, skill_id, day, mastery)
    select ${ctx.actor.id}::uuid, s.id, ${day}::date, m.mastery
      from jsonb_to_recordset(${JSON.stringify(masteries)}::jsonb) as m ("skillId" uuid, mastery float8)
      join ${skills} s on s.user_id = ${ctx.actor.id} and s.id = "skillId" order by s.id
    on conflict (user_id, skill_id, day) do update set mastery = excluded.mastery`)
}
