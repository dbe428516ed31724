import { type InferSelectModel, isNull } from 'drizzle-orm'
import {
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
import { ALL_SUB_CATEGORIES, AREAS } from '#core/areas.ts'
import { day, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { courses, courseTopics } from '#domains/courses/courses.tables.ts'
import { flashcardDecks } from '#domains/flashcards/flashcards.tables.ts'

export const OUTCOMES = ['passed', 'failed'] as const
export const EVIDENCE_KINDS = ['topic', 'review', 'study', 'practice', 'verification'] as const

export type Outcome = (typeof OUTCOMES)[number]
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

const ids = () => uuid().array().notNull().default([])

export const skills = pgTable(
  'skills',
  {
    ...ownedColumns,
    name: text().notNull(),
    description: text(),
    category: text(),
    area: text({ enum: AREAS }),
    subCategory: text({ enum: ALL_SUB_CATEGORIES as [(typeof ALL_SUB_CATEGORIES)[number]] }), // never empty
    prerequisiteIds: ids(),
    requiredMastery: doublePrecision().notNull().default(0.8),
    deckIds: ids(),
    courseIds: ids(),
    topicIds: ids(),
    knowledgeHalfLifeDays: integer().notNull().default(90),
    isCompleted: boolean().notNull().default(false),
    completedAt: instant(),
    lastVerifiedAt: instant(),
    lastOutcome: text({ enum: OUTCOMES }),
    passes: integer().notNull().default(0),
  },
  (t) => [ownedKey(t)],
)
export interface SkillRow extends InferSelectModel<typeof skills> {}

/** Derived by a trigger from `skills.prerequisiteIds`, as the three below are from the other arrays; written by nobody. */
export const skillPrerequisites = pgTable(
  'skill_prerequisites',
  { userId: uuid().notNull(), skillId: uuid().notNull(), prerequisiteId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.skillId, t.prerequisiteId] }),
    foreignKey({
      name: 'skill_prerequisites__skillId',
      columns: [t.userId, t.skillId],
      foreignColumns: [skills.userId, skills.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'skill_prerequisites__prerequisiteIds',
      columns: [t.userId, t.prerequisiteId],
      foreignColumns: [skills.userId, skills.id],
    }),
    index('skill_prerequisites_prerequisite').on(t.userId, t.prerequisiteId),
  ],
)

export const skillDecks = pgTable(
  'skill_decks',
  { userId: uuid().notNull(), skillId: uuid().notNull(), deckId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.skillId, t.deckId] }),
    foreignKey({
      name: 'skill_decks__skillId',
      columns: [t.userId, t.skillId],
      foreignColumns: [skills.userId, skills.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'skill_decks__deckIds',
      columns: [t.userId, t.deckId],
      foreignColumns: [flashcardDecks.userId, flashcardDecks.id],
    }),
    index('skill_decks_deck').on(t.userId, t.deckId),
  ],
)

export const skillCourses = pgTable(
  'skill_courses',
  { userId: uuid().notNull(), skillId: uuid().notNull(), courseId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.skillId, t.courseId] }),
    foreignKey({
      name: 'skill_courses__skillId',
      columns: [t.userId, t.skillId],
      foreignColumns: [skills.userId, skills.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'skill_courses__courseIds',
      columns: [t.userId, t.courseId],
      foreignColumns: [courses.userId, courses.id],
    }),
    index('skill_courses_course').on(t.userId, t.courseId),
  ],
)

export const skillTopics = pgTable(
  'skill_topics',
  { userId: uuid().notNull(), skillId: uuid().notNull(), topicId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.skillId, t.topicId] }),
    foreignKey({
      name: 'skill_topics__skillId',
      columns: [t.userId, t.skillId],
      foreignColumns: [skills.userId, skills.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'skill_topics__topicIds',
      columns: [t.userId, t.topicId],
      foreignColumns: [courseTopics.userId, courseTopics.id],
    }),
    index('skill_topics_topic').on(t.userId, t.topicId),
  ],
)

/** Only added to: `reversedAt` is the one thing about the past that can still be said. */
export const skillEvidence = pgTable(
  'skill_evidence',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    skillId: uuid().notNull(),
    kind: text({ enum: EVIDENCE_KINDS }).notNull(),
    source: text().notNull(),
    xp: integer().notNull(),
    minutes: integer(),
    note: text(),
    at: instant().notNull(),
    day: day().notNull(),
    reversedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    foreignKey({
      name: 'skill_evidence__skillId',
      columns: [t.userId, t.skillId],
      foreignColumns: [skills.userId, skills.id],
    }).onDelete('cascade'),
    uniqueIndex('skill_evidence_source').on(t.userId, t.source, t.skillId).where(isNull(t.reversedAt)),
    index('skill_evidence_day').on(t.userId, t.skillId, t.day).where(isNull(t.reversedAt)),
    index('skill_evidence_skill').on(t.userId, t.skillId, t.id.desc()),
  ],
)
export interface SkillEvidenceRow extends InferSelectModel<typeof skillEvidence> {}

/** Sums kept by a trigger on the evidence; `mastery` is written down by whoever looks. */
export const skillDays = pgTable(
  'skill_days',
  {
    userId: uuid().notNull(),
    skillId: uuid().notNull(),
    day: day().notNull(),
    xp: integer().notNull().default(0),
    evidence: integer().notNull().default(0),
    minutes: integer().notNull().default(0),
    lastAt: instant(),
    mastery: doublePrecision(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.skillId, t.day] }),
    foreignKey({
      name: 'skill_days__skillId',
      columns: [t.userId, t.skillId],
      foreignColumns: [skills.userId, skills.id],
    }).onDelete('cascade'),
  ],
)
