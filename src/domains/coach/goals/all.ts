import { proposeCriteria } from './criteria.ai.ts'
import { refineGoal } from './refining.ai.ts'

/** What can be asked about goals. */
export const goalFeatures = [refineGoal, proposeCriteria]
