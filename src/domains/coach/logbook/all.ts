import { connectEntry } from './connections.ai.ts'
import { dailyDigest } from './digest.ai.ts'
import { logbookPatterns } from './patterns.ai.ts'
import { reflectionPrompts } from './prompts.ai.ts'
import { logbookSentiment } from './sentiment.ai.ts'
import { weeklyReview } from './weekly-review.ai.ts'

/** What can be asked about the logbook. */
export const logbookFeatures = [
  reflectionPrompts,
  dailyDigest,
  logbookPatterns,
  logbookSentiment,
  weeklyReview,
  connectEntry,
]
