import type { Cue } from './cue.ts'
import { growthCues } from './cues-growth.ts'
import { planCues } from './cues-plans.ts'
import { wordCues } from './cues-words.ts'

/** Every sign of every intent. */
export const cues: readonly Cue[] = [...planCues, ...growthCues, ...wordCues].map(([type, weight, pattern, when]) => ({
  type,
  weight,
  pattern: typeof pattern === 'string' ? new RegExp(pattern) : pattern,
  ...(when && { when }),
}))
