import { journalFeedback } from './feedback.ai.ts'

/** What can be asked about a journal. */
export const journalFeatures = [journalFeedback]
