import { and, eq, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid, noSuch } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import { placeAfter } from '#core/ordering.ts'
import { TopicCompleted } from './courses.events.ts'
import { lockCourse, recount } from './courses.queries.ts'
import { type CourseModuleRow, type CourseTopicRow, courseModules, courseTopics } from './courses.tables.ts'
import { loadModules } from './modules.service.ts'
import { topicsOf } from './ordering.service.ts'
import { type CourseTopicPatch, MAX_TOPICS, type NewCourseTopic, type TopicMove } from './parts.schema.ts'

export async function getTopic(ctx: UserCtx, id: string): Promise<CourseTopicRow> {
  const [topic] = await ctx.db
    .select()
    .from(courseTopics)
    .where(myRow(ctx, courseTopics, id))
  return found(topic, 'Topic')
}

export const loadTopics = (ctx: UserCtx, ids: string[]): Promise<CourseTopicRow[]> =>
  ctx.db
    .select()
    .from(courseTopics)
    .where(and(mine(ctx, courseTopics), inArray(courseTopics.id, ids)))

/** Puts it where it is told to stand; last in its module unless said. A course takes `MAX_TOPICS`. */
export function createTopic(ctx: UserCtx, input: NewCourseTopic, id: string = newId()): Promise<CourseTopicRow> {
  return inTransaction(ctx, async (ctx) => {
    const { afterId, position, ...fields } = input
    const { courseId } = await moduleFor(ctx, fields.moduleId)
    const course = await lockCourse(ctx, courseId)
    // It may have gone to the trash while somebody else held the course.
    await moduleFor(ctx, fields.moduleId)
    if (course.topicCount >= MAX_TOPICS) throw tooMany()
    const place = position ?? (await placeAfter(ctx, topicsOf(fields.moduleId), afterId, id))
    const completedAt = fields.isCompleted ? ctx.now().toISOString() : null
    const [topic] = await ctx.db
      .insert(courseTopics)
      .values({ ...fields, courseId, completedAt, position: place, id, userId: ctx.actor.id })
      .returning()
    await recount(ctx, courseId, [fields.moduleId])
    if (completedAt !== null) await tell(ctx, found(topic, 'Topic'))
    return found(topic, 'Topic')
  })
}

/**
 * Changes the given fields; null clears, absent keeps. Completing again keeps when it was completed. With `version` it refuses (412)
 * when somebody was faster.
 */
export function updateTopic(
  ctx: UserCtx,
  id: string,
  patch: CourseTopicPatch,
  version?: number,
): Promise<CourseTopicRow> {
  return inTransaction(ctx, async (ctx) => {
    const { courseId } = await getTopic(ctx, id)
    await lockCourse(ctx, courseId)
    const before = await getTopic(ctx, id)
    if (patch.moduleId !== undefined && (await moduleFor(ctx, patch.moduleId)).courseId !== courseId) {
      throw invalid('moduleId', 'is a module of another course')
    }
    const { isCompleted = before.isCompleted } = patch
    const completedAt = isCompleted ? (before.completedAt ?? ctx.now().toISOString()) : null
    const [topic] = await ctx.db
      .update(courseTopics)
      .set({ ...patch, ...(patch.isCompleted !== undefined && { completedAt }) })
      .where(myRow(ctx, courseTopics, id, version))
      .returning()
    if (!topic) throw await missed(ctx, courseTopics, id, 'Topic')
    await recount(ctx, courseId, [...new Set([before.moduleId, topic.moduleId])])
    if (topic.isCompleted !== before.isCompleted) await tell(ctx, topic)
    return topic
  })
}

/** May be repeated: nothing changes the second time. */
export async function completeTopic(ctx: UserCtx, id: string, isCompleted: boolean): Promise<CourseTopicRow> {
  const topic = await getTopic(ctx, id)
  return topic.isCompleted === isCompleted ? topic : updateTopic(ctx, id, { isCompleted })
}

/** Puts it right after another topic, in its own module or in another of the same course; the others stay as they are. */
export function moveTopic(ctx: UserCtx, id: string, { afterId, moduleId }: TopicMove): Promise<CourseTopicRow> {
  return inTransaction(ctx, async (ctx) => {
    const topic = await getTopic(ctx, id)
    await lockCourse(ctx, topic.courseId)
    const into = moduleId ?? (await getTopic(ctx, id)).moduleId
    const position = await placeAfter(ctx, topicsOf(into), afterId, id)
    return updateTopic(ctx, id, { moduleId: into, position })
  })
}

export function deleteTopic(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const { courseId } = await getTopic(ctx, id)
    await lockCourse(ctx, courseId)
    const [topic] = await ctx.db
      .update(courseTopics)
      .set({ deletedAt: sql<string>`now()` })
      .where(myRow(ctx, courseTopics, id, version))
      .returning({ moduleId: courseTopics.moduleId })
    if (!topic) throw await missed(ctx, courseTopics, id, 'Topic')
    await recount(ctx, courseId, [topic.moduleId])
  })
}

export function restoreTopic(ctx: UserCtx, id: string): Promise<CourseTopicRow> {
  return inTransaction(ctx, async (ctx) => {
    const own = and(eq(courseTopics.userId, ctx.actor.id), eq(courseTopics.id, id))
    const [gone] = await ctx.db.select().from(courseTopics).where(own)
    const { courseId, moduleId } = found(gone, 'Topic')
    const course = await lockCourse(ctx, courseId).catch(() => {
      throw new AppError('conflict', 'Its course is in the trash. Restore the course first.')
    })
    const [module] = await loadModules(ctx, [moduleId])
    if (!module) throw new AppError('conflict', 'Its module is in the trash. Restore the module first.')
    if (course.topicCount >= MAX_TOPICS) throw tooMany()
    const [back] = await ctx.db
      .update(courseTopics)
      .set({ deletedAt: null })
      .where(and(own, sql`${courseTopics.deletedAt} is not null`))
      .returning()
    if (!back) throw new AppError('conflict', 'This topic is not in the trash.')
    await recount(ctx, courseId, [moduleId])
    return back
  })
}

async function moduleFor(ctx: UserCtx, moduleId: string): Promise<CourseModuleRow> {
  const [module] = await ctx.db
    .select()
    .from(courseModules)
    .where(myRow(ctx, courseModules, moduleId))
  if (!module) throw noSuch('moduleId')
  return module
}

const tell = (ctx: UserCtx, { id: topicId, courseId, title, estimatedHours, completedAt }: CourseTopicRow) =>
  publish(ctx, TopicCompleted, { topicId, courseId, title, estimatedHours, completedAt })

const tooMany = () => new AppError('conflict', `A course takes ${MAX_TOPICS} topics. Delete one, or begin another.`)
