import { breakDownTask } from './breaking-down.ai.ts'
import { categorizeTask } from './categorizing.ai.ts'
import { detectDependencies } from './depending.ai.ts'
import { estimateTask } from './estimating.ai.ts'
import { parseTask } from './parsing.ai.ts'
import { adviseOnPoints } from './pointing.ai.ts'
import { prioritizeTasks } from './prioritizing.ai.ts'
import { unblockTask } from './unblocking.ai.ts'

/** What can be asked about tasks. */
export const taskFeatures = [
  parseTask,
  estimateTask,
  categorizeTask,
  prioritizeTasks,
  breakDownTask,
  unblockTask,
  detectDependencies,
  adviseOnPoints,
]
