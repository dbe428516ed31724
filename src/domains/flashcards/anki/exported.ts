import path from 'node:path'
import { dayOf, daysBetween } from '#core/time/zones.ts'
import { type DeckRow, type FlashcardRow, RATINGS, type ReviewRow } from '../flashcards.tables.ts'
import type { Calendar, OwnState } from './learned.ts'
import { htmlOf } from './markup.ts'
import type { WrittenCard, WrittenDeck } from './writing.ts'

/** A deck with the names around it, from the outermost; Anki's own mark between names does not stand within one. */
export function writtenDeck(deck: DeckRow, decks: ReadonlyMap<string, DeckRow>, id: number): WrittenDeck {
  const names: string[] = []
  const seen = new Set<string>()
  for (let at: DeckRow | undefined = deck; at && !seen.has(at.id); at = decks.get(at.parentDeckId ?? '')) {
    seen.add(at.id)
    names.unshift(at.name.replaceAll('::', ': :'))
  }
  const { name, description, area, tags, position, desiredRetention, newPerDay, reviewsPerDay } = deck
  const {
    maximumIntervalDays,
    learningSteps,
    relearningSteps,
    parameters,
    leechLapses,
    leechAction,
    weekdayWeights,
    balancesLoad,
  } = deck
  const settings = {
    ...{ name, description, area, tags, position, desiredRetention, newPerDay, reviewsPerDay },
    ...{ maximumIntervalDays, learningSteps, relearningSteps, parameters, leechLapses, leechAction },
    ...{ weekdayWeights, balancesLoad },
  }
  return { id, name: names.join('::'), settings }
}

export interface Exporting {
  calendar: Calendar & { firstDay: string }
  nameOf: (fileId: string) => string | undefined
  /** Without them every card is new. */
  withReviews: boolean
}

const TYPES = { new: 0, learning: 1, review: 2, relearning: 3 }
/** Of a review, by what its card was before it. */
const KINDS = { new: 0, learning: 0, review: 1, relearning: 2 }

/** A card of ours as one of Anki's, which `packedCard` and `learnedOf` read back as it was. */
export function writtenCard(
  card: FlashcardRow,
  deck: DeckRow,
  ids: { id: number; deck: number },
  reviews: readonly ReviewRow[],
  { calendar, nameOf, withReviews }: Exporting,
): WrittenCard {
  const { front, back, hint, groupId, position, tags } = card
  const steps = card.state === 'learning' ? deck.learningSteps : deck.relearningSteps
  const learning = {
    ...{ type: TYPES[card.state], queue: queueOf(card, calendar), due: dueOf(card, calendar), ivl: card.intervalDays },
    ...{ reps: card.reps, lapses: card.lapses, left: Math.max(steps.length - card.learningStep, 0) },
    data: dataOf(card, deck),
    reviews: reviews.map(writtenReview),
  }
  return {
    ...ids,
    guid: `almanac:${card.id}`,
    fields: [htmlOf(front, nameOf), htmlOf(back, nameOf), htmlOf(hint ?? '', nameOf), groupId ?? '', String(position)],
    tags: ` ${tags.map((tag) => tag.replaceAll(/\s/g, '\u00a0')).join(' ')} `,
    ...(withReviews ? learning : { ...ANEW, due: placeOf(card) }),
  }
}

const ANEW = { type: 0, queue: 0, ivl: 0, reps: 0, lapses: 0, left: 0, data: '{}', reviews: [] }

/** Files by names that are theirs alone, as Anki keeps all media in one folder. */
export function mediaNames(files: readonly { id: string; name: string }[]): Map<string, string> {
  const used = new Set<string>()
  return new Map(
    files.map(({ id, name }) => {
      const plain = name.replaceAll(/[[\]<>:"/?*^\\|]/g, '_')
      const { name: stem, ext } = path.parse(plain)
      const own = used.has(plain.toLowerCase()) ? `${stem}-${id.slice(-12)}${ext}` : plain
      used.add(own.toLowerCase())
      return [id, own]
    }),
  )
}

function queueOf({ isSuspended, buriedUntil, state }: FlashcardRow, { now, timezone, dayStartsAt }: Calendar): number {
  if (isSuspended) return -1
  if (buriedUntil !== null && buriedUntil > dayOf(now.toISOString(), timezone, dayStartsAt)) return -3
  return Math.min(TYPES[state], state === 'relearning' ? 1 : 2)
}

/** A place among new cards, a second for one in learning, else a day of the collection. */
function dueOf(card: FlashcardRow, { firstDay, timezone, dayStartsAt }: Exporting['calendar']): number {
  if (card.dueAt === null) return placeOf(card)
  if (card.state !== 'review') return Math.floor(Date.parse(card.dueAt) / 1_000)
  return daysBetween(firstDay, dayOf(card.dueAt, timezone, dayStartsAt))
}

const placeOf = ({ position }: FlashcardRow) => Math.min(Math.max(Math.round(position), 0), 1e9)

function dataOf(card: FlashcardRow, deck: DeckRow): string {
  const { state, dueAt, stability, difficulty, intervalDays, learningStep } = card
  const { reps, lapses, lastReviewedAt, lastReviewedOn } = card
  const memory = {
    ...{ state, dueAt, stability, difficulty, intervalDays, learningStep },
    ...{ reps, lapses, lastReviewedAt, lastReviewedOn },
  }
  const almanac: OwnState = { memory, origin: card.origin, resetAt: card.resetAt, buriedUntil: card.buriedUntil }
  const known = stability === null ? {} : { s: stability, d: difficulty, dr: deck.desiredRetention }
  return JSON.stringify({ ...known, almanac })
}

function writtenReview({
  rating,
  reviewedAt,
  durationMs,
  stateBefore,
  intervalBefore,
  memory,
}: ReviewRow): WrittenCard['reviews'][number] {
  const at = Date.parse(reviewedAt)
  const seconds = Math.round((Date.parse(memory.dueAt ?? reviewedAt) - at) / 1_000)
  const interval = memory.intervalDays > 0 ? memory.intervalDays : -Math.max(seconds, 1)
  return [at, RATINGS.indexOf(rating) + 1, interval, intervalBefore, durationMs ?? 0, KINDS[stateBefore]]
}
