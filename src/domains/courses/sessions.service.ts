import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid, noSuch } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { StudySessionChanged } from './courses.events.ts'
import { loadCourses } from './courses.service.ts'
import { ended, focusSecondsOf } from './focus.ts'
import type {
  NewStudySession,
  StudyFinish,
  StudySessionPatch,
  StudySessionQuery,
  StudyStart,
} from './sessions.schema.ts'
import { type StudySessionRow, studySessions } from './sessions.tables.ts'
import { loadTopics } from './topics.service.ts'

/** Newest first. One statement. */
export async function listSessions(ctx: UserCtx, query: StudySessionQuery): Promise<Page<StudySessionRow>> {
  const { state, courseId, topicId } = query
  const older = olderThan(studySessions.id, readCursor(ctx, query, 'study-sessions'))
  const rows = await ctx.db
    .select()
    .from(studySessions)
    .where(
      and(
        mine(ctx, studySessions),
        state && eq(studySessions.state, state),
        courseId === undefined ? undefined : eq(studySessions.courseId, courseId),
        topicId === undefined ? undefined : eq(studySessions.topicId, topicId),
        older,
      ),
    )
    .orderBy(desc(studySessions.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'study-sessions')
}

export async function getSession(ctx: UserCtx, id: string): Promise<StudySessionRow> {
  const [session] = await ctx.db
    .select()
    .from(studySessions)
    .where(myRow(ctx, studySessions, id))
  return found(session, 'Study session')
}

export const loadSessions = (ctx: UserCtx, ids: string[]): Promise<StudySessionRow[]> =>
  ctx.db
    .select()
    .from(studySessions)
    .where(and(mine(ctx, studySessions), inArray(studySessions.id, ids)))

/** One that is over: logged afterwards, or measured offline. */
export function createSession(ctx: UserCtx, input: NewStudySession, id: string = newId()): Promise<StudySessionRow> {
  const { startedAt, finishedAt } = input
  if (finishedAt > ctx.now().toISOString()) throw invalid('finishedAt', 'lies in the future')
  const spans = [{ from: startedAt, to: finishedAt }]
  return inTransaction(ctx, async (ctx) => {
    const [session] = await ctx.db
      .insert(studySessions)
      .values({
        ...{ ...input, ...(await subjectOf(ctx, input)), id, userId: ctx.actor.id },
        ...{ state: 'finished', spans, focusSeconds: focusSecondsOf(spans) },
      })
      .returning()
    return told(ctx, found(session, 'Study session'))
  })
}

/** Starts the timer. Refused (409, naming it) while another session is open, also when two devices start at once. */
export async function startSession(ctx: UserCtx, input: StudyStart): Promise<StudySessionRow> {
  const startedAt = ctx.now().toISOString()
  const [session] = await ctx.db
    .insert(studySessions)
    .values({
      ...{ ...input, ...(await subjectOf(ctx, input)), userId: ctx.actor.id },
      ...{ state: 'running', startedAt, spans: [{ from: startedAt, to: null }] },
    })
    .onConflictDoNothing({
      target: studySessions.userId,
      where: sql`${sql.identifier('state')} <> 'finished' and ${sql.identifier('deleted_at')} is null`,
    })
    .returning()
  if (session) return session
  const [open] = await ctx.db
    .select({ id: studySessions.id })
    .from(studySessions)
    .where(and(mine(ctx, studySessions), ne(studySessions.state, 'finished')))
  throw new AppError('conflict', 'You are studying already. Finish that session first.', {
    extra: { sessionId: open?.id ?? null },
  })
}

export function pauseSession(ctx: UserCtx, id: string): Promise<StudySessionRow> {
  return inTransaction(ctx, async (ctx) => {
    const session = await lockSession(ctx, id)
    if (session.state !== 'running') throw already(session)
    const spans = ended(session.spans, ctx.now().toISOString())
    return write(ctx, id, { state: 'paused', spans, focusSeconds: focusSecondsOf(spans) })
  })
}

export function resumeSession(ctx: UserCtx, id: string): Promise<StudySessionRow> {
  return inTransaction(ctx, async (ctx) => {
    const session = await lockSession(ctx, id)
    if (session.state !== 'paused') throw already(session)
    return write(ctx, id, { state: 'running', spans: [...session.spans, { from: ctx.now().toISOString(), to: null }] })
  })
}

/** Ends it now, or when it really ended: not before its timer was last started, and not after now. */
export function finishSession(ctx: UserCtx, id: string, { finishedAt, note }: StudyFinish): Promise<StudySessionRow> {
  return inTransaction(ctx, async (ctx) => {
    const session = await lockSession(ctx, id)
    if (session.state === 'finished') throw already(session)
    const now = ctx.now().toISOString()
    const last = session.spans.at(-1)
    if (finishedAt !== undefined && finishedAt > now) throw invalid('finishedAt', 'lies in the future')
    if (finishedAt !== undefined && last && finishedAt < (last.to ?? last.from)) {
      throw invalid('finishedAt', 'lies before its timer was last started or paused')
    }
    const finished = await write(ctx, id, {
      ...closed(session, finishedAt ?? now),
      ...(note !== undefined && { note }),
    })
    return told(ctx, finished)
  })
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export function updateSession(
  ctx: UserCtx,
  id: string,
  patch: StudySessionPatch,
  version?: number,
): Promise<StudySessionRow> {
  return inTransaction(ctx, async (ctx) => {
    const isEmpty = Object.keys(patch).length === 0
    const [session] = isEmpty
      ? await ctx.db
          .select()
          .from(studySessions)
          .where(myRow(ctx, studySessions, id, version))
      : await ctx.db
          .update(studySessions)
          .set({ ...patch, ...(await subjectOf(ctx, patch)) })
          .where(myRow(ctx, studySessions, id, version))
          .returning()
    if (!session) throw await missed(ctx, studySessions, id, 'Study session')
    const isMoved = patch.courseId !== undefined || patch.topicId !== undefined
    return isMoved ? told(ctx, session) : session
  })
}

/** To the trash. One that is open is finished by it, so that another can be started. */
export function deleteSession(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const session = await lockSession(ctx, id)
    const end = session.state === 'finished' ? {} : closed(session, ctx.now().toISOString())
    const [gone] = await ctx.db
      .update(studySessions)
      .set({ ...end, deletedAt: sql<string>`now()` })
      .where(myRow(ctx, studySessions, id, version))
      .returning()
    if (!gone) throw await missed(ctx, studySessions, id, 'Study session')
    await told(ctx, gone)
  })
}

