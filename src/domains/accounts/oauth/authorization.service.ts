import type { Ctx } from '#core/ctx.ts'
import type { UserRow } from '../accounts.tables.ts'
import { hashOf, newSecret } from '../secrets.ts'
import { findClient } from './clients.service.ts'
import { AuthorizationRequest, Introduction } from './oauth.schema.ts'
import { type OauthClientRow, oauthCodes } from './oauth.tables.ts'
import { redirectTo } from './redirects.ts'
import { OAuthError, type OAuthErrorCode } from './refusals.ts'

const CODE_MS = 120_000

/** What is offered here: to whom tokens are made out, and what they may allow. */
export interface Offer {
  issuer: string
  /** The door that tokens open. */
  resource: string
  scopes: string[]
}

/** What a client asks of somebody, when all of it is right. */
export interface Asked {
  client: OauthClientRow
  redirectUri: string
  codeChallenge: string
  scopes: string[]
  state: string | null
}

/** The client may be told of it: the browser goes there. */
export interface SentBack {
  location: string
}

/**
 * Reads what a client asks. Throws while it is not certain whom the answer would reach (RFC 6749 §4.1.2.1); after that, what is
 * wrong is told to the client.
 */
export async function readAsked(ctx: Ctx, offer: Offer, given: unknown): Promise<Asked | SentBack> {
  const introduction = Introduction.safeParse(given)
  const client = introduction.success ? await findClient(ctx, introduction.data.client_id) : undefined
  if (!introduction.success || !client)
    throw new OAuthError('invalid_client', 'This program is not known here. Connect it once more.')
  const { redirect_uri: redirectUri } = introduction.data
  if (!client.redirectUris.includes(redirectUri))
    throw new OAuthError('invalid_request', 'This program asks to send you to an address that it has not registered.')
  const { state: told } = given as { state?: unknown } // parsed as an object above
  const state = typeof told === 'string' ? told.slice(0, 2_000) : null
  const refuse = (code: OAuthErrorCode, why: string) => ({
    location: refusalTo(offer, { redirectUri, state }, code, why),
  })
  const parsed = AuthorizationRequest.safeParse(given)
  if (!parsed.success)
    return refuse('invalid_request', `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`)
  const { response_type, code_challenge: codeChallenge, scope, resource } = parsed.data
  if (response_type !== 'code') return refuse('unsupported_response_type', 'response_type: code alone')
  if (!isResource(offer, resource)) return refuse('invalid_target', `resource: ${offer.resource} alone`)
  const scopes = scope === undefined ? offer.scopes : allowedOf(offer, scope.split(' '))
  if (scopes.length === 0) return refuse('invalid_scope', 'scope: none of these is offered here')
  return { client, redirectUri, codeChallenge, scopes, state }
}

/** Lets the program in: where the browser takes the code. `chosen` are the scopes that the user left standing. */
export async function letIn(ctx: Ctx, offer: Offer, asked: Asked, user: UserRow, chosen: string[]): Promise<string> {
  const scopes = asked.scopes.filter((scope) => chosen.includes(scope))
  if (scopes.length === 0) return refusalTo(offer, asked, 'access_denied', 'Nothing was allowed.')
  const code = newSecret('code_')
  await ctx.db.insert(oauthCodes).values({
    codeHash: hashOf(code),
    userId: user.id,
    clientId: asked.client.id,
    redirectUri: asked.redirectUri,
    codeChallenge: asked.codeChallenge,
    scopes,
    expiresAt: new Date(ctx.now().getTime() + CODE_MS).toISOString(),
  })
  return redirectTo(asked.redirectUri, { code, state: asked.state, iss: offer.issuer })
}

/** Where the browser takes a refusal. */
export function refusalTo(
  { issuer: iss }: Offer,
  { redirectUri, state }: Pick<Asked, 'redirectUri' | 'state'>,
  error: OAuthErrorCode,
  description: string,
): string {
  return redirectTo(redirectUri, { error, error_description: description, state, iss })
}

/** Whether a token for this may be asked for (RFC 8707). Who names nothing means the only door there is. */
export const isResource = ({ resource }: Offer, named: string | undefined) =>
  named === undefined || named.replace(/\/$/, '') === resource

const allowedOf = ({ scopes }: Offer, asked: string[]) => scopes.filter((scope) => asked.includes(scope))
