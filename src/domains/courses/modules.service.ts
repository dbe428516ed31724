import { and, eq, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { placeAfter } from '#core/ordering.ts'
import { requireThawed } from '#domains/billing/billing.service.ts'
import { lockCourse, recount, trashMark } from './courses.queries.ts'
import { type CourseModuleRow, courseModules, courseTopics } from './courses.tables.ts'
import { modulesOf } from './ordering.service.ts'
import {
  type CourseModulePatch,
  MAX_MODULES,
  MAX_TOPICS,
  type ModuleMove,
  type NewCourseModule,
} from './parts.schema.ts'

export async function getModule(ctx: UserCtx, id: string): Promise<CourseModuleRow> {
  const [module] = await ctx.db
    .select()
    .from(courseModules)
    .where(myRow(ctx, courseModules, id))
  return found(module, 'Module')
}

export const loadModules = (ctx: UserCtx, ids: string[]): Promise<CourseModuleRow[]> =>
  ctx.db
    .select()
    .from(courseModules)
    .where(and(mine(ctx, courseModules), inArray(courseModules.id, ids)))

/** Puts it where it is told to stand; last unless said. A course takes `MAX_MODULES`. */
export function createModule(ctx: UserCtx, input: NewCourseModule, id: string = newId()): Promise<CourseModuleRow> {
  return inTransaction(ctx, async (ctx) => {
    const { afterId, position, ...fields } = input
    const course = await lockCourse(ctx, fields.courseId)
    if (course.moduleCount >= MAX_MODULES) throw tooMany()
    const place = position ?? (await placeAfter(ctx, modulesOf(course.id), afterId, id))
    const [module] = await ctx.db
      .insert(courseModules)
      .values({ ...fields, position: place, id, userId: ctx.actor.id })
      .returning()
    await recount(ctx, course.id, [])
    return found(module, 'Module')
  })
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export async function updateModule(
  ctx: UserCtx,
  id: string,
  patch: CourseModulePatch,
  version?: number,
): Promise<CourseModuleRow> {
  await requireThawed(ctx, 'ai_courses', async () => (await getModule(ctx, id)).courseId)
  const isEmpty = Object.keys(patch).length === 0
  const [module] = isEmpty
    ? await ctx.db
        .select()
        .from(courseModules)
        .where(myRow(ctx, courseModules, id, version))
    : await ctx.db
        .update(courseModules)
        .set(patch)
        .where(myRow(ctx, courseModules, id, version))
        .returning()
  if (!module) throw await missed(ctx, courseModules, id, 'Module')
  return module
}

/** Puts it right after another module of its course; the others stay as they are. */
export function moveModule(ctx: UserCtx, id: string, { afterId }: ModuleMove): Promise<CourseModuleRow> {
  return inTransaction(ctx, async (ctx) => {
    const { courseId } = await getModule(ctx, id)
    await lockCourse(ctx, courseId)
    return updateModule(ctx, id, { position: await placeAfter(ctx, modulesOf(courseId), afterId, id) })
  })
}

/** To the trash, with its topics: they come back with it. */
export function deleteModule(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const { courseId } = await getModule(ctx, id)
    await lockCourse(ctx, courseId)
    const deletedAt = await trashMark(ctx)
    const [module] = await ctx.db
      .update(courseModules)
      .set({ deletedAt })
      .where(myRow(ctx, courseModules, id, version))
      .returning({ id: courseModules.id })
    if (!module) throw await missed(ctx, courseModules, id, 'Module')
    await ctx.db
      .update(courseTopics)
      .set({ deletedAt })
      .where(and(mine(ctx, courseTopics), eq(courseTopics.moduleId, id)))
    await recount(ctx, courseId, [])
  })
}

/** With the topics that went to the trash with it; what was there before stays there. */
export function restoreModule(ctx: UserCtx, id: string): Promise<CourseModuleRow> {
  return inTransaction(ctx, async (ctx) => {
    const own = and(eq(courseModules.userId, ctx.actor.id), eq(courseModules.id, id))
    const [gone] = await ctx.db.select().from(courseModules).where(own)
    const { courseId } = found(gone, 'Module')
    const course = await lockCourse(ctx, courseId).catch(() => {
      throw new AppError('conflict', 'Its course is in the trash. Restore the course first.')
    })
    if (course.moduleCount >= MAX_MODULES) throw tooMany()
    const topics = await ctx.db
      .update(courseTopics)
      .set({ deletedAt: null })
      .where(
        and(
          eq(courseTopics.userId, ctx.actor.id),
          eq(courseTopics.moduleId, id),
          sql`${courseTopics.deletedAt} = (select m.deleted_at from course_modules m where m.user_id = ${ctx.actor.id} and m.id = ${id})`,
        ),
      )
      .returning({ id: courseTopics.id })
    if (course.topicCount + topics.length > MAX_TOPICS) throw tooManyTopics()
    const [back] = await ctx.db
      .update(courseModules)
      .set({ deletedAt: null })
      .where(and(own, sql`${courseModules.deletedAt} is not null`))
      .returning({ id: courseModules.id })
    if (!back) throw new AppError('conflict', 'This module is not in the trash.')
    await recount(ctx, courseId, [id])
    return getModule(ctx, id)
  })
}

const tooMany = () => new AppError('conflict', `A course takes ${MAX_MODULES} modules. Delete one, or begin another.`)
const tooManyTopics = () =>
  new AppError('conflict', `With its topics the course would have more than ${MAX_TOPICS}. Delete some of them first.`)
