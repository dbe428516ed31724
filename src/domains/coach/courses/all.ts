import { outlineCourse } from './outlining.ai.ts'

/** What can be asked about courses. */
export const courseFeatures = [outlineCourse]
