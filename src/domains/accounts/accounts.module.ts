import { eq } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { daily, during, job } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import type { Platform } from '#core/platform.ts'
import { UserErased } from './accounts.events.ts'
import { users } from './accounts.tables.ts'
import { createAdmin } from './administration.service.ts'
import { apiKeysRoutes } from './api-keys.routes.ts'
import { authRoutes } from './auth.routes.ts'
import { createAuthenticator } from './authenticator.ts'
import { openDesk } from './desk.ts'
import { CodeRequest, MAIL_CODE, mailCode } from './email-codes.service.ts'
import { ERASE, eraseClosedAccounts } from './erasure.service.ts'
import { externalUsers } from './identities.service.ts'
import { createIssuers, trustedIssuers } from './issuers.ts'
import { openKeyring, rotateKeys } from './keys.ts'
import { linksRoutes } from './links.routes.ts'
import { noticeMail } from './mails.ts'
import { oauthRoutes } from './oauth/oauth.routes.ts'
import { onboardingRoutes } from './onboarding.routes.ts'
import { providersRoutes } from './providers.routes.ts'
import { providersOf } from './providers.service.ts'
import { forgetTheExpired } from './pruning.service.ts'
import { recoveryRoutes } from './recovery.routes.ts'
import { MAIL_NOTICE, Notice } from './recovery.service.ts'
import { watchRevocations } from './revocations.ts'
import { signingKeysRoutes } from './signing-keys.routes.ts'
import { supportAccessRoutes } from './support-access.routes.ts'
import { forgetRedeemer } from './support-access.service.ts'
import { twoFactorRoutes } from './two-factor.routes.ts'
import { usersRoutes } from './users.routes.ts'

export const accountsModule: Module = {
  name: 'accounts',
  tags: {
    auth: 'Signing up, in and out: passwords, two factors, other providers, sessions',
    users: 'The own profile and preferences, and the end of an account',
    'api-keys': 'Keys for programs: scoped, expiring, shown once',
    support: 'Acting as somebody who gave leave to, in view of them',
    onboarding: 'Getting to know somebody in six steps',
  },
  routes: [
    authRoutes,
    providersRoutes,
    recoveryRoutes,
    twoFactorRoutes,
    apiKeysRoutes,
    usersRoutes,
    supportAccessRoutes,
    onboardingRoutes,
  ],
  rootRoutes: [signingKeysRoutes, linksRoutes, oauthRoutes],
  jobs: [
    job(MAIL_CODE, CodeRequest, mailCode),
    job(MAIL_NOTICE, Notice, (_, { mail }, { what, email, name, locale }) =>
      mail.send(noticeMail(what, email, name, locale)),
    ),
    // Asked for by every deletion, and once an hour in case one was lost.
    daily(ERASE, '17 * * * *', eraseClosedAccounts),
    daily('accounts.rotate_keys', '23 3 1 * *', rotateKeys),
    daily('accounts.forget_expired', '41 * * * *', forgetTheExpired),
  ],
  during: [during(UserErased, (ctx, { userId }) => forgetRedeemer(ctx, userId))],
  start: makeFirstAdmin,
  authenticator: async (platform) => {
    const { config, database, bus, log, base } = platform
    const issuers = createIssuers(
      trustedIssuers({
        firebaseProjectId: config.FIREBASE_PROJECT_ID,
        supabaseUrl: config.SUPABASE_URL,
        cognitoIssuer: config.COGNITO_ISSUER,
        cognitoClientId: config.COGNITO_CLIENT_ID,
        trustedIssuers: config.TRUSTED_ISSUERS,
      }),
      { now: base.now },
    )
    const tokens = await openKeyring(database.db, config.publicUrl, log)
    const revocations = await watchRevocations(database, bus, log)
    const { publicUrl, CORS_ORIGINS: origins } = config
    openDesk(platform, { tokens, bus, publicUrl, origins, providers: providersOf(config) })
    return createAuthenticator(platform, tokens, revocations, externalUsers(base, issuers))
  },
}

/** At the first start of an instance that names its administrator. One who was made since, by any way, stays as they are. */
async function makeFirstAdmin({ config, base, bus, log }: Platform) {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = config
  if (email === null || password === null) return
  const ctx: Ctx = { ...base, actor: null }
  const [admin] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin')).limit(1)
  if (admin) return
  await createAdmin(ctx, bus, email, password)
  log.info({ email }, 'administrator created')
}
