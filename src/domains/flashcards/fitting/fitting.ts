import { createThread } from '#core/ai/embedded/thread.ts'

/** The reviews of a card: ratings from 1 (again) to 4 (easy), and the days since the one before. */
export interface Course {
  ratings: number[]
  days: number[]
}

export interface Fit {
  logLoss: number
  rmse: number
}

export interface Fitting {
  courses: Course[]
  /** What they are compared with; null for those that FSRS-6 comes with. */
  before: number[] | null
}

export interface Fitted {
  parameters: number[]
  before: Fit
  after: Fit
}

const thread = createThread<Fitting, never, Fitted | null>({
  file: new URL('./fitting-thread.ts', import.meta.url),
  idleMs: 20_000,
  most: 4,
  limitMs: 600_000,
})

/**
 * Finds the 21 parameters of FSRS-6 that foretell these reviews best (fsrs-rs), in a thread of its own, and how well they and those
 * before do. The same reviews give the same. Null when there are too few reviews on later days to learn anything from.
 */
export const fit = (fitting: Fitting): Promise<Fitted | null> => thread.ask(fitting)
