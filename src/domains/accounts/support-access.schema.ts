import { z } from 'zod'
import { CHANGE_OPS } from '#core/feed.ts'
import { pageOf } from '#core/page.ts'
import { SUPPORT_SCOPES } from './support-access.tables.ts'

const id = '0198f3a1-7c00-7000-8000-0000000000c1'
const scope = z.enum(SUPPORT_SCOPES).describe('Only look, or change things as well')

export const NewSupportAccess = z
  .strictObject({
    scope: scope.default('read'),
    minutes: z.int().min(5).max(240).default(30).describe('How long the session may last, 5 to 240'),
  })
  .meta({ id: 'NewSupportAccess', example: { scope: 'read', minutes: 30 } })
export type NewSupportAccess = z.infer<typeof NewSupportAccess>

export const SUPPORT_STATES = ['waiting', 'open', 'over', 'revoked'] as const

const shape = {
  id: z.uuid(),
  scope,
  minutes: z.int(),
  state: z.enum(SUPPORT_STATES).describe('Waiting to be used, in use, run out, or ended by somebody'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().describe('Until when the code can be used'),
  redeemedAt: z.iso.datetime().nullable(),
  redeemedBy: z.uuid().nullable().describe('Who used it; in histories `support:<this id>`'),
  endsAt: z.iso.datetime().nullable().describe('Until when the session may last'),
  endedAt: z.iso.datetime().nullable(),
  changes: z.int().describe('How many changes were made with it'),
}
const example = {
  id,
  scope: 'read',
  minutes: 30,
  state: 'waiting',
  createdAt: '2027-03-01T08:00:00.000Z',
  expiresAt: '2027-03-01T09:00:00.000Z',
  redeemedAt: null,
  redeemedBy: null,
  endsAt: null,
  endedAt: null,
  changes: 0,
}

export const SupportAccess = z.object(shape).meta({ id: 'SupportAccess', example })
export type SupportAccess = z.infer<typeof SupportAccess>
export const SupportAccessPage = pageOf(SupportAccess).meta({ id: 'SupportAccessPage' })

export const CreatedSupportAccess = z
  .object({ ...shape, code: z.string().describe('For the person who helps; shown once, good once and for an hour') })
  .meta({ id: 'CreatedSupportAccess', example: { ...example, code: 'sa_1f8Zq0' } })
export type CreatedSupportAccess = z.infer<typeof CreatedSupportAccess>

export const SupportChange = z
  .object({
    id: z.uuid().describe('Of the item that was changed'),
    seq: z.int(),
    entity: z.string(),
    op: z.enum(CHANGE_OPS),
    at: z.iso.datetime(),
  })
  .meta({
    id: 'SupportChange',
    example: { id, seq: 41, entity: 'task', op: 'update', at: '2027-03-01T08:20:00.000Z' },
  })
export type SupportChange = z.infer<typeof SupportChange>
export const SupportChangePage = pageOf(SupportChange).meta({ id: 'SupportChangePage' })

export const SupportCode = z
  .strictObject({ code: z.string().min(1).max(100) })
  .meta({ id: 'SupportCode', example: { code: 'sa_1f8Zq0' } })

export const SupportSession = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    scope,
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().describe('Seconds; ask for another token until `endsAt`'),
    endsAt: z.iso.datetime(),
  })
  .meta({
    id: 'SupportSession',
    example: {
      id,
      userId: '0198f3a1-7c00-7000-8000-0000000000a1',
      scope: 'read',
      accessToken: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMTk4In0.c2ln',
      tokenType: 'Bearer',
      expiresIn: 900,
      endsAt: '2027-03-01T08:40:00.000Z',
    },
  })
export type SupportSession = z.infer<typeof SupportSession>
