import { and, eq, inArray, sql } from 'drizzle-orm'
import { isAssistant } from '#core/attribution.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { inPlaceFor, requirePlace, requireThawed } from '#domains/billing/billing.service.ts'
import { findCourse, selectCourses, selectOutline, trashMark } from './courses.queries.ts'
import type { CoursePatch, CourseQuery, NewCourse } from './courses.schema.ts'
import { type CourseRow, courseModules, courses, courseTopics } from './courses.tables.ts'

export const listCourses = (ctx: UserCtx, query: CourseQuery): Promise<Page<CourseRow>> => selectCourses(ctx, query)

export async function getCourse(ctx: UserCtx, id: string): Promise<CourseRow> {
  const [course] = await findCourse(ctx.db, { userId: ctx.actor.id, id })
  return found(course, 'Course')
}

export const loadCourses = (ctx: UserCtx, ids: string[]): Promise<CourseRow[]> =>
  ctx.db
    .select()
    .from(courses)
    .where(and(mine(ctx, courses), inArray(courses.id, ids)))

/** The course, its modules in order and their topics in order, without what the topics say. Two statements whatever its size. */
export async function outlineOf(ctx: UserCtx, id: string) {
  const course = await getCourse(ctx, id)
  return { course, modules: await selectOutline(ctx, id) }
}

/**
 * One that the assistant made is refused (403) beyond what the plan includes; any other never is. What the assistant itself carries
 * out is of its making, whatever the input says.
 */
export function createCourse(ctx: UserCtx, input: NewCourse, id: string = newId()): Promise<CourseRow> {
  if (input.isAiGenerated !== true && !isAssistant(ctx.actor.via)) return insertCourse(ctx, input, id)
  return inPlaceFor(ctx, 'ai_courses', (ctx) => insertCourse(ctx, { ...input, isAiGenerated: true }, id))
}

async function insertCourse(ctx: UserCtx, input: NewCourse, id: string): Promise<CourseRow> {
  const [course] = await ctx.db
    .insert(courses)
    .values({ ...input, id, userId: ctx.actor.id })
    .returning()
  return found(course, 'Course')
}

/**
 * Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. What the assistant
 * made stays of its making: to say otherwise is refused (400), or the limit of a plan would be a matter of saying so.
 */
export async function updateCourse(ctx: UserCtx, id: string, patch: CoursePatch, version?: number): Promise<CourseRow> {
  await requireThawed(ctx, 'ai_courses', id)
  if (patch.isAiGenerated === undefined) return writeCourse(ctx, id, patch, version)
  const { isAiGenerated } = await getCourse(ctx, id)
  if (isAiGenerated && !patch.isAiGenerated)
    throw invalid('isAiGenerated', 'The assistant made this course, and that stays so. Leave the field out.')
  if (isAiGenerated === patch.isAiGenerated) return writeCourse(ctx, id, patch, version)
  return inPlaceFor(ctx, 'ai_courses', (ctx) => writeCourse(ctx, id, patch, version))
}

async function writeCourse(ctx: UserCtx, id: string, patch: CoursePatch, version?: number): Promise<CourseRow> {
  const isEmpty = Object.keys(patch).length === 0
  const [course] = isEmpty
    ? await ctx.db
        .select()
        .from(courses)
        .where(myRow(ctx, courses, id, version))
    : await ctx.db
        .update(courses)
        .set(patch)
        .where(myRow(ctx, courses, id, version))
        .returning()
  if (!course) throw await missed(ctx, courses, id, 'Course')
  return course
}

/** To the trash, with its modules and topics: they come back with it. */
export function deleteCourse(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const deletedAt = await trashMark(ctx)
    const [course] = await ctx.db
      .update(courses)
      .set({ deletedAt })
      .where(myRow(ctx, courses, id, version))
      .returning({ id: courses.id })
    if (!course) throw await missed(ctx, courses, id, 'Course')
    for (const table of [courseModules, courseTopics]) {
      await ctx.db
        .update(table)
        .set({ deletedAt })
        .where(and(mine(ctx, table), eq(table.courseId, id)))
    }
  })
}

/** With the modules and topics that went to the trash with it; what was there before stays there. */
export function restoreCourse(ctx: UserCtx, id: string): Promise<CourseRow> {
  return inTransaction(ctx, async (ctx) => {
    const [gone] = await ctx.db
      .select({ isTrashed: sql<boolean>`${courses.deletedAt} is not null`, isAiGenerated: courses.isAiGenerated })
      .from(courses)
      .where(and(eq(courses.userId, ctx.actor.id), eq(courses.id, id)))
      .for('update')
    if (!found(gone, 'Course').isTrashed) throw new AppError('conflict', 'This course is not in the trash.')
    if (gone?.isAiGenerated) await requirePlace(ctx, 'ai_courses')
    for (const table of [courseModules, courseTopics]) {
      await ctx.db
        .update(table)
        .set({ deletedAt: null })
        .where(
          and(
            eq(table.userId, ctx.actor.id),
            eq(table.courseId, id),
            sql`${table.deletedAt} = (select c.deleted_at from courses c where c.user_id = ${ctx.actor.id} and c.id = ${id})`,
          ),
        )
    }
    const [back] = await ctx.db
      .update(courses)
      .set({ deletedAt: null })
      .where(and(eq(courses.userId, ctx.actor.id), eq(courses.id, id)))
      .returning()
    return found(back, 'Course')
  })
}
