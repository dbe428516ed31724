import { type Card, FSRS, type Grade, Rating as Grades, State, type StepUnit, StrategyMode } from 'ts-fsrs'
import type { CardState, DeckRow, Memory, Rating } from './flashcards.tables.ts'
import { type Spreading, spreadInterval } from './workload/spreading.ts'

export type Settings = Pick<
  DeckRow,
  'desiredRetention' | 'maximumIntervalDays' | 'learningSteps' | 'relearningSteps' | 'parameters' | 'weekdayWeights'
>

/** When a card was answered: the instant, and the user's day it fell on. */
export interface Moment {
  at: string
  day: string
}

export const NEW_MEMORY: Memory = {
  state: 'new',
  dueAt: null,
  stability: null,
  difficulty: null,
  intervalDays: 0,
  learningStep: 0,
  reps: 0,
  lapses: 0,
  lastReviewedAt: null,
  lastReviewedOn: null,
}

/**
 * FSRS-6 with a deck's settings: what a review makes of what is known of a card. Days are those of the user, not of UTC. Intervals of
 * more than two days are spread a little, by the card and the number of its reviews alone, so that the same reviews lead to the
 * same dates on every device, and to the ones that were announced.
 * Easy days of the deck, and `dueOn` where days shall be filled evenly, choose among the days of that spread.
 */
export function schedulerOf(settings: Settings, dueOn: Spreading['dueOn'] = null) {
  const algorithm = new SpreadFsrs({
    request_retention: settings.desiredRetention,
    maximum_interval: settings.maximumIntervalDays,
    learning_steps: settings.learningSteps as StepUnit[], // checked where they come in
    relearning_steps: settings.relearningSteps as StepUnit[], // as above
    enable_fuzz: true,
    ...(settings.parameters && { w: settings.parameters }),
  })
  return (cardId: string, memory: Memory, rating: Rating, moment: Moment): Memory => {
    // Whoever flies west may answer again on the day before.
    const today =
      memory.lastReviewedOn !== null && memory.lastReviewedOn > moment.day ? memory.lastReviewedOn : moment.day
    const noon = noonOf(today)
    const seed = `${cardId} ${memory.reps}`
    algorithm.useStrategy(StrategyMode.SEED, () => seed)
    algorithm.spread = (given) => spreadInterval(given, today, seed, { weekdayWeights: settings.weekdayWeights, dueOn })
    const { card } = algorithm.next(cardOf(memory, noon), noon, GRADES[rating])
    return {
      state: STATES[card.state],
      dueAt: new Date(Date.parse(moment.at) + card.due.getTime() - noon.getTime()).toISOString(),
      stability: card.stability,
      difficulty: card.difficulty,
      intervalDays: card.scheduled_days,
      learningStep: card.learning_steps,
      reps: card.reps,
      lapses: card.lapses,
      lastReviewedAt: moment.at,
      lastReviewedOn: today,
    }
  }
}

/** A deck that says nothing of easy days has those of its user. */
export const withEasyDays = <Deck extends Pick<Settings, 'weekdayWeights'>>(
  deck: Deck,
  { easyDays }: { easyDays: number[] | null },
): Deck => (deck.weekdayWeights === null && easyDays !== null ? { ...deck, weekdayWeights: easyDays } : deck)

/** Whether a lapse makes a leech: at so many lapses, and after each further half as many. The rule of Anki. */
export function isLeechAt(lapses: number, threshold: number | null): boolean {
  if (threshold === null || lapses < threshold) return false
  return (lapses - threshold) % Math.ceil(threshold / 2) === 0
}

type WholeDays = ReturnType<FSRS['apply_fuzz']>

/** FSRS whose fuzz may be led to certain days. */
class SpreadFsrs extends FSRS {
  spread: ((given: { interval: number; elapsed: number; longest: number }) => number | null) | null = null

  override apply_fuzz(interval: number, elapsed: number): WholeDays {
    const { maximum_interval: longest } = this.parameters
    const led = this.spread?.({ interval, elapsed, longest }) ?? null
    return led === null ? super.apply_fuzz(interval, elapsed) : (led as WholeDays) // whole, which its type asks for
  }
}

const GRADES: Record<Rating, Grade> = {
  again: Grades.Again,
  hard: Grades.Hard,
  good: Grades.Good,
  easy: Grades.Easy,
}
const STATES: Record<State, CardState> = {
  [State.New]: 'new',
  [State.Learning]: 'learning',
  [State.Review]: 'review',
  [State.Relearning]: 'relearning',
}
const NUMBERS: Record<CardState, State> = {
  new: State.New,
  learning: State.Learning,
  review: State.Review,
  relearning: State.Relearning,
}

/** The algorithm counts days of UTC: it is told noon of the user's day, and its answer is read as a span of time. */
const noonOf = (day: string) => new Date(`${day}T12:00:00.000Z`)

function cardOf(memory: Memory, now: Date): Card {
  return {
    due: now,
    stability: memory.stability ?? 0,
    difficulty: memory.difficulty ?? 0,
    elapsed_days: 0,
    scheduled_days: memory.intervalDays,
    learning_steps: memory.learningStep,
    reps: memory.reps,
    lapses: memory.lapses,
    state: NUMBERS[memory.state],
    ...(memory.lastReviewedOn !== null && { last_review: noonOf(memory.lastReviewedOn) }),
  }
}
