import { generateAffirmations } from '../affirmations/generating.ai.ts'
import { writeDailyWords } from '../messages/daily.ai.ts'
import { journalFeedback } from './feedback.ai.ts'

/** What can be asked about a journal, about affirmations, and for the day. */
export const journalFeatures = [journalFeedback, generateAffirmations, writeDailyWords]
