import { type InferSelectModel, sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, ownedColumns, ownedKey, ownedReference } from '#core/columns.ts'
import { ROLES } from '#core/ctx.ts'

export const TIERS = ['free', 'premium_monthly', 'premium_yearly'] as const
export const USER_STATUSES = ['active', 'suspended', 'erasing'] as const
export const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
export const CODE_PURPOSES = ['verify_email', 'reset_password', 'change_email'] as const

export const users = pgTable(
  'users',
  {
    ...ownedColumns,
    id: uuid().primaryKey(),
    userId: uuid().notNull().generatedAlwaysAs(sql`id`),
    email: text(),
    emailVerifiedAt: instant(),
    name: text(),
    avatarUrl: text(),
    role: text({ enum: ROLES }).notNull().default('user'),
    tier: text({ enum: TIERS }).notNull().default('free'),
    status: text({ enum: USER_STATUSES }).notNull().default('active'),
    timezone: text().notNull().default('UTC'),
    locale: text().notNull().default('en'),
    dayStartsAt: text().notNull().default('00:00'),
    weekStartsOn: text({ enum: WEEKDAYS }).notNull().default('mo'),
    preferences: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [uniqueIndex('users_email').on(sql`lower(${t.email})`)],
)
export interface UserRow extends InferSelectModel<typeof users> {}

export const credentials = pgTable('credentials', {
  userId: uuid().primaryKey(),
  passwordHash: text(),
  totpSecret: text(),
  totpConfirmedAt: instant(),
  totpLastStep: bigint({ mode: 'number' }),
  recoveryHashes: text().array().notNull().default([]),
  updatedAt: instant().notNull().default(sql`now()`),
})

export const identities = pgTable(
  'identities',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: uuid().notNull(),
    email: text(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), index('identities_user').on(t.userId)],
)

export const sessions = pgTable(
  'sessions',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
    lastUsedAt: instant().notNull().default(sql`now()`),
    expiresAt: instant().notNull(),
    absoluteExpiresAt: instant().notNull(),
    revokedAt: instant(),
    revokedReason: text(),
    userAgent: text(),
    ip: text(),
    /** The program that the user gave it to, and what that may do; null is the user in person. */
    clientId: uuid(),
    scopes: text().array(),
  },
  (t) => [ownedKey(t)],
)

export interface SessionRow extends InferSelectModel<typeof sessions> {}

export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    tokenHash: text().primaryKey(),
    userId: uuid().notNull(),
    sessionId: uuid().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
    usedAt: instant(),
  },
  (t) => [index('refresh_tokens_session').on(t.userId, t.sessionId)],
)

export const revocations = pgTable(
  'revocations',
  { id: uuid().primaryKey(), at: instant().notNull().default(sql`now()`) },
  (t) => [index('revocations_at').on(t.at)],
)

export const oneTimeCodes = pgTable(
  'one_time_codes',
  {
    userId: uuid().notNull(),
    purpose: text({ enum: CODE_PURPOSES }).notNull(),
    codeHash: text().notNull(),
    linkHash: text().notNull(),
    email: text().notNull(),
    expiresAt: instant().notNull(),
    attempts: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.userId, t.purpose] }), uniqueIndex('one_time_codes_link').on(t.linkHash)],
)

export const oidcFlows = pgTable(
  'oidc_flows',
  {
    stateHash: text().primaryKey(),
    provider: text().notNull(),
    nonce: text().notNull(),
    codeVerifier: text().notNull(),
    returnTo: text(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [index('oidc_flows_created').on(t.createdAt)],
)

export const signingKeys = pgTable('signing_keys', {
  kid: text().primaryKey(),
  alg: text().notNull(),
  privateJwk: jsonb().$type<Record<string, unknown>>().notNull(),
  publicJwk: jsonb().$type<Record<string, unknown>>().notNull(),
  createdAt: instant().notNull().default(sql`now()`),
  retiredAt: instant(),
})

export const apiKeys = pgTable(
  'api_keys',
  {
    ...ownedColumns,
    name: text().notNull(),
    prefix: text().notNull(),
    hash: text().notNull(),
    scopes: text().array().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [ownedKey(t), uniqueIndex('api_keys_hash').on(t.hash)],
)
export interface ApiKeyRow extends InferSelectModel<typeof apiKeys> {}

export const apiKeyUses = pgTable(
  'api_key_uses',
  { userId: uuid().notNull(), apiKeyId: uuid().notNull(), lastUsedAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.userId, t.apiKeyId] }), ownedReference(t.userId, t.apiKeyId, apiKeys)],
)

export const onboardings = pgTable(
  'onboardings',
  {
    ...ownedColumns,
    answers: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    completedSteps: integer().array().notNull().default([]),
    completedAt: instant(),
  },
  (t) => [ownedKey(t)],
)
export interface OnboardingRow extends InferSelectModel<typeof onboardings> {}
