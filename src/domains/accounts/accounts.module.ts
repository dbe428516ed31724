import { z } from 'zod'
import { job } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { authRoutes } from './auth.routes.ts'
import { createAuthenticator } from './authenticator.ts'
import { openDesk } from './desk.ts'
import { CodeRequest, MAIL_CODE, mailCode } from './email-codes.service.ts'
import { openKeyring } from './keys.ts'
import { passwordChangedMail } from './mails.ts'
import { MAIL_PASSWORD_CHANGED } from './recovery.service.ts'
import { watchRevocations } from './revocations.ts'

const Addressee = z.object({ email: z.string(), name: z.string().nullable(), locale: z.string() })

export const accountsModule: Module = {
  name: 'accounts',
  routes: [authRoutes],
  jobs: [
    job(MAIL_CODE, CodeRequest, mailCode),
    job(MAIL_PASSWORD_CHANGED, Addressee, (_, { mail }, { email, name, locale }) =>
      mail.send(passwordChangedMail(email, name, locale)),
    ),
  ],
  authenticator: async (platform) => {
    const { config, database, bus, log } = platform
    const tokens = await openKeyring(database.db, config.publicUrl, log)
    const revocations = await watchRevocations(database, bus, log)
    openDesk(platform, { tokens, bus, publicUrl: config.publicUrl })
    return createAuthenticator(platform, tokens, revocations, async () => null)
  },
}
