import { z } from 'zod'
import { ROLES } from '#core/ctx.ts'
import { PageQuery, pageOf } from '#core/page.ts'

export const TIERS = ['free', 'premium_monthly', 'premium_yearly'] as const
const USER_STATUSES = ['active', 'suspended', 'erasing'] as const
const instant = z.iso.datetime()
const id = '0198f3a1-7c00-7000-8000-0000000000a1'

const shape = {
  id: z.uuid(),
  email: z.string().nullable(),
  emailVerifiedAt: instant.nullable(),
  name: z.string().nullable(),
  role: z.enum(ROLES),
  status: z.enum(USER_STATUSES),
  tier: z.enum(TIERS),
  timezone: z.string(),
  locale: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable().describe('When a session was last carried on'),
}
const example = {
  id,
  email: 'ann@example.org',
  emailVerifiedAt: '2027-03-01T08:05:00.000Z',
  name: 'Ann Berg',
  role: 'user',
  status: 'active',
  tier: 'free',
  timezone: 'Europe/Vienna',
  locale: 'de-AT',
  createdAt: '2027-03-01T08:00:00.000Z',
  lastUsedAt: '2027-03-02T07:00:00.000Z',
}

export const AdminUser = z.object(shape).meta({ id: 'AdminUser', example })
export type AdminUser = z.infer<typeof AdminUser>
export const AdminUserPage = pageOf(AdminUser).meta({ id: 'AdminUserPage' })

export const AdminUserQuery = PageQuery.extend({
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Part of the e-mail address or name, or the whole id' }),
  role: z.enum(ROLES).optional(),
  status: z.enum(USER_STATUSES).optional(),
  tier: z.enum(TIERS).optional(),
  createdFrom: instant.optional().meta({ description: 'Inclusive' }),
  createdTo: instant.optional().meta({ description: 'Exclusive' }),
})
export type AdminUserQuery = z.infer<typeof AdminUserQuery>

const Session = z.object({
  id: z.uuid(),
  createdAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  isProgram: z.boolean().describe('Given to a program'),
})

export const AdminUserDetail = z
  .object({
    ...shape,
    hasTwoFactor: z.boolean(),
    providers: z.array(z.string()).describe('Issuers that this person signs in with'),
    counts: z
      .array(z.object({ entity: z.string(), items: z.int() }))
      .describe('Living items of each kind there are any of'),
    sessions: z.array(Session).describe('Living ones, newest first, at most 50'),
    apiKeys: z.int(),
    storage: z.object({ files: z.int(), bytes: z.int() }),
    ai: z
      .object({ calls: z.int(), tokens: z.int(), costMicros: z.int().describe('Millionths of a US dollar') })
      .describe('Of the last 30 days'),
    suspension: z.object({ at: instant, reason: z.string().nullable() }).nullable().describe('Null unless suspended'),
  })
  .meta({
    id: 'AdminUserDetail',
    example: {
      ...example,
      hasTwoFactor: false,
      providers: ['https://accounts.google.com'],
      counts: [{ entity: 'task', items: 12 }],
      sessions: [
        {
          id: '0198f3a1-7c00-7000-8000-0000000000b1',
          createdAt: '2027-03-01T08:00:00.000Z',
          lastUsedAt: '2027-03-02T07:00:00.000Z',
          expiresAt: '2027-04-01T07:00:00.000Z',
          userAgent: 'Almanac/1.0',
          ip: '203.0.113.7',
          isProgram: false,
        },
      ],
      apiKeys: 1,
      storage: { files: 3, bytes: 120_000 },
      ai: { calls: 20, tokens: 31_000, costMicros: 42_000 },
      suspension: null,
    },
  })
export type AdminUserDetail = z.infer<typeof AdminUserDetail>

const reason = z.string().trim().min(1).max(500).describe('For the audit log. Name no person in it.')

export const RoleChange = z
  .strictObject({ role: z.enum(ROLES), reason: reason.optional() })
  .meta({ id: 'RoleChange', example: { role: 'support', reason: 'Joins the help desk' } })
export type RoleChange = z.infer<typeof RoleChange>

export const Suspension = z.strictObject({ reason }).meta({ id: 'Suspension', example: { reason: 'Sends spam' } })
export const Because = z
  .strictObject({ reason: reason.optional() })
  .meta({ id: 'Because', example: { reason: 'Asked for it' } })

export const TierChange = z
  .strictObject({
    tier: z.enum(TIERS),
    until: instant.nullable().default(null).describe('For good when null'),
    reason,
  })
  .meta({
    id: 'TierChange',
    example: { tier: 'premium_monthly', until: '2027-04-01T00:00:00.000Z', reason: 'For the outage' },
  })
export type TierChange = z.infer<typeof TierChange>
