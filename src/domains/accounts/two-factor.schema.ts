import { z } from 'zod'
import { Password, SixDigits } from './auth.schema.ts'

export const TwoFactorState = z
  .object({
    enabled: z.boolean(),
    enabledAt: z.iso.datetime().nullable(),
    recoveryCodesLeft: z.int(),
  })
  .meta({
    id: 'TwoFactorState',
    example: { enabled: true, enabledAt: '2027-03-01T08:00:00.000Z', recoveryCodesLeft: 10 },
  })
export type TwoFactorState = z.infer<typeof TwoFactorState>

export const TwoFactorSetup = z
  .object({ secret: z.string().describe('Base32'), otpauthUrl: z.string().describe('Show it as a QR code') })
  .meta({
    id: 'TwoFactorSetup',
    example: {
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      otpauthUrl: 'otpauth://totp/Almanac:ann@example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Almanac',
    },
  })
export type TwoFactorSetup = z.infer<typeof TwoFactorSetup>

export const TwoFactorCode = z.strictObject({ code: SixDigits }).meta({ id: 'TwoFactorCode' })

export const RecoveryCodes = z
  .object({
    recoveryCodes: z.array(z.string()).describe('Each signs in once without the app. Shown now and never again'),
  })
  .meta({ id: 'RecoveryCodes', example: { recoveryCodes: ['k7wz-3m9d-0a2b-x4ey'] } })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>

export const TwoFactorProof = z
  .strictObject({
    password: Password.optional().describe('Left out by accounts that have no password'),
    code: z.string().trim().min(6).max(20).describe('The code of the app, or a recovery code'),
  })
  .meta({ id: 'TwoFactorProof', example: { password: 'correct horse battery', code: '493021' } })
export type TwoFactorProof = z.infer<typeof TwoFactorProof>
