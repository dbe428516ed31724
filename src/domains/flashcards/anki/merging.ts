import { derivedId, newId } from '#core/ids.ts'
import type { DeckRow, FlashcardRow, Memory, ReviewRow } from '../flashcards.tables.ts'
import { isAfter, type Replayed, replay } from '../replay.ts'
import { NEW_MEMORY, schedulerOf } from '../scheduling.ts'
import type { PackedCard } from './cards.ts'
import { type Calendar, type Learned, learnedOf } from './learned.ts'
import { withFiles } from './markup.ts'

/** A card of a package that is to come in, and where. */
export interface Incoming {
  card: PackedCard
  key: string
  deck: DeckRow
  known: (FlashcardRow & { isDeckGone: boolean }) | undefined
  /** Reviews that it has here. */
  reviews: ReviewRow[]
}

export interface Terms {
  userId: string
  importId: string
  withReviews: boolean
  calendar: Calendar
  fileOf: (name: string) => string | null
}

export type Outcome = 'created' | 'updated' | 'unchanged'

/** What is to be written of one card. */
export interface Merged {
  outcome: Outcome
  card: FlashcardRow
  /** Of it; those that are not there yet. */
  reviews: ReviewRow[]
  /** Of its own that now lead elsewhere. */
  rewritten: Replayed[]
}

/** Groups of one note have an id that follows from it. */
const NOTES = '5b0c1d0e-9a53-4f0e-8f8e-6b1a6f0f1c11'

/** Clocks of one card: nobody answers the same one twice within this time, so it is the same review. */
const SAME_REVIEW_MS = 20

/** The name under which a card of Anki comes in once. */
export const ankiKeyOf = ({ guid, ord }: PackedCard): string => `${guid.slice(0, 200)} ${ord}`

export function merge(incoming: Incoming, terms: Terms): Merged {
  return incoming.known === undefined ? asNew(incoming, terms) : asKnown(incoming, incoming.known, terms)
}

function asNew({ card, key, deck }: Incoming, terms: Terms): Merged {
  const id = card.ownId ?? newId()
  const learned = terms.withReviews ? learnedOf(card, id, deck, terms.calendar) : null
  const { isSuspended = false, buriedUntil = null } = learned ?? {}
  const row: FlashcardRow = {
    ...{ userId: terms.userId, id, version: 1, deletedAt: null, deckId: deck.id, isSuspended, buriedUntil },
    ...{ createdAt: terms.calendar.now.toISOString(), updatedAt: terms.calendar.now.toISOString() },
    ...{ ...textOf(card, terms), groupId: groupOf(card), position: placeOf(card) },
    ...{ ...(learned?.memory ?? NEW_MEMORY), resetAt: learned?.resetAt ?? null, origin: learned?.origin ?? null },
    ...{ ankiKey: card.ownId === null ? key : null, importId: terms.importId },
  }
  return { outcome: 'created', card: row, reviews: reviewsFor(row, learned), rewritten: [] }
}

function asKnown({ card, deck, reviews }: Incoming, known: NonNullable<Incoming['known']>, terms: Terms): Merged {
  const { isDeckGone, ...row } = known
  const isBack = row.deletedAt !== null || isDeckGone
  const text = textOf(card, terms)
  const learned = terms.withReviews ? learnedOf(card, row.id, deck, terms.calendar) : null
  const fresh = learned && unseen(learned, reviews)
  const moved = learned && fresh && shouldMove(row, reviews, fresh) ? moveOf(row, deck, reviews, learned, fresh) : null
  const next: FlashcardRow = {
    ...row,
    ...text,
    ...moved?.state,
    deckId: isBack ? deck.id : row.deckId,
    groupId: row.groupId ?? groupOf(card),
    deletedAt: null,
    importId: isBack ? terms.importId : row.importId,
  }
  const isSame = !isBack && moved === null && saysTheSame(row, next)
  const isOwn = row.importId === terms.importId && !isBack
  return {
    outcome: isOwn || isBack ? 'created' : isSame ? 'unchanged' : 'updated',
    card: next,
    reviews: reviewsFor(next, moved && { reviews: moved.added }),
    rewritten: moved?.rewritten ?? [],
  }
}

const textOf = ({ front, back, hint, tags }: PackedCard, { fileOf }: Terms) => ({
  front: withFiles(front, fileOf),
  back: withFiles(back, fileOf),
  hint: hint === null ? null : withFiles(hint, fileOf),
  tags,
})

const saysTheSame = (a: FlashcardRow, b: FlashcardRow) =>
  a.front === b.front && a.back === b.back && a.hint === b.hint && a.tags.join('\n') === b.tags.join('\n')

const groupOf = ({ group, guid, hasSiblings, ownId }: PackedCard) =>
  ownId === null && hasSiblings ? derivedId(NOTES, guid, 0) : group

const placeOf = ({ place, learning }: PackedCard) => place ?? (learning.type === 0 ? learning.due : 0)

const reviewsFor = ({ userId, id, deckId }: FlashcardRow, learned: Pick<Learned, 'reviews'> | null): ReviewRow[] =>
  (learned?.reviews ?? []).map((review) => ({ ...review, userId, flashcardId: id, deckId, undoneAt: null }))

type Fresh = Learned['reviews']

function unseen({ reviews }: Learned, here: readonly ReviewRow[]): Fresh {
  const times = here.map(({ reviewedAt }) => Date.parse(reviewedAt))
  return reviews.filter(
    ({ reviewedAt }) => !times.some((at) => Math.abs(at - Date.parse(reviewedAt)) <= SAME_REVIEW_MS),
  )
}

/** What is known of a card changes when there is something new to know, or nothing was known. */
const shouldMove = (row: FlashcardRow, here: readonly ReviewRow[], fresh: Fresh) =>
  fresh.length > 0 || (here.length === 0 && row.state === 'new' && row.resetAt === null)

interface Moved {
  state: Partial<FlashcardRow> & Memory
  added: Fresh
  rewritten: Replayed[]
}

/** As Anki has it, when its reviews are the last; else as all reviews together make it. Null when it is as it was. */
function moveOf(
  row: FlashcardRow,
  deck: DeckRow,
  here: readonly ReviewRow[],
  learned: Learned,
  fresh: Fresh,
): Moved | null {
  const newest = fresh.at(-1)
  const isLast = here.every((one) => newest !== undefined && one.reviewedAt < newest.reviewedAt)
  if (isLast) {
    if (newest === undefined && learned.memory.state === 'new') return null
    const { memory, origin, resetAt } = learned
    return { state: { ...memory, origin, resetAt }, added: fresh, rewritten: [] }
  }
  const standing = [...here.filter(({ undoneAt }) => undoneAt === null), ...fresh]
    .filter(({ reviewedAt }) => row.resetAt === null || reviewedAt > row.resetAt)
    .sort((a, b) => (isAfter(a, b) ? 1 : -1))
  const course = { cardId: row.id, step: schedulerOf(deck), leechLapses: deck.leechLapses }
  const replayed = replay(course, row.origin ?? NEW_MEMORY, standing)
  const byId = new Map(replayed.map((one) => [one.id, one]))
  const memory = replayed.at(-1)?.memory ?? row.origin ?? NEW_MEMORY
  const isNew = new Set(fresh.map(({ id }) => id))
  return {
    state: memory,
    added: fresh.map((review) => ({ ...review, ...byId.get(review.id) })),
    rewritten: replayed.filter(({ id }) => !isNew.has(id)),
  }
}
