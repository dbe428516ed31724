import { z } from 'zod'
import { ROLES } from '#core/ctx.ts'
import { isZone } from '#core/time/zones.ts'
import { TIERS, WEEKDAYS } from './accounts.tables.ts'

export const Timezone = z
  .string()
  .max(64)
  .refine(isZone, 'not an IANA time zone; use a name such as Europe/Vienna')
  .meta({ description: 'IANA time zone', example: 'Europe/Vienna' })

export const Locale = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en or de-AT')
  .meta({ description: 'BCP 47 language tag', example: 'de-AT' })

export const ClockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 04:00')
  .meta({ description: 'Time of day, HH:mm', example: '04:00' })

export const UserName = z.string().trim().min(1).max(100).meta({ example: 'Ann Berg' })

export const User = z
  .object({
    id: z.uuid(),
    version: z.int(),
    email: z.string().nullable().describe('Null when another provider sent the person without a usable one'),
    emailVerifiedAt: z.iso.datetime().nullable(),
    name: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    role: z.enum(ROLES),
    tier: z.enum(TIERS),
    timezone: z.string(),
    locale: z.string(),
    dayStartsAt: z
      .string()
      .describe('When the day begins for this person: work after midnight counts to the day before'),
    weekStartsOn: z.enum(WEEKDAYS),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({
    id: 'User',
    example: {
      id: '0198f3a1-7c00-7000-8000-0000000000a1',
      version: 1,
      email: 'ann@example.org',
      emailVerifiedAt: null,
      name: 'Ann Berg',
      avatarUrl: null,
      role: 'user',
      tier: 'free',
      timezone: 'Europe/Vienna',
      locale: 'de-AT',
      dayStartsAt: '04:00',
      weekStartsOn: 'mo',
      createdAt: '2027-03-01T08:00:00.000Z',
      updatedAt: '2027-03-01T08:00:00.000Z',
    },
  })
export type User = z.infer<typeof User>

export const UserPatch = z
  .strictObject({
    name: UserName.nullable(),
    timezone: Timezone,
    locale: Locale,
    dayStartsAt: ClockTime,
    weekStartsOn: z.enum(WEEKDAYS),
    avatarUrl: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .nullable(),
  })
  .partial()
  .meta({ id: 'UserPatch', example: { name: 'Ann Berg', timezone: 'Europe/Vienna', weekStartsOn: 'mo' } })
export type UserPatch = z.infer<typeof UserPatch>

export const CONFIRMATION = 'delete my account'

export const AccountDeletion = z
  .strictObject({
    password: z.string().max(200).optional(),
    confirm: z.literal(CONFIRMATION).optional().describe('For accounts that have no password'),
  })
  .meta({ id: 'AccountDeletion', example: { password: 'correct horse battery' } })
export type AccountDeletion = z.infer<typeof AccountDeletion>
