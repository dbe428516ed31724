import { z } from 'zod'
import { ROLES } from '#core/ctx.ts'
import { TIERS } from './users.schema.ts'

const Key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,59}$/)
  .meta({ example: 'new_planner' })
export const FlagParams = z.strictObject({ key: Key })

const instant = z.iso.datetime().nullable()
const people = z.array(z.uuid()).max(1_000)
const example = {
  description: 'The planner that asks first',
  isEnabled: true,
  percent: 10,
  userIds: [],
  exceptUserIds: [],
  roles: ['support'],
  tiers: [],
  startsAt: null,
  endsAt: '2027-06-01T00:00:00.000Z',
}

const shape = {
  description: z.string().max(500).default(''),
  isEnabled: z.boolean().default(false).describe('Off is off for everybody'),
  percent: z.int().min(0).max(100).default(0).describe('Of all people; with more of it nobody loses it'),
  userIds: people.default([]).describe('Have it besides'),
  exceptUserIds: people.default([]).describe('Never have it'),
  roles: z.array(z.enum(ROLES)).max(3).default([]).describe('Have it besides'),
  tiers: z.array(z.enum(TIERS)).max(3).default([]).describe('Have it besides'),
  startsAt: instant.default(null).describe('Off before'),
  endsAt: instant.default(null).describe('Off from here on'),
}

export const FlagInput = z
  .strictObject({
    ...shape,
    version: z.int().min(1).optional().describe('That was read: refused (412) when it has changed since'),
  })
  .refine(({ startsAt, endsAt }) => startsAt === null || endsAt === null || Date.parse(startsAt) < Date.parse(endsAt), {
    path: ['endsAt'],
    message: 'lies before the start',
  })
  .meta({ id: 'FlagInput', example })
export type FlagInput = z.infer<typeof FlagInput>

export const AdminFlag = z.object({ key: z.string(), ...shape, version: z.int(), updatedAt: z.iso.datetime() }).meta({
  id: 'AdminFlag',
  example: { key: 'new_planner', ...example, version: 3, updatedAt: '2027-03-01T08:00:00.000Z' },
})
export const AdminFlags = z.object({ items: z.array(AdminFlag) }).meta({ id: 'AdminFlags' })
