import { type InferSelectModel, sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '#core/columns.ts'

export const oauthClients = pgTable(
  'oauth_clients',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    redirectUris: text().array().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [index('oauth_clients_created').on(t.createdAt)],
)
export interface OauthClientRow extends InferSelectModel<typeof oauthClients> {}

export const oauthCodes = pgTable(
  'oauth_codes',
  {
    codeHash: text().primaryKey(),
    userId: uuid().notNull(),
    clientId: uuid().notNull(),
    redirectUri: text().notNull(),
    codeChallenge: text().notNull(),
    scopes: text().array().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    sessionId: uuid(),
  },
  (t) => [index('oauth_codes_expires').on(t.expiresAt)],
)
export interface OauthCodeRow extends InferSelectModel<typeof oauthCodes> {}
