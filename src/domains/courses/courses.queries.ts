import { and, arrayContains, asc, desc, eq, ilike, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { mine, myRow } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { found } from '#core/errors.ts'
import { beyond, olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import { requireThawed } from '#domains/billing/billing.service.ts'
import type { CourseQuery } from './courses.schema.ts'
import { type CourseModuleRow, type CourseRow, courseModules, courses, courseTopics } from './courses.tables.ts'

const { placeholder } = sql

/** By primary key, planned once. */
export const findCourse = hotRows<{ userId: string; id: string }, typeof courses>('find_course', courses, (db) =>
  db
    .select()
    .from(courses)
    .where(
      and(eq(courses.userId, placeholder('userId')), eq(courses.id, placeholder('id')), isNull(courses.deletedAt)),
    ),
)

/** Courses that the assistant made, the oldest first. */
export async function aiCourseIds(ctx: UserCtx): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: courses.id })
    .from(courses)
    .where(and(mine(ctx, courses), courses.isAiGenerated))
    .orderBy(courses.createdAt, courses.id)
  return rows.map(({ id }) => id)
}

/** One statement whatever the filters. */
export async function selectCourses(ctx: UserCtx, query: CourseQuery): Promise<Page<CourseRow>> {
  const position = readCursor(ctx, query, 'courses')
  const { value, order, read } = SORTS[query.sort]
  const after = value === null ? olderThan(courses.id, position) : beyond(value, courses.id, position, order)
  const direction = order === 'asc' ? asc : desc
  const rows = await ctx.db
    .select()
    .from(courses)
    .where(and(mine(ctx, courses), ...filtersOf(query), after))
    .orderBy(...(value === null ? [] : [direction(value)]), direction(courses.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'courses', read)
}

/** Courses without a target day come after all others. */
const NEVER = '9999-12-31'

interface Sort {
  value: SQL | PgColumn | null
  order: 'asc' | 'desc'
  read: (row: CourseRow) => string | number
}

const SORTS: Record<CourseQuery['sort'], Sort> = {
  newest: { value: null, order: 'desc', read: () => 0 },
  title: { value: courses.title, order: 'asc', read: ({ title }) => title },
  target_date: {
    value: sql`coalesce(${courses.targetDate}, ${NEVER}::date)`,
    order: 'asc',
    read: ({ targetDate }) => targetDate ?? NEVER,
  },
  progress: { value: courses.progress, order: 'desc', read: ({ progress }) => progress },
}

function filtersOf(query: CourseQuery): (SQL | undefined)[] {
  const { difficulty, area, tag, archived, completed, aiGenerated, q } = query
  const containing = `%${q?.replace(/[\\%_]/g, '\\$&')}%`
  return [
    difficulty && eq(courses.difficulty, difficulty),
    area && eq(courses.area, area),
    tag === undefined ? undefined : arrayContains(courses.tags, [tag]),
    archived === 'all'
      ? undefined
      : archived === 'true'
        ? eq(courses.isArchived, true)
        : sql`not ${courses.isArchived}`,
    completed === undefined ? undefined : completed ? isNotNull(courses.completedAt) : isNull(courses.completedAt),
    aiGenerated === undefined ? undefined : eq(courses.isAiGenerated, aiGenerated),
    q === undefined ? undefined : or(ilike(courses.title, containing), ilike(courses.description, containing)),
  ]
}

/** Modules in their order, each with its topics in theirs, without what the topics say. One statement. */
export async function selectOutline(ctx: UserCtx, courseId: string) {
  const rows = await ctx.db
    .select({
      module: courseModules,
      topic: {
        id: courseTopics.id,
        version: courseTopics.version,
        title: courseTopics.title,
        position: courseTopics.position,
        estimatedHours: courseTopics.estimatedHours,
        isCompleted: courseTopics.isCompleted,
        completedAt: courseTopics.completedAt,
      },
    })
    .from(courseModules)
    .leftJoin(
      courseTopics,
      and(
        eq(courseTopics.userId, courseModules.userId),
        eq(courseTopics.moduleId, courseModules.id),
        isNull(courseTopics.deletedAt),
      ),
    )
    .where(and(mine(ctx, courseModules), eq(courseModules.courseId, courseId)))
    .orderBy(asc(courseModules.position), asc(courseModules.id), asc(courseTopics.position), asc(courseTopics.id))
  type Topic = NonNullable<(typeof rows)[number]['topic']>
  const modules = new Map<string, CourseModuleRow & { topics: Topic[] }>()
  for (const { module, topic } of rows) {
    const one = modules.get(module.id) ?? { ...module, topics: [] }
    modules.set(module.id, one)
    if (topic) one.topics.push(topic)
  }
  return [...modules.values()]
}

/** Whoever changes what stands in a course holds it: one after the other, so that no place is given twice and every count is right. */
export async function lockCourse(ctx: UserCtx, id: string): Promise<CourseRow> {
  await requireThawed(ctx, 'ai_courses', id)
  const [course] = await ctx.db
    .select()
    .from(courses)
    .where(myRow(ctx, courses, id))
    .for('no key update')
  return found(course, 'Course')
}

/** Counts the topics of these modules again, then those of the course. What is right already is not written. */
export async function recount(ctx: UserCtx, courseId: string, moduleIds: string[]): Promise<void> {
  for (const moduleId of moduleIds) await recountModule(ctx, moduleId)
  await ctx.db.execute(sql`
    with s as (
      select count(*)::int as modules, coalesce(sum(topic_count), 0)::int as topics,
        coalesce(sum(completed_topic_count), 0)::int as done,
        coalesce(round(sum(estimated_hours)::numeric, 2), 0)::float8 as hours,
        coalesce(round(sum(completed_hours)::numeric, 2), 0)::float8 as done_hours
      from course_modules where user_id = ${ctx.actor.id} and course_id = ${courseId} and deleted_at is null)
    update courses c set module_count = s.modules, topic_count = s.topics, completed_topic_count = s.done,
      estimated_hours = s.hours, completed_hours = s.done_hours,
      progress = case when s.topics = 0 then 0 else s.done * 100 / s.topics end,
      hours_progress = case when s.hours > 0 then floor(100 * s.done_hours / s.hours)::int end,
      completed_at = case when s.topics > 0 and s.done = s.topics then coalesce(c.completed_at, ${ctx.now().toISOString()}::timestamptz) end
    from s where c.user_id = ${ctx.actor.id} and c.id = ${courseId}
      and (c.module_count, c.topic_count, c.completed_topic_count, c.estimated_hours, c.completed_hours)
        is distinct from (s.modules, s.topics, s.done, s.hours, s.done_hours)`)
}

async function recountModule(ctx: UserCtx, moduleId: string): Promise<void> {
  await ctx.db.execute(sql`
    with s as (
      select count(*)::int as topics, (count(*) filter (where is_completed))::int as done,
        coalesce(round(sum(estimated_hours)::numeric, 2), 0)::float8 as hours,
        coalesce(round((sum(estimated_hours) filter (where is_completed))::numeric, 2), 0)::float8 as done_hours
      from course_topics where user_id = ${ctx.actor.id} and module_id = ${moduleId} and deleted_at is null)
    update course_modules m set topic_count = s.topics, completed_topic_count = s.done, estimated_hours = s.hours,
      completed_hours = s.done_hours, is_completed = s.topics > 0 and s.done = s.topics
    from s where m.user_id = ${ctx.actor.id} and m.id = ${moduleId}
      and (m.topic_count, m.completed_topic_count, m.estimated_hours, m.completed_hours)
        is distinct from (s.topics, s.done, s.hours, s.done_hours)`)
}

/**
 * When something goes to the trash, to the microsecond: what goes with it gets the same mark, and by it comes back. Not the time of the
 * transaction, in which something else may have gone there before.
 */
export async function trashMark(ctx: UserCtx): Promise<string> {
  const [row] = await rowsOf<{ mark: string }>(ctx.db, sql`select clock_timestamp()::text as mark`)
  return found(row, 'Clock').mark
}
