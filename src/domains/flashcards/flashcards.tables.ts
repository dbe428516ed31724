import { type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { AREAS } from '#core/areas.ts'
import { day, document, instant, ownedColumns, ownedKey } from '#core/columns.ts'

export const CARD_STATES = ['new', 'learning', 'review', 'relearning'] as const
export const RATINGS = ['again', 'hard', 'good', 'easy'] as const
export const LEECH_ACTIONS = ['suspend', 'tag'] as const

export type CardState = (typeof CARD_STATES)[number]
export type Rating = (typeof RATINGS)[number]

export const flashcardDecks = pgTable(
  'flashcard_decks',
  {
    ...ownedColumns,
    name: text().notNull(),
    description: text(),
    area: text({ enum: AREAS }),
    tags: text().array().notNull().default([]),
    parentDeckId: uuid(),
    position: doublePrecision().notNull().default(0),
    desiredRetention: doublePrecision().notNull().default(0.9),
    newPerDay: integer().notNull().default(20),
    reviewsPerDay: integer().notNull().default(200),
    maximumIntervalDays: integer().notNull().default(36_500),
    learningSteps: text().array().notNull().default(['1m', '10m']),
    relearningSteps: text().array().notNull().default(['10m']),
    parameters: doublePrecision().array(),
    leechLapses: integer().default(8),
    leechAction: text({ enum: LEECH_ACTIONS }).notNull().default('suspend'),
    weekdayWeights: doublePrecision().array(),
    balancesLoad: boolean().notNull().default(false),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'flashcard_decks__parentDeckId',
      columns: [t.userId, t.parentDeckId],
      foreignColumns: [t.userId, t.id],
    }),
    index('flashcard_decks_parent').on(t.userId, t.parentDeckId),
  ],
)
export interface DeckRow extends InferSelectModel<typeof flashcardDecks> {}

/** What FSRS knows of a card. Stability is in days, difficulty from 1 to 10; both are null until its first review. */
export interface Memory {
  state: CardState
  dueAt: string | null
  stability: number | null
  difficulty: number | null
  intervalDays: number
  learningStep: number
  reps: number
  lapses: number
  lastReviewedAt: string | null
  lastReviewedOn: string | null
}

const isAsked = sql`not is_suspended and deleted_at is null`

export const flashcards = pgTable(
  'flashcards',
  {
    ...ownedColumns,
    deckId: uuid().notNull(),
    front: text().notNull(),
    back: text().notNull(),
    hint: text(),
    tags: text().array().notNull().default([]),
    groupId: uuid(),
    position: doublePrecision().notNull().default(0),
    state: text({ enum: CARD_STATES }).notNull().default('new'),
    dueAt: instant(),
    stability: doublePrecision(),
    difficulty: doublePrecision(),
    intervalDays: integer().notNull().default(0),
    learningStep: integer().notNull().default(0),
    reps: integer().notNull().default(0),
    lapses: integer().notNull().default(0),
    lastReviewedAt: instant(),
    lastReviewedOn: day(),
    resetAt: instant(),
    origin: document<Memory>(),
    isSuspended: boolean().notNull().default(false),
    buriedUntil: day(),
    ankiKey: text(),
    importId: uuid(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'flashcards__deckId',
      columns: [t.userId, t.deckId],
      foreignColumns: [flashcardDecks.userId, flashcardDecks.id],
    }).onDelete('cascade'),
    index('flashcards_deck').on(t.userId, t.deckId, t.id.desc()),
    index('flashcards_new').on(t.userId, t.deckId, t.position, t.id).where(sql`state = 'new' and ${isAsked}`),
    index('flashcards_due').on(t.userId, t.deckId, t.dueAt, t.id).where(sql`state = 'review' and ${isAsked}`),
    index('flashcards_learning')
      .on(t.userId, t.deckId, t.dueAt, t.id)
      .where(sql`state in ('learning', 'relearning') and ${isAsked}`),
    uniqueIndex('flashcards_anki').on(t.userId, t.ankiKey).where(isNotNull(t.ankiKey)),
    index('flashcards_import').on(t.userId, t.importId).where(isNotNull(t.importId)),
    index('flashcards_group').on(t.userId, t.groupId, t.lastReviewedAt).where(isNotNull(t.groupId)),
    index('flashcards_counted')
      .on(t.userId, t.deckId, t.state, t.dueAt, t.intervalDays, t.isSuspended)
      .where(isNull(t.deletedAt)),
  ],
)
export interface FlashcardRow extends InferSelectModel<typeof flashcards> {}

export const flashcardReviews = pgTable(
  'flashcard_reviews',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    flashcardId: uuid().notNull(),
    deckId: uuid().notNull(),
    rating: text({ enum: RATINGS }).notNull(),
    reviewedAt: instant().notNull(),
    day: day().notNull(),
    durationMs: integer(),
    stateBefore: text({ enum: CARD_STATES }).notNull(),
    intervalBefore: integer().notNull().default(0),
    /** Of the card right after it. */
    memory: document<Memory>().notNull(),
    madeLeech: boolean().notNull().default(false),
    undoneAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    foreignKey({
      name: 'flashcard_reviews__flashcardId',
      columns: [t.userId, t.flashcardId],
      foreignColumns: [flashcards.userId, flashcards.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'flashcard_reviews__deckId',
      columns: [t.userId, t.deckId],
      foreignColumns: [flashcardDecks.userId, flashcardDecks.id],
    }),
    index('flashcard_reviews_card').on(t.userId, t.flashcardId, t.reviewedAt, t.id),
    index('flashcard_reviews_deck').on(t.userId, t.deckId),
  ],
)
export interface ReviewRow extends InferSelectModel<typeof flashcardReviews> {}

const count = () => integer().notNull().default(0)

/** Kept by a trigger on the reviews; written by nobody. */
export const flashcardDays = pgTable(
  'flashcard_days',
  {
    userId: uuid().notNull(),
    day: day().notNull(),
    deckId: uuid().notNull(),
    reviews: count(),
    durationMs: bigint({ mode: 'number' }).notNull().default(0),
    newCards: count(),
    learningReviews: count(),
    youngReviews: count(),
    youngPassed: count(),
    matureReviews: count(),
    maturePassed: count(),
    again: count(),
    hard: count(),
    good: count(),
    easy: count(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.day, t.deckId] }),
    foreignKey({
      name: 'flashcard_days__deckId',
      columns: [t.userId, t.deckId],
      foreignColumns: [flashcardDecks.userId, flashcardDecks.id],
    }).onDelete('cascade'),
    index('flashcard_days_deck').on(t.userId, t.deckId, t.day),
  ],
)
