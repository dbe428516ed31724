import { z } from 'zod'
import { Email, NewPassword, OpaqueToken, Password, SixDigits } from './auth.schema.ts'

const proof = {
  token: OpaqueToken.optional().describe('From the link in the mail'),
  email: Email.optional().describe('With `code`: the address it was sent to'),
  code: SixDigits.optional().describe('The six digits in the mail'),
}

const isProof = ({ token, email, code }: { token?: unknown; email?: unknown; code?: unknown }) =>
  token !== undefined ? email === undefined && code === undefined : email !== undefined && code !== undefined

const PROOF = { path: ['code'], error: 'send either token, or email and code' }

export const EmailOnly = z.strictObject({ email: Email }).meta({ id: 'EmailOnly' })

export const EmailProof = z
  .strictObject(proof)
  .refine(isProof, PROOF)
  .meta({ id: 'EmailProof', example: { email: 'ann@example.org', code: '493021' } })
export type EmailProof = z.infer<typeof EmailProof>

export const PasswordReset = z
  .strictObject({ ...proof, newPassword: NewPassword })
  .refine(isProof, PROOF)
  .meta({
    id: 'PasswordReset',
    example: { email: 'ann@example.org', code: '493021', newPassword: 'a different long password' },
  })
export type PasswordReset = z.infer<typeof PasswordReset>

export const PasswordChange = z.strictObject({ currentPassword: Password, newPassword: NewPassword }).meta({
  id: 'PasswordChange',
  example: { currentPassword: 'correct horse battery', newPassword: 'a different long password' },
})
export type PasswordChange = z.infer<typeof PasswordChange>

export const EmailChange = z
  .strictObject({ email: Email, password: Password })
  .meta({ id: 'EmailChange', example: { email: 'ann@new.example.org', password: 'correct horse battery' } })
export type EmailChange = z.infer<typeof EmailChange>
