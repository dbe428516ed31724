import type { Bus } from '#core/bus.ts'
import type { Platform } from '#core/platform.ts'
import type { Providers } from './providers.service.ts'
import type { Tokens } from './tokens.ts'

/**
 * What signing people in needs besides the database: this process's signing keys, whom to tell
 * when a session ends, and where clients reach this server.
 */
export interface Desk {
  tokens: Tokens
  bus: Pick<Bus, 'revoked'>
  /** Base of every link in a mail. */
  publicUrl: string
  providers: Providers
  /** Where a browser may be sent with tokens. */
  origins: string[]
}

const desks = new WeakMap<Platform, Desk>()

/** Opened with the authenticator, before any route is registered. */
export function openDesk(platform: Platform, desk: Desk) {
  desks.set(platform, desk)
}

export function deskOf(platform: Platform): Desk {
  const desk = desks.get(platform)
  if (!desk) throw new Error('The accounts module has not been started')
  return desk
}
