import type { InferSelectModel } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '#core/columns.ts'
import { ROLES } from '#core/ctx.ts'

const TIERS = ['free', 'premium_monthly', 'premium_yearly'] as const

export const featureFlags = pgTable('feature_flags', {
  key: text().primaryKey(),
  description: text().notNull().default(''),
  isEnabled: boolean().notNull().default(false),
  percent: integer().notNull().default(0),
  userIds: uuid().array().notNull().default([]),
  exceptUserIds: uuid().array().notNull().default([]),
  roles: text({ enum: ROLES }).array().notNull().default([]),
  tiers: text({ enum: TIERS }).array().notNull().default([]),
  startsAt: instant(),
  endsAt: instant(),
  version: integer().notNull().default(1),
  updatedAt: instant().notNull().default(sql`now()`),
})
export interface FlagRow extends InferSelectModel<typeof featureFlags> {}
