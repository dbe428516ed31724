import { brainstormRewards } from './brainstorm.ai.ts'
import { adviseOnCost } from './cost.ai.ts'

/** What can be asked about rewards. */
export const rewardFeatures = [adviseOnCost, brainstormRewards]
