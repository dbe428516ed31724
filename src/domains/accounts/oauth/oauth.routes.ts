import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Html } from '#core/docs/page.ts'
import { AppError, ERROR_STATUS } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { scopesOf } from '#core/tools/scopes.ts'
import { neverStored } from '../auth.routes.ts'
import { LogIn } from '../auth.schema.ts'
import { proveIdentity } from '../auth.service.ts'
import { deskOf } from '../desk.ts'
import { clientAudience } from '../tokens.ts'
import { type Asked, letIn, type Offer, readAsked, refusalTo } from './authorization.service.ts'
import { registerClient } from './clients.service.ts'
import { endGrant, grantTokens } from './grants.service.ts'
import { consentPage, policyFor, refusalPage } from './pages.ts'
import { OAuthError } from './refusals.ts'

const open = { schema: { hide: true }, config: { public: true } } as const
const guessing = { schema: { hide: true }, config: { public: true, signIn: true } } as const
const MAX_BYTES = 16_384
/** What a client asks with, in the order of RFC 6749. */
const ASKED = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'resource',
  'code_challenge',
  'code_challenge_method',
]

/** OAuth 2.1 for AI clients: they introduce themselves, the user lets them in, and tokens open `/mcp` and nothing else. */
export const oauthRoutes: Routes = async (app) => {
  const desk = deskOf(app.platform)
  const { publicUrl } = desk
  const offer: Offer = { issuer: publicUrl, resource: clientAudience(publicUrl), scopes: scopesOf(app.platform.tools) }
  neverStored(app)
  readForms(app)
  const asOAuth = app.errorHandler
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof OAuthError)) return asOAuth(error as never, request, reply)
    return reply
      .code(error.code === 'invalid_client' ? 401 : 400)
      .send({ error: error.code, error_description: error.message })
  })

  app.get('/.well-known/oauth-authorization-server', open, async (_, reply) => reply.send(metadataOf(offer)))

  app.post('/oauth/register', { ...guessing, bodyLimit: MAX_BYTES }, async (request, reply) => {
    const { id, name, redirectUris, createdAt } = await registerClient(request.ctx, request.body)
    return reply.code(201).send({
      client_id: id,
      client_id_issued_at: Math.floor(Date.parse(createdAt) / 1_000),
      client_name: name,
      redirect_uris: redirectUris,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    })
  })

  app.get('/oauth/authorize', open, async (request, reply) => {
    const given = request.query as Record<string, unknown> // no schema: what is wrong is told in OAuth's words
    return answering(reply, async () => {
      const asked = await readAsked(request.ctx, offer, given)
      return 'location' in asked ? asked.location : { asked, html: consentPage(asked, hiddenOf(given), null) }
    })
  })

  app.post('/oauth/authorize', guessing, async (request, reply) => {
    const form = formOf(request.body)
    const given: Record<string, string> = Object.fromEntries(form)
    return answering(reply, async () => {
      const asked = await readAsked(request.ctx, offer, given)
      if ('location' in asked) return asked.location
      if (given.decision !== 'allow') return refusalTo(offer, asked, 'access_denied', 'The user did not allow it.')
      try {
        const user = await proveIdentity(request.ctx, await credentialsIn(app, given))
        return await letIn(request.ctx, offer, asked, user, form.getAll('allow'))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        reply.code(ERROR_STATUS[error.code])
        const complaint = complaintOf(error, given.totp)
        const entered = { email: (given.email ?? '').slice(0, 254), allowed: form.getAll('allow'), complaint }
        return { asked, html: consentPage(asked, hiddenOf(given), entered) }
      }
    })
  })

  // No tight budget, as for other refresh tokens: codes and tokens have 256 random bits.
  app.post('/oauth/token', { ...open, bodyLimit: MAX_BYTES }, (request) =>
    grantTokens(request.ctx, desk, offer, Object.fromEntries(formOf(request.body))),
  )

  // RFC 7009: the answer is the same whether or not anybody knows the token.
  app.post('/oauth/revoke', { ...open, bodyLimit: MAX_BYTES }, async (request, reply) => {
    await endGrant(request.ctx, desk, formOf(request.body).get('token') ?? '')
    return reply.send({})
  })
}

function readForms(app: FastifyInstance) {
  const options = { parseAs: 'string', bodyLimit: MAX_BYTES } as const
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    options,
    async (_: unknown, text: string | Buffer) => new URLSearchParams(String(text)),
  )
}

/** RFC 8414 */
const metadataOf = ({ issuer, scopes }: Offer) => ({
  issuer,
  authorization_endpoint: `${issuer}/oauth/authorize`,
  token_endpoint: `${issuer}/oauth/token`,
  revocation_endpoint: `${issuer}/oauth/revoke`,
  revocation_endpoint_auth_methods_supported: ['none'],
  registration_endpoint: `${issuer}/oauth/register`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  scopes_supported: scopes,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
  authorization_response_iss_parameter_supported: true,
  service_documentation: `${issuer}/docs`,
})

/** A page, or where the browser goes; a refusal that may go nowhere is a page. */
async function answering(reply: FastifyReply, work: () => Promise<string | { asked: Asked; html: Html }>) {
  try {
    const answer = await work()
    if (typeof answer === 'string') return reply.redirect(answer, 303)
    return sendPage(reply, answer.html, answer.asked.redirectUri)
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    return sendPage(reply.code(400), refusalPage(error.message), null)
  }
}

function sendPage(reply: FastifyReply, { html }: Html, redirectUri: string | null) {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policyFor(redirectUri))
    .header('referrer-policy', 'no-referrer')
    .send(html)
}

function formOf(body: unknown): URLSearchParams {
  if (body instanceof URLSearchParams) return body
  throw new OAuthError('invalid_request', 'Send a form: application/x-www-form-urlencoded.')
}

const hiddenOf = (given: Record<string, unknown>) =>
  ASKED.flatMap((name): [string, string][] => {
    const value = given[name]
    return typeof value === 'string' ? [[name, value]] : []
  })

async function credentialsIn(app: FastifyInstance, { email, password, totp }: Record<string, string>): Promise<LogIn> {
  const code = totp?.replaceAll(' ', '')
  const parsed = LogIn.safeParse({ email, password, ...(code && { totp: code }) })
  if (!parsed.success) throw new AppError('unauthenticated', 'Enter your e-mail address and your password.')
  await app.limits.take('account', parsed.data.email)
  return parsed.data
}

/** Who has given no code is asked for it in words of this page. */
const complaintOf = ({ message, details }: AppError, totp: string | undefined) =>
  details.extra?.totpRequired && !totp ? 'Enter the code of your authenticator app as well.' : message
