import { FSRS } from 'ts-fsrs'
import { z } from 'zod'
import { derivedId } from '#core/ids.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'
import { CARD_STATES, type DeckRow, type Memory, RATINGS, type ReviewRow } from '../flashcards.tables.ts'
import { replay } from '../replay.ts'
import { NEW_MEMORY, schedulerOf } from '../scheduling.ts'
import type { Learning, PackedCard } from './cards.ts'

/** Where the days of a package lie, and those of whoever takes it over. */
export interface Calendar {
  /** Seconds since 1970 from which the package counts its days. */
  began: number
  timezone: string
  dayStartsAt: string
  now: Date
}

export type LearnedReview = Omit<ReviewRow, 'userId' | 'flashcardId' | 'deckId' | 'undoneAt'>

/** What is known of a card that comes in. */
export interface Learned {
  memory: Memory
  /** Null when its reviews lead to its memory. */
  origin: Memory | null
  resetAt: string | null
  /** Among new cards; null for others. */
  place: number | null
  isSuspended: boolean
  buriedUntil: string | null
  /** In their order. */
  reviews: LearnedReview[]
}

type Terms = Pick<
  DeckRow,
  | 'desiredRetention'
  | 'maximumIntervalDays'
  | 'learningSteps'
  | 'relearningSteps'
  | 'parameters'
  | 'leechLapses'
  | 'weekdayWeights'
>

/**
 * What Anki knows of a card, in terms of FSRS-6: its date and interval stay, its stability and difficulty are those that it carries, or
 * else what its reviews make of it, or else what its interval and ease speak for. So the next review goes on from there, here as there.
 */
export function learnedOf(card: PackedCard, cardId: string, deck: Terms, calendar: Calendar): Learned {
  const given = reviewsOf(card, cardId, calendar)
  const resetAt = resetOf(card, given)
  const standing = given.filter(({ reviewedAt }) => resetAt === null || reviewedAt > resetAt)
  const replayed = replay({ cardId, step: schedulerOf(deck), leechLapses: null }, NEW_MEMORY, standing)
  const own = ownState(card.learning.own)
  const memory =
    own?.memory ?? memoryOf(card.learning, replayed.at(-1)?.memory ?? null, deck, calendar, standing.at(-1))
  const memories = new Map(replayed.map(({ id, memory }) => [id, memory]))
  const last = standing.at(-1)
  if (last) memories.set(last.id, memory)
  return {
    memory,
    origin: own ? own.origin : last || memory.state === 'new' ? null : memory,
    resetAt: own ? own.resetAt : resetAt,
    place: card.place ?? (card.learning.type === 0 ? card.learning.due : null),
    isSuspended: card.learning.queue === -1,
    buriedUntil: own ? own.buriedUntil : buriedUntil(card.learning, calendar),
    // A review before a reset leads to nothing any more.
    reviews: given.map((review) => ({ ...review, memory: memories.get(review.id) ?? memory, madeLeech: false })),
  }
}

/** What Almanac itself writes of a card beside what Anki understands. */
export interface OwnState {
  memory: Memory
  origin: Memory | null
  resetAt: string | null
  buriedUntil: string | null
}

const OwnMemory = z.strictObject({
  state: z.enum(CARD_STATES),
  dueAt: z.iso.datetime().nullable(),
  stability: z.number().min(0).max(36_500).nullable(),
  difficulty: z.number().min(1).max(10).nullable(),
  intervalDays: z.int().min(0).max(36_500),
  learningStep: z.int().min(0).max(100),
  reps: z.int().min(0).max(1e6),
  lapses: z.int().min(0).max(1e6),
  lastReviewedAt: z.iso.datetime().nullable(),
  lastReviewedOn: z.iso.date().nullable(),
})
const Own = z.strictObject({
  memory: OwnMemory.refine(({ state, dueAt }) => (state === 'new') === (dueAt === null)),
  origin: OwnMemory.nullable(),
  resetAt: z.iso.datetime().nullable(),
  buriedUntil: z.iso.date().nullable(),
})

const ownState = (written: unknown): OwnState | null => Own.safeParse(written).data ?? null

const DAY_MS = 86_400_000
/** Anki's days begin at four in the morning: this long after that it is the same day nearly everywhere. */
const WITHIN_DAY_MS = 6 * 3_600_000
const EARLIEST_MS = Date.parse('2000-01-01T00:00:00.000Z')
const FARTHEST_DAYS = 36_500

type Given = Omit<LearnedReview, 'memory' | 'madeLeech'>

/** Kinds of the review log: learning, review, relearning, and cramming, which counts where it moved the card. */
const STATES = ['learning', 'review', 'relearning', 'review'] as const

