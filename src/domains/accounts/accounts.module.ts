import type { Module } from '#core/module.ts'
import { createAuthenticator } from './authenticator.ts'
import { signingKeysOf } from './keys.ts'
import { watchRevocations } from './revocations.ts'
import { createTokens } from './tokens.ts'

export const accountsModule: Module = {
  name: 'accounts',
  authenticator: async (platform) => {
    const { config, database, bus, log } = platform
    const tokens = await createTokens(config.publicUrl, await signingKeysOf(database.db))
    const revocations = await watchRevocations(database, bus, log)
    return createAuthenticator(platform, tokens, revocations, async () => null)
  },
}
