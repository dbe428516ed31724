import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { positions } from '#core/position.ts'
import { recount } from './courses.queries.ts'
import { createCourse, outlineOf } from './courses.service.ts'
import { courseModules, courseTopics } from './courses.tables.ts'
import type { NewOutline } from './outlines.schema.ts'

/** Makes a course of a proposed outline, with all of its modules and topics or not at all. Answers its outline. */
export function acceptOutline(ctx: UserCtx, { modules, ...course }: NewOutline) {
  return inTransaction(ctx, async (ctx) => {
    const { id: courseId } = await createCourse(ctx, { ...course, isAiGenerated: true })
    const own = { userId: ctx.actor.id, courseId }
    const places = positions(modules.length)
    const placed = modules.map((module, at) => ({ ...module, id: newId(), position: places[at] ?? '' })) // as many
    await ctx.db
      .insert(courseModules)
      .values(placed.map(({ id, title, description, position }) => ({ ...own, id, title, description, position })))
    const topics = placed.flatMap(({ id: moduleId, topics }) => {
      const places = positions(topics.length)
      return topics.map((topic, at) => ({ ...own, ...topic, moduleId, position: places[at] ?? '' })) // as many
    })
    if (topics.length > 0) await ctx.db.insert(courseTopics).values(topics)
    await recount(
      ctx,
      courseId,
      placed.map(({ id }) => id),
    )
    return outlineOf(ctx, courseId)
  })
}
