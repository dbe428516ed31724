import type { Memory, Rating, ReviewRow } from './flashcards.tables.ts'
import { isLeechAt, type Moment } from './scheduling.ts'

/** What a review made of its card, and of what. */
export type Replayed = Pick<ReviewRow, 'id' | 'stateBefore' | 'intervalBefore' | 'memory' | 'madeLeech'>

type Given = Pick<ReviewRow, 'id' | 'rating' | 'reviewedAt' | 'day'>
type Step = (cardId: string, memory: Memory, rating: Rating, moment: Moment) => Memory

interface Course {
  cardId: string
  step: Step
  /** Lapses that make a leech; null for never. */
  leechLapses: number | null
}

/** Takes a card from what was known of it through its reviews, in the order given. */
export function replay({ cardId, step, leechLapses }: Course, from: Memory, reviews: readonly Given[]): Replayed[] {
  let memory = from
  return reviews.map(({ id, rating, reviewedAt, day }) => {
    const before = memory
    memory = step(cardId, before, rating, { at: reviewedAt, day })
    const isLapse = before.state === 'review' && rating === 'again'
    const madeLeech = isLapse && isLeechAt(memory.lapses, leechLapses)
    return { id, stateBefore: before.state, intervalBefore: before.intervalDays, memory, madeLeech }
  })
}

/** The order of reviews: by time, and of the same moment by id, so that it is the same wherever they come from. */
export const isAfter = (a: { reviewedAt: string; id: string }, b: { reviewedAt: string; id: string }): boolean =>
  a.reviewedAt > b.reviewedAt || (a.reviewedAt === b.reviewedAt && a.id > b.id)
