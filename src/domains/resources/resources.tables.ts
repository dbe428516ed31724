import { type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm'
import {
  boolean,
  customType,
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
import { instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { courses, courseTopics, DIFFICULTIES } from '#domains/courses/courses.tables.ts'
import { goals } from '#domains/goals/goals.tables.ts'

export const RESOURCE_TYPES = ['video', 'article', 'book', 'course', 'document', 'website', 'podcast', 'other'] as const
export type ResourceType = (typeof RESOURCE_TYPES)[number]
/** From the easiest to the hardest, as of courses. */
export const LEVELS = DIFFICULTIES
export type Level = (typeof LEVELS)[number]
export const METADATA_STATUSES = ['read', 'failed'] as const

/** What an entry of the catalogue and one of a library tell alike. */
const described = {
  title: text().notNull(),
  description: text(),
  type: text({ enum: RESOURCE_TYPES }).notNull(),
  url: text().notNull(),
  source: text(),
  difficulty: text({ enum: LEVELS }),
  estimatedMinutes: integer(),
  thumbnailUrl: text(),
  topics: text().array().notNull().default([]),
}

export const catalogueResources = pgTable(
  'catalogue_resources',
  {
    id: uuid().primaryKey(),
    createdAt: instant().notNull().default(sql`now()`),
    updatedAt: instant().notNull().default(sql`now()`),
    deletedAt: instant(),
    ...described,
    externalRating: doublePrecision(),
  },
  (t) => [
    uniqueIndex('catalogue_resources_url').on(t.url).where(isNull(t.deletedAt)),
    index('catalogue_resources_title').on(sql`lower(${t.title})`, t.id).where(isNull(t.deletedAt)),
    index('catalogue_resources_topics').using('gin', t.topics).where(isNull(t.deletedAt)),
  ],
)
export interface CatalogueRow extends InferSelectModel<typeof catalogueResources> {}

/** As pgvector writes it: `[0.1,0.2]`. */
const vector = customType<{ data: string }>({ dataType: () => 'vector(512)' })

export const catalogueVectors = pgTable(
  'catalogue_vectors',
  {
    catalogueId: uuid().primaryKey(),
    model: text().notNull(),
    hash: text().notNull(),
    vector: vector().notNull(),
  },
  (t) => [
    foreignKey({
      name: 'catalogue_vectors__catalogueId',
      columns: [t.catalogueId],
      foreignColumns: [catalogueResources.id],
    }).onDelete('cascade'),
    index('catalogue_vectors_near').using('hnsw', t.vector.op('vector_cosine_ops')),
  ],
)

/** Written by the triggers on `resources` alone. */
export const catalogueRatings = pgTable(
  'catalogue_ratings',
  { catalogueId: uuid().primaryKey(), ratings: integer().notNull(), total: integer().notNull() },
  (t) => [
    foreignKey({
      name: 'catalogue_ratings__catalogueId',
      columns: [t.catalogueId],
      foreignColumns: [catalogueResources.id],
    }).onDelete('cascade'),
  ],
)

export const resources = pgTable(
  'resources',
  {
    ...ownedColumns,
    catalogueId: uuid(),
    ...described,
    progress: integer().notNull().default(0),
    isCompleted: boolean().notNull().default(false),
    completedAt: instant(),
    userRating: integer(),
    notes: text(),
    courseId: uuid(),
    topicId: uuid(),
    goalId: uuid(),
    metadataStatus: text({ enum: METADATA_STATUSES }),
    metadataFailure: text(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'resources__catalogueId',
      columns: [t.catalogueId],
      foreignColumns: [catalogueResources.id],
    }),
    foreignKey({
      name: 'resources__courseId',
      columns: [t.userId, t.courseId],
      foreignColumns: [courses.userId, courses.id],
    }).onDelete('set null'),
    foreignKey({
      name: 'resources__topicId',
      columns: [t.userId, t.topicId],
      foreignColumns: [courseTopics.userId, courseTopics.id],
    }).onDelete('set null'),
    foreignKey({
      name: 'resources__goalId',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }).onDelete('set null'),
    uniqueIndex('resources_url').on(t.userId, t.url).where(isNull(t.deletedAt)),
    index('resources_catalogue').on(t.catalogueId).where(isNotNull(t.catalogueId)),
    index('resources_saved').on(t.userId, t.catalogueId).where(isNotNull(t.catalogueId)),
    index('resources_course').on(t.userId, t.courseId).where(isNotNull(t.courseId)),
    index('resources_topic').on(t.userId, t.topicId).where(isNotNull(t.topicId)),
    index('resources_goal').on(t.userId, t.goalId).where(isNotNull(t.goalId)),
  ],
)
export interface ResourceRow extends InferSelectModel<typeof resources> {}

/** Without a reference: what was dismissed elsewhere may not be in this catalogue. */
export const resourceDismissals = pgTable(
  'resource_dismissals',
  { userId: uuid().notNull(), catalogueId: uuid().notNull(), dismissedAt: instant().notNull().default(sql`now()`) },
  (t) => [primaryKey({ columns: [t.userId, t.catalogueId] })],
)
