import type { IntentType } from './intents.ts'

/** What a clause shows besides its words. */
export interface Signs {
  /** A wh-word or an auxiliary in front, or a question mark at the end. */
  question: boolean
  /** A day, a time or a recurrence was understood. */
  timed: boolean
  clock: boolean
  number: boolean
}

/** A sign of one intent: how sure it alone makes, between 0 and 1. */
export interface Cue {
  type: IntentType
  weight: number
  pattern: RegExp
  when?: (clause: string, signs: Signs) => boolean
}

/**
 * A cue in one line: type, weight, pattern and what else must hold. Patterns see a clause in lower case, without politeness in front
 * and without marks at its end.
 */
export type CueLine = readonly [IntentType, number, RegExp | string, Cue['when']?]
