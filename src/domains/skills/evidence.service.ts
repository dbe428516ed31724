import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import type { StudySessionChanged, TopicCompleted } from '#domains/courses/courses.events.ts'
import type { FlashcardReviewed } from '#domains/flashcards/flashcards.events.ts'
import { insertEvidence, markReversed, ofDeck, ofStudy } from './evidence.queries.ts'
import { XP_OF_REVIEW, xpOfTopic } from './levels.ts'
import { getSkill, lockSkill } from './skills.service.ts'
import { type SkillEvidenceRow, skillEvidence } from './skills.tables.ts'
import type { SkillEvidenceQuery, SkillPractice } from './standing.schema.ts'

/** A completed topic counts once for each skill that it belongs to; reopening takes exactly that back. */
export async function followTopic(ctx: UserCtx, topic: TopicCompleted): Promise<void> {
  const { topicId, courseId, title, completedAt } = topic
  const source = `topic:${topicId}`
  if (completedAt === null) return void (await markReversed(ctx, [source]))
  const skillIds = await ofStudy(ctx, courseId, topicId)
  if (skillIds.length === 0) return
  const xp = xpOfTopic(topic.estimatedHours)
  const day = await localDay(ctx, completedAt)
  await insertEvidence(ctx, skillIds, { kind: 'topic', source, xp, minutes: null, note: title, at: completedAt, day })
}

/** A review counts as it was answered; one that is undone never was. */
export async function followReview(ctx: UserCtx, { reviewId, deckId, reviewedAt, day, isUndone }: FlashcardReviewed) {
  const source = `review:${reviewId}`
  if (isUndone) return void (await markReversed(ctx, [source]))
  const skillIds = await ofDeck(ctx, deckId)
  const worth = { kind: 'review', source, xp: XP_OF_REVIEW, minutes: null, note: null } as const
  await insertEvidence(ctx, skillIds, { ...worth, at: reviewedAt, day })
}

/** A finished session counts by its minutes of focus, for what it was about; told otherwise it is taken back and counted anew. */
export async function followSession(ctx: UserCtx, session: StudySessionChanged): Promise<void> {
  const { sessionId, courseId, topicId, finishedAt, focusSeconds } = session
  const source = `session:${sessionId}`
  await markReversed(ctx, [source])
  const minutes = Math.round(focusSeconds / 60)
  if (finishedAt === null || minutes === 0) return
  const skillIds = await ofStudy(ctx, courseId, topicId)
  if (skillIds.length === 0) return
  const day = await localDay(ctx, finishedAt)
  const worth = { kind: 'study', source, xp: minutes, minutes, note: null } as const
  await insertEvidence(ctx, skillIds, { ...worth, at: finishedAt, day })
}

/** Logs practice by hand, a point a minute. The same `practiceId` again changes nothing. */
export function practise(ctx: UserCtx, id: string, input: SkillPractice): Promise<SkillEvidenceRow> {
  const { minutes, note = null, practisedAt = ctx.now().toISOString(), practiceId = newId() } = input
  if (practisedAt > ctx.now().toISOString()) throw invalid('practisedAt', 'lies in the future')
  return inTransaction(ctx, async (ctx) => {
    await lockSkill(ctx, id)
    const source = `practice:${practiceId}`
    const day = await localDay(ctx, practisedAt)
    const worth = { kind: 'practice', source, xp: minutes, minutes, note, at: practisedAt, day } as const
    const [made] = await insertEvidence(ctx, [id], worth)
    return made ?? found((await standing(ctx, id, source))[0], 'Practice')
  })
}

/** Takes back what was logged by hand; the rest follows from what it stands for. Twice is once. */
export function takeBackPractice(ctx: UserCtx, id: string, evidenceId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await lockSkill(ctx, id)
    const [entry] = await ctx.db
      .select()
      .from(skillEvidence)
      .where(and(ofSkill(ctx, id), eq(skillEvidence.id, evidenceId), eq(skillEvidence.kind, 'practice')))
    await markReversed(ctx, [found(entry, 'Practice').source], id)
  })
}

/** Newest first. */
export async function listEvidence(
  ctx: UserCtx,
  id: string,
  query: SkillEvidenceQuery,
): Promise<Page<SkillEvidenceRow>> {
  await getSkill(ctx, id)
  const { kind, reversed, limit } = query
  const list = `skills/${id}/evidence`
  const rows = await ctx.db
    .select()
    .from(skillEvidence)
    .where(
      and(
        ofSkill(ctx, id),
        kind && eq(skillEvidence.kind, kind),
        reversed === undefined ? undefined : (reversed ? isNotNull : isNull)(skillEvidence.reversedAt),
        olderThan(skillEvidence.id, readCursor(ctx, query, list)),
      ),
    )
    .orderBy(desc(skillEvidence.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, list)
}

export async function localDay(ctx: UserCtx, instant: string): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(instant, timezone, dayStartsAt)
}

const ofSkill = (ctx: UserCtx, id: string) => and(eq(skillEvidence.userId, ctx.actor.id), eq(skillEvidence.skillId, id))

const standing = (ctx: UserCtx, id: string, source: string) =>
  ctx.db
    .select()
    .from(skillEvidence)
    .where(and(ofSkill(ctx, id), eq(skillEvidence.source, source), isNull(skillEvidence.reversedAt)))
