import { eq } from 'drizzle-orm'
import type { Siblings } from '#core/ordering.ts'
import { courseModules, courseTopics } from './courses.tables.ts'

/** The modules of a course stand in one order; to be placed while holding the course. */
export const modulesOf = (courseId: string): Siblings => ({
  table: courseModules,
  within: eq(courseModules.courseId, courseId),
})
/** The topics of a module stand in one order; to be placed while holding the course. */
export const topicsOf = (moduleId: string): Siblings => ({
  table: courseTopics,
  within: eq(courseTopics.moduleId, moduleId),
})