export function restoreSession(ctx: UserCtx, id: string): Promise<StudySessionRow> {
  return inTransaction(ctx, async (ctx) => {
    const [back] = await ctx.db
      .update(studySessions)
      .set({ deletedAt: null })
      .where(
        and(
          eq(studySessions.userId, ctx.actor.id),
          eq(studySessions.id, id),
          sql`${studySessions.deletedAt} is not null`,
        ),
      )
      .returning()
    if (back) return told(ctx, back)
    await getSession(ctx, id)
    throw new AppError('conflict', 'This study session is not in the trash.')
  })
}

interface Subject {
  courseId?: string | null | undefined
  topicId?: string | null | undefined
}

/** A topic brings its course; another course lets go of the topic. What is not mine, or in the trash, is not there. */
async function subjectOf(ctx: UserCtx, { courseId, topicId }: Subject): Promise<Subject> {
  if (topicId) {
    const [topic] = await loadTopics(ctx, [topicId])
    if (!topic) throw noSuch('topicId')
    if (courseId && courseId !== topic.courseId) throw invalid('topicId', 'is a topic of another course')
    return { courseId: topic.courseId, topicId }
  }
  if (courseId && (await loadCourses(ctx, [courseId])).length === 0) throw noSuch('courseId')
  return courseId === undefined ? {} : { courseId, topicId: null }
}

async function lockSession(ctx: UserCtx, id: string): Promise<StudySessionRow> {
  const [session] = await ctx.db
    .select()
    .from(studySessions)
    .where(myRow(ctx, studySessions, id))
    .for('update')
  return found(session, 'Study session')
}

function closed({ spans }: StudySessionRow, at: string) {
  const all = ended(spans, at)
  return { state: 'finished' as const, spans: all, focusSeconds: focusSecondsOf(all), finishedAt: at }
}

async function write(ctx: UserCtx, id: string, change: Partial<StudySessionRow>): Promise<StudySessionRow> {
  const [session] = await ctx.db
    .update(studySessions)
    .set(change)
    .where(myRow(ctx, studySessions, id))
    .returning()
  return found(session, 'Study session')
}

async function told(ctx: UserCtx, session: StudySessionRow): Promise<StudySessionRow> {
  const { id: sessionId, courseId, topicId, focusSeconds, deletedAt } = session
  const finishedAt = deletedAt === null ? session.finishedAt : null
  await publish(ctx, StudySessionChanged, { sessionId, courseId, topicId, finishedAt, focusSeconds })
  return session
}

const already = ({ state }: StudySessionRow) => new AppError('conflict', `This study session is ${state} already.`)
