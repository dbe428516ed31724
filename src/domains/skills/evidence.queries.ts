import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { flashcardDecks } from '#domains/flashcards/flashcards.tables.ts'
import { type SkillEvidenceRow, skillCourses, skillDecks, skillEvidence, skills, skillTopics } from './skills.tables.ts'

/** What was done, and what it is worth to each skill that it belongs to. */
export type Evidence = Pick<SkillEvidenceRow, 'kind' | 'source' | 'xp' | 'minutes' | 'note' | 'at' | 'day'>

/** Living skills that belong to this deck or to a deck that it is part of. */
export const ofDeck = (ctx: UserCtx, deckId: string) =>
  living(
    ctx,
    sql`select l.skill_id from ${skillDecks} l where l.user_id = ${ctx.actor.id} and l.deck_id in (
      with recursive upwards as (
        select id, parent_deck_id from ${flashcardDecks} where user_id = ${ctx.actor.id} and id = ${deckId}
        union select d.id, d.parent_deck_id from ${flashcardDecks} d join upwards u on d.user_id = ${ctx.actor.id} and d.id = u.parent_deck_id)
      select id from upwards)`,
  )

/** Living skills that belong to this topic or to its course; either may be missing. */
export const ofStudy = (ctx: UserCtx, courseId: string | null, topicId: string | null) =>
  living(
    ctx,
    sql`select skill_id from ${skillTopics} where user_id = ${ctx.actor.id} and topic_id = ${topicId}::uuid
      union select skill_id from ${skillCourses} where user_id = ${ctx.actor.id} and course_id = ${courseId}::uuid`,
  )

async function living(ctx: UserCtx, linked: SQL): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`select id from ${skills} where user_id = ${ctx.actor.id} and deleted_at is null and id in (${linked}) order by id`,
  )
  return rows.map(({ id }) => id)
}

/** Adds it to each of these skills, once for each source that does not stand yet. In order, so that two writers do not meet crosswise. */
export async function insertEvidence(
  ctx: UserCtx,
  skillIds: string[],
  evidence: Evidence,
): Promise<SkillEvidenceRow[]> {
  if (skillIds.length === 0) return []
  return ctx.db
    .insert(skillEvidence)
    .values(skillIds.map((skillId) => ({ ...evidence, userId: ctx.actor.id, id: newId(), skillId })))
    .onConflictDoNothing()
    .returning()
}

/** Takes back what stands for these sources, of all skills or of one; what does not stand is passed over. */
export const markReversed = (ctx: UserCtx, sources: string[], skillId?: string): Promise<SkillEvidenceRow[]> =>
  ctx.db
    .update(skillEvidence)
    .set({ reversedAt: ctx.now().toISOString() })
    .where(
      and(
        eq(skillEvidence.userId, ctx.actor.id),
        inArray(skillEvidence.source, sources),
        skillId === undefined ? undefined : eq(skillEvidence.skillId, skillId),
        isNull(skillEvidence.reversedAt),
      ),
    )
    .returning()