function reviewsOf({ reviews }: PackedCard, cardId: string, { timezone, dayStartsAt, now }: Calendar): Given[] {
  const known = reviews.filter(
    ({ id, ease, type, factor }) =>
      ease >= 1 &&
      ease <= 4 &&
      type >= 0 &&
      type <= 3 &&
      (type !== 3 || factor !== 0) &&
      id > EARLIEST_MS &&
      id <= now.getTime(),
  )
  return known.map(({ id, ease, lastIvl, time, type }, at) => {
    const reviewedAt = new Date(id).toISOString()
    return {
      id: derivedId(cardId, `review ${id}`, id),
      rating: RATINGS[ease - 1] ?? 'again',
      reviewedAt,
      day: dayOf(reviewedAt, timezone, dayStartsAt),
      durationMs: Math.min(Math.max(time, 0), 3_600_000),
      stateBefore: at === 0 && type === 0 ? 'new' : (STATES[type] ?? 'review'),
      intervalBefore: Math.min(Math.max(lastIvl, 0), FARTHEST_DAYS),
    }
  })
}

/** A card that Anki has forgotten on purpose says so in its log, or is new though it has been reviewed. */
function resetOf({ learning, reviews }: PackedCard, given: readonly Given[]): string | null {
  if (learning.type === 0) return given.at(-1)?.reviewedAt ?? null
  const forgotten = reviews.filter(
    ({ id, ease, ivl, factor }) => ease === 0 && ivl === 0 && factor === 0 && id > EARLIEST_MS,
  )
  const last = forgotten.at(-1)
  return last && last.id < 8.64e15 ? new Date(last.id).toISOString() : null
}

function memoryOf(
  learning: Learning,
  replayed: Memory | null,
  deck: Terms,
  calendar: Calendar,
  last: Given | undefined,
): Memory {
  const { type, ivl, reps, lapses } = learning
  if (type <= 0 || type > 3) return NEW_MEMORY
  const intervalDays = type === 1 ? 0 : Math.min(Math.max(ivl, 1), FARTHEST_DAYS)
  const dueAt = dueOf(learning, calendar)
  const stability = within(
    learning.stability ?? replayed?.stability ?? (type === 1 ? null : intervalDays),
    0.001,
    FARTHEST_DAYS,
  )
  // A card in learning of which nothing is known has nothing to go on from.
  if (stability === null) return NEW_MEMORY
  const before = Math.min(Date.parse(dueAt) - intervalDays * DAY_MS, calendar.now.getTime())
  const lastReviewedAt = last?.reviewedAt ?? new Date(before).toISOString()
  return {
    state: type === 1 ? 'learning' : type === 2 ? 'review' : 'relearning',
    dueAt,
    stability,
    difficulty: within(learning.difficulty ?? replayed?.difficulty ?? difficultyOf(learning.factor, stability), 1, 10),
    intervalDays,
    learningStep: stepOf(learning, type === 1 ? deck.learningSteps : deck.relearningSteps),
    reps: Math.max(reps, 1),
    lapses: Math.max(lapses, 0),
    lastReviewedAt,
    lastReviewedOn: last?.day ?? dayOf(lastReviewedAt, calendar.timezone, calendar.dayStartsAt),
  }
}

/** In learning a moment in seconds; else a day, counted from the beginning. In a filtered deck it is kept aside. */
function dueOf({ due, odue, odid }: Learning, { began, timezone, dayStartsAt, now }: Calendar): string {
  const number = odid !== 0 && odue !== 0 ? odue : due
  const isMoment = number > 1_000_000_000
  const ms = isMoment ? number * 1_000 : (began + number * 86_400) * 1_000 + WITHIN_DAY_MS
  const latest = now.getTime() + FARTHEST_DAYS * DAY_MS
  const instant = new Date(Math.min(Math.max(ms, EARLIEST_MS), latest)).toISOString()
  return isMoment ? instant : startOfDay(dayOf(instant, timezone, dayStartsAt), timezone, dayStartsAt)
}

/** The last three places of `left` are how many steps are still to come. */
const stepOf = ({ left }: Learning, steps: readonly string[]) =>
  Math.min(Math.max(steps.length - (left % 1_000), 0), Math.max(steps.length - 1, 0))

function buriedUntil({ queue }: Learning, { timezone, dayStartsAt, now }: Calendar): string | null {
  return queue === -2 || queue === -3 ? addDays(dayOf(now.toISOString(), timezone, dayStartsAt), 1) : null
}

const within = (value: number | null, least: number, most: number): number | null =>
  value === null ? null : Math.min(Math.max(value, least), most)

/**
 * The difficulty that an ease of SM-2 speaks for (fsrs-rs, `memory_state_from_sm2`, at a retention of 0.9): the one at which FSRS
 * would lengthen this interval by as much.
 */
function difficultyOf(factor: number, stability: number): number {
  const w = new FSRS({}).parameters.w
  const [w8 = 0, w9 = 0, w10 = 0] = [w[8], w[9], w[10]]
  const ease = factor > 0 ? factor / 1_000 : 2.5
  return 11 - (ease - 1) / (Math.exp(w8) * stability ** -w9 * (Math.exp(0.1 * w10) - 1))
}
