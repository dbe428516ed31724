import { z } from 'zod'
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
  accessToken: z.string().describe('JWT; send it as `Authorization: Bearer …`'),
  refreshToken: z.string().describe('Good for one refresh'),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int().describe('Seconds the access token is good for'),
}

export const TokenPair = z.object(tokenPair).meta({ id: 'TokenPair' })
export type TokenPair = z.infer<typeof TokenPair>

export const SignedIn = z.object({ user: User, ...tokenPair }).meta({ id: 'SignedIn' })
export type SignedIn = z.infer<typeof SignedIn>
