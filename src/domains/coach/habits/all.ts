import { alignHabits } from './alignment.ai.ts'
import { designHabit } from './design.ai.ts'
import { habitPatterns } from './patterns.ai.ts'
import { recoverStreak } from './recovery.ai.ts'
import { stackHabits } from './stack.ai.ts'
import { optimizeTrigger } from './triggers.ai.ts'

/** What can be asked about habits. */
export const habitFeatures = [designHabit, stackHabits, recoverStreak, habitPatterns, optimizeTrigger, alignHabits]
