import { cascadeGoal } from './cascading.ai.ts'
import { findConflicts } from './conflicts.ai.ts'
import { proposeCriteria } from './criteria.ai.ts'
import { forecastGoal } from './forecasting.ai.ts'
import { proposeMetrics } from './metrics.ai.ts'
import { coachGoal } from './progress.ai.ts'
import { refineGoal } from './refining.ai.ts'

/** What can be asked about goals. */
export const goalFeatures = [
  refineGoal,
  proposeCriteria,
  proposeMetrics,
  cascadeGoal,
  forecastGoal,
  findConflicts,
  coachGoal,
]
