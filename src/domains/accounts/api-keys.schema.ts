import { z } from 'zod'
import { pageOf } from '#core/page.ts'

export const DEFAULT_DAYS = 90
export const MAX_DAYS = 365

const Scope = z.string().max(60).meta({ example: 'tasks:read' })
const ExpiresInDays = z.int().min(1).max(MAX_DAYS).default(DEFAULT_DAYS).describe('Days until the key expires')

const apiKey = {
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  prefix: z.string().describe('How the key begins, to tell keys apart'),
  scopes: z.array(z.string()),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable().describe('To the minute'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}

const example = {
  id: '0198f3a1-7c00-7000-8000-0000000000b1',
  version: 1,
  name: 'Home assistant',
  prefix: 'almanac_8Gqk2p',
  scopes: ['tasks:read', 'goals:write'],
  expiresAt: '2027-06-01T08:00:00.000Z',
  lastUsedAt: null,
  createdAt: '2027-03-01T08:00:00.000Z',
  updatedAt: '2027-03-01T08:00:00.000Z',
}

export const ApiKey = z.object(apiKey).meta({ id: 'ApiKey', example })
export type ApiKey = z.infer<typeof ApiKey>

export const CreatedApiKey = z
  .object({ ...apiKey, key: z.string().describe('The key itself. Shown now and never again') })
  .meta({ id: 'CreatedApiKey', example: { ...example, key: 'almanac_8Gqk2pVvXh1c9mYd3Tn7Lw5uB0sRzJfEaQx6oKiU4tM' } })
export type CreatedApiKey = z.infer<typeof CreatedApiKey>

export const ApiKeyPage = pageOf(ApiKey).meta({ id: 'ApiKeyPage' })

const Name = z.string().trim().min(1).max(100)

export const NewApiKey = z
  .strictObject({
    name: Name,
    scopes: z.array(Scope).min(1).max(200).describe('`<collection>:read`, `<collection>:write`, or `*` for everything'),
    expiresInDays: ExpiresInDays,
  })
  .meta({
    id: 'NewApiKey',
    example: { name: 'Home assistant', scopes: ['tasks:read', 'goals:write'], expiresInDays: 90 },
  })
export type NewApiKey = z.infer<typeof NewApiKey>

export const ApiKeyPatch = z
  .strictObject({ name: Name })
  .partial()
  .meta({ id: 'ApiKeyPatch', example: { name: 'Kitchen tablet' } })
export type ApiKeyPatch = z.infer<typeof ApiKeyPatch>

export const Rotation = z
  .strictObject({ expiresInDays: ExpiresInDays })
  .meta({ id: 'ApiKeyRotation', example: { expiresInDays: 90 } })
export type Rotation = z.infer<typeof Rotation>

export const Scopes = z
  .object({ items: z.array(z.string()) })
  .meta({ id: 'Scopes', example: { items: ['*', 'tasks:read', 'tasks:write'] } })
