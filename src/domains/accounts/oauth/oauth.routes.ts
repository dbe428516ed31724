import type { FastifyInstance } from 'fastify'
import type { Routes } from '#core/http.ts'
import { scopesOf } from '#core/tools/scopes.ts'
import { neverStored } from '../auth.routes.ts'
import { deskOf } from '../desk.ts'
import { clientAudience } from '../tokens.ts'
import type { Offer } from './authorization.service.ts'
import { registerClient } from './clients.service.ts'
import { answerConsent, formOf } from './consent.routes.ts'
import { endGrant, grantTokens } from './grants.service.ts'
import { OAuthError } from './refusals.ts'

const open = { schema: { hide: true }, config: { public: true } } as const
const guessing = { schema: { hide: true }, config: { public: true, signIn: true } } as const
const MAX_BYTES = 16_384

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

  answerConsent(app, desk, offer)

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
