import { and, eq, gt } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { inTransaction } from '#core/ctx.ts'
import { AppError, invalid } from '#core/errors.ts'
import type { Config } from '../../config.ts'
import { oidcFlows, type UserRow } from './accounts.tables.ts'
import type { SignedIn } from './auth.schema.ts'
import { signedIn } from './auth.service.ts'
import type { Desk } from './desk.ts'
import { userOf } from './identities.service.ts'
import { createOidc, type Oidc } from './oidc.ts'
import { hashOf } from './secrets.ts'
import { type Device, openSession } from './sessions.service.ts'

export const PROVIDERS = ['google', 'oidc'] as const
export type ProviderName = (typeof PROVIDERS)[number]
export type Providers = Partial<Record<ProviderName, Oidc>>

/** How long somebody may take at a provider. */
export const MINUTES = 10

export type Flow = Awaited<ReturnType<typeof takeFlow>>

/** What the provider sends along, and the address that it sends to: path and query. */
export interface WayBack {
  state: string
  path: string
}

/** The providers that the configuration names. */
export function providersOf(config: Config): Providers {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = config
  return {
    ...(GOOGLE_CLIENT_ID !== null && {
      google: createOidc({
        name: 'Google',
        issuer: 'https://accounts.google.com',
        clientId: GOOGLE_CLIENT_ID,
        clientSecret: GOOGLE_CLIENT_SECRET,
      }),
    }),
    ...(OIDC_ISSUER !== null &&
      OIDC_CLIENT_ID !== null && {
        oidc: createOidc({
          name: new URL(OIDC_ISSUER).hostname,
          issuer: OIDC_ISSUER,
          clientId: OIDC_CLIENT_ID,
          clientSecret: OIDC_CLIENT_SECRET,
        }),
      }),
  }
}

/**
 * Where to send the browser. `returnTo` must be the page that lets programs in, or stand on one of the origins that may call the
 * API: it will receive tokens.
 */
export async function beginSignIn(ctx: Ctx, desk: Desk, name: ProviderName, returnTo: string | null) {
  if (returnTo !== null && !isConsent(desk, returnTo) && !desk.origins.includes(new URL(returnTo).origin)) {
    throw invalid('returnTo', 'This address is not on one of the origins in CORS_ORIGINS.')
  }
  const { url, state, nonce, codeVerifier } = await providerOf(desk, name).begin(callbackOf(desk, name))
  const createdAt = ctx.now().toISOString()
  await ctx.db
    .insert(oidcFlows)
    .values({ stateHash: hashOf(state), provider: name, nonce, codeVerifier, returnTo, createdAt })
  return { url, state }
}

/** A sign-in at a provider that has come back: what it was, used up by being found. */
export async function takeFlow(ctx: Ctx, desk: Desk, name: ProviderName, state: string) {
  providerOf(desk, name)
  const begun = new Date(ctx.now().getTime() - MINUTES * 60_000).toISOString()
  const [flow] = await ctx.db
    .delete(oidcFlows)
    .where(and(eq(oidcFlows.stateHash, hashOf(state)), eq(oidcFlows.provider, name), gt(oidcFlows.createdAt, begun)))
    .returning()
  if (!flow)
    throw new AppError('unauthenticated', 'This sign-in is unknown, used or older than 10 minutes. Start again.')
  return flow
}

/** Finishes it: finds or makes the user that this person is here, who must not be suspended. */
export async function identifyAtProvider(ctx: Ctx, desk: Desk, flow: Flow, back: WayBack): Promise<UserRow> {
  const name = flow.provider as ProviderName // takeFlow matched it
  const { nonce, codeVerifier } = flow
  const currentUrl = `${desk.publicUrl}${back.path}`
  const identity = await providerOf(desk, name).finish({ currentUrl, state: back.state, nonce, codeVerifier })
  const user = await userOf(ctx, identity)
  if (user.status !== 'active') throw new AppError('forbidden', 'This account is suspended. Write to support.')
  return user
}

/** The same, and opens a session. */
export async function finishSignIn(ctx: Ctx, desk: Desk, flow: Flow, back: WayBack, device: Device): Promise<SignedIn> {
  const user = await identifyAtProvider(ctx, desk, flow, back)
  return signedIn(ctx, desk, await inTransaction(ctx, (ctx) => openSession(ctx, user, device)))
}

/** Whether somebody comes back to let a program in, rather than with tokens. */
export const isConsent = ({ publicUrl }: Desk, returnTo: string) => returnTo.startsWith(`${publicUrl}/oauth/authorize?`)

export const callbackOf = ({ publicUrl }: Desk, name: ProviderName) => `${publicUrl}/api/auth/${name}/callback`

function providerOf({ providers }: Desk, name: ProviderName): Oidc {
  const provider = providers[name]
  if (!provider) throw new AppError('not_found', 'This server is not set up for this way to sign in.')
  return provider
}
