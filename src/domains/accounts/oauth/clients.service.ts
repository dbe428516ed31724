import { count, eq, notExists } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { sessions } from '../accounts.tables.ts'
import { Registration } from './oauth.schema.ts'
import { type OauthClientRow, oauthClients } from './oauth.tables.ts'
import { OAuthError } from './refusals.ts'

/** So many may have introduced themselves and been let in by nobody; after a day they are forgotten. */
const MAX_WAITING = 10_000

/** A program that introduces itself (RFC 7591). It gets a name and no secret; 429 when too many wait to be let in. */
export async function registerClient(ctx: Ctx, given: unknown): Promise<OauthClientRow> {
  const parsed = Registration.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const isAddress = issue?.path[0] === 'redirect_uris'
    const code = isAddress ? 'invalid_redirect_uri' : 'invalid_client_metadata'
    throw new OAuthError(code, `${issue?.path.join('.')}: ${issue?.message}`)
  }
  const letIn = ctx.db.select({ id: sessions.id }).from(sessions).where(eq(sessions.clientId, oauthClients.id))
  const [waiting] = await ctx.db.select({ clients: count() }).from(oauthClients).where(notExists(letIn))
  if ((waiting?.clients ?? 0) >= MAX_WAITING)
    throw new AppError('rate_limited', 'Too many clients are waiting to be let in.', { retryAfterSeconds: 3_600 })
  const { redirect_uris: redirectUris, client_name: name } = parsed.data
  const [client] = await ctx.db
    .insert(oauthClients)
    .values({ id: newId(), name: oneLine(name ?? '') || 'A program', redirectUris })
    .returning()
  return found(client, 'Client')
}

export async function findClient(ctx: Ctx, id: string): Promise<OauthClientRow | undefined> {
  const [client] = await ctx.db.select().from(oauthClients).where(eq(oauthClients.id, id))
  return client
}

/** What a program calls itself begins no line of its own and turns no reading direction. */
const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 80)
