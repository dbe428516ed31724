import { createHash } from 'node:crypto'
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { z } from 'zod'
import { type Ctx, inTransaction } from '#core/ctx.ts'
import { sessions, users } from '../accounts.tables.ts'
import { pairOf } from '../auth.service.ts'
import type { Desk } from '../desk.ts'
import { hashOf } from '../secrets.ts'
import { endSessions, openSession, type Rotation, rotate, sessionOfToken } from '../sessions.service.ts'
import { isResource, type Offer } from './authorization.service.ts'
import { findClient } from './clients.service.ts'
import { CodeGrant, RefreshGrant } from './oauth.schema.ts'
import { type OauthCodeRow, oauthCodes } from './oauth.tables.ts'
import { OAuthError } from './refusals.ts'

/** RFC 6749 §5.1 */
export interface TokenAnswer {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  refresh_token: string
  scope: string
}

/**
 * Tokens for a code or for the refresh token before. Either works once: when one comes a second time it was copied, so everything
 * that came of it ends everywhere.
 */
export async function grantTokens(ctx: Ctx, desk: Desk, offer: Offer, given: unknown): Promise<TokenAnswer> {
  const { grant_type: kind } = given as { grant_type?: unknown } // a form is an object
  if (kind !== 'authorization_code' && kind !== 'refresh_token')
    throw new OAuthError('unsupported_grant_type', 'grant_type: authorization_code or refresh_token')
  const { resource } = given as { resource?: string } // a form holds text alone
  if (!isResource(offer, resource)) throw new OAuthError('invalid_target', `resource: ${offer.resource} alone`)
  const outcome = kind === 'refresh_token' ? await carryOn(ctx, given) : await redeem(ctx, given)
  if ('refused' in outcome) {
    desk.bus.revoked(outcome.ended)
    throw new OAuthError('invalid_grant', 'This code or token is not valid any more. Ask the user again.')
  }
  const { accessToken, refreshToken, expiresIn } = await pairOf(ctx, desk, outcome.opened)
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
    refresh_token: refreshToken,
    scope: (outcome.opened.grant?.scopes ?? []).join(' '),
  }
}

/** Ends what a refresh token of a program belongs to, at once and everywhere. Any other token is left alone. */
export async function endGrant(ctx: Ctx, desk: Desk, token: string): Promise<void> {
  const known = await sessionOfToken(ctx, token)
  if (!known) return
  const which = and(eq(sessions.id, known.sessionId), isNotNull(sessions.clientId))
  desk.bus.revoked(await inTransaction(ctx, (ctx) => endSessions(ctx, known.userId, which, 'signed_out')))
}

function carryOn(ctx: Ctx, given: unknown): Promise<Rotation> {
  const { refresh_token: token, client_id: clientId } = parsed(RefreshGrant, given)
  return rotate(ctx, token, clientId)
}

async function redeem(ctx: Ctx, given: unknown): Promise<Rotation> {
  const input = parsed(CodeGrant, given)
  const client = await findClient(ctx, input.client_id)
  if (!client) throw new OAuthError('invalid_client', 'This client is not known here. Register it once more.')
  const codeHash = hashOf(input.code)
  return inTransaction(ctx, async (ctx): Promise<Rotation> => {
    const usedAt = ctx.now().toISOString()
    const [code] = await ctx.db
      .update(oauthCodes)
      .set({ usedAt })
      .where(and(eq(oauthCodes.codeHash, codeHash), isNull(oauthCodes.usedAt)))
      .returning()
    if (!code) return replayed(ctx, codeHash)
    const isActive = and(eq(users.id, code.userId), eq(users.status, 'active'))
    const [user] = await ctx.db.select().from(users).where(isActive)
    if (!user || code.expiresAt <= usedAt || !isTheirs(code, input)) return { refused: true, ended: [] }
    const grant = { clientId: client.id, scopes: code.scopes }
    const opened = await openSession(ctx, user, { userAgent: client.name, ip: null }, grant)
    await ctx.db.update(oauthCodes).set({ sessionId: opened.sessionId }).where(eq(oauthCodes.codeHash, codeHash))
    return { opened }
  })
}

/** The client that the code is for, at the address it came to, with the secret behind the challenge (RFC 7636 §4.6). */
const isTheirs = (code: OauthCodeRow, { client_id, redirect_uri, code_verifier }: CodeGrant) =>
  code.clientId === client_id &&
  code.redirectUri === redirect_uri &&
  code.codeChallenge === createHash('sha256').update(code_verifier).digest('base64url')

async function replayed(ctx: Ctx, codeHash: string): Promise<Rotation> {
  const [code] = await ctx.db.select().from(oauthCodes).where(eq(oauthCodes.codeHash, codeHash))
  if (!code?.sessionId) return { refused: true, ended: [] }
  return { refused: true, ended: await endSessions(ctx, code.userId, eq(sessions.id, code.sessionId), 'replayed') }
}

function parsed<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const { success, data, error } = schema.safeParse(given)
  if (success) return data
  throw new OAuthError('invalid_request', `${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}`)
}
