import { z } from 'zod'
import { pageOf } from '#core/page.ts'
import { Locale, Timezone, User, UserName } from './users.schema.ts'

const bytes = (text: string) => Buffer.byteLength(text)

/** As it is stored and compared: trimmed, in small letters. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('not an e-mail address'))
  .meta({ example: 'ann@example.org' })

/** bcrypt reads 72 bytes and stops at U+0000; anything it would silently cut is refused instead. */
export const NewPassword = z
  .string()
  .min(8, 'at least 8 characters')
  .max(72, 'at most 72 bytes')
  .refine((text) => bytes(text) <= 72, 'at most 72 bytes; some letters take several')
  .refine((text) => !text.includes('\0'), 'may not contain the character U+0000')
  .meta({ description: '8 to 72 bytes in UTF-8', example: 'correct horse battery' })

/** A password that is only compared: its rules may have been others when it was chosen. */
export const Password = z.string().min(1).max(200).meta({ example: 'correct horse battery' })

export const SixDigits = z
  .string()
  .regex(/^\d{6}$/, 'six digits')
  .meta({ example: '493021' })

export const OpaqueToken = z
  .string()
  .min(20)
  .max(200)
  .meta({ example: 'rt_8Gqk2pVvXh1c9mYd3Tn7Lw5uB0sRzJfEaQx6oKiU4tM' })

export const SignUp = z
  .strictObject({
    email: Email,
    password: NewPassword,
    name: UserName.optional(),
    timezone: Timezone.optional(),
    locale: Locale.optional(),
  })
  .meta({
    id: 'SignUp',
    example: {
      email: 'ann@example.org',
      password: 'correct horse battery',
      name: 'Ann Berg',
      timezone: 'Europe/Vienna',
      locale: 'de-AT',
    },
  })
export type SignUp = z.infer<typeof SignUp>

export const LogIn = z
  .strictObject({
    email: Email,
    password: Password,
    totp: z.string().trim().min(6).max(20).optional().describe('The code of the authenticator app, or a recovery code'),
  })
  .meta({ id: 'LogIn', example: { email: 'ann@example.org', password: 'correct horse battery' } })
export type LogIn = z.infer<typeof LogIn>

export const Refresh = z.strictObject({ refreshToken: OpaqueToken }).meta({ id: 'Refresh' })

export const LogOut = z
  .strictObject({
    refreshToken: OpaqueToken.optional().describe('Ends its session; without one the session of the access token ends'),
    everywhere: z.boolean().optional().describe('Ends every session of this person'),
  })
  .meta({ id: 'LogOut', example: { everywhere: false } })
export type LogOut = z.infer<typeof LogOut>

const tokenPair = {
  accessToken: z.string().meta({
    description: 'JWT; send it as `Authorization: Bearer …`',
    example: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMTk4In0.c2ln',
  }),
  refreshToken: z
    .string()
    .meta({ description: 'Good for one refresh', example: 'rt_8Gqk2pVvXh1c9mYd3Tn7Lw5uB0sRzJfEaQx6oKiU4tM' }),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int().meta({ description: 'Seconds the access token is good for', example: 900 }),
}

export const TokenPair = z.object(tokenPair).meta({ id: 'TokenPair' })
export type TokenPair = z.infer<typeof TokenPair>

export const SignedIn = z.object({ user: User, ...tokenPair }).meta({ id: 'SignedIn' })
export type SignedIn = z.infer<typeof SignedIn>

export const Session = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    userAgent: z.string().nullable(),
    ip: z.string().nullable(),
    current: z.boolean().describe('The one this request belongs to'),
  })
  .meta({
    id: 'Session',
    example: {
      id: '0198f3a1-7c00-7000-8000-0000000000c1',
      createdAt: '2027-03-01T08:00:00.000Z',
      lastUsedAt: '2027-03-02T07:30:00.000Z',
      expiresAt: '2027-04-01T07:30:00.000Z',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
      ip: '203.0.113.7',
      current: true,
    },
  })

export const SessionPage = pageOf(Session).meta({ id: 'SessionPage' })
