import * as oidc from 'openid-client'
import { AppError } from '#core/errors.ts'
import { type ExternalIdentity, identityFrom } from './identity.ts'

export interface OidcProvider {
  /** As people read it on the button: `Google`. */
  name: string
  /** `https://accounts.google.com`; plain http only on the loopback interface. */
  issuer: string
  clientId: string
  /** Null for a public client, which PKCE alone protects. */
  clientSecret: string | null
  scopes?: string[]
}

/** What must be kept in the browser or server between the two steps, out of reach of others. */
export interface OidcAttempt {
  state: string
  nonce: string
  codeVerifier: string
}

export interface Oidc {
  name: string
  /** Where to send the browser. `redirectUri` is registered with the provider and calls back with the answer. */
  begin(redirectUri: string): Promise<OidcAttempt & { url: string }>
  /** `currentUrl` is the address called back, in full: the redirect URI and the provider's parameters. */
  finish(answer: OidcAttempt & { currentUrl: string }): Promise<ExternalIdentity>
}

/**
 * Signs in with any OpenID Connect provider: authorization code with PKCE, state and nonce, ID token signature and claims
 * checked. The provider is discovered on first use and again only after a failure; every request ends within 10 s.
 * Rejects with AppError `unauthenticated` when this attempt cannot succeed (denied, forged, used up: begin again) and
 * `unavailable` when the provider does not answer properly. Anything else is a wrong registration at the provider.
 */
export function createOidc(provider: OidcProvider): Oidc {
  const { scopes = ['openid', 'email', 'profile'] } = provider
  const discover = discovery(provider)
  return {
    name: provider.name,
    async begin(redirectUri) {
      const config = await discover()
      const attempt = attempted()
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
      })
      return { ...attempt, url: url.href }
    },
    async finish({ currentUrl, state, nonce, codeVerifier }) {
      const config = await discover()
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier }
      try {
        return await identified(config, await oidc.authorizationCodeGrant(config, new URL(currentUrl), checks))
      } catch (error) {
        throw translated(error, provider.name)
      }
    },
  }
}

const TIMEOUT_SECONDS = 10
/** Clocks of provider and server may differ by this much. */
const TOLERANCE_SECONDS = 30
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

function attempted(): OidcAttempt {
  return { state: oidc.randomState(), nonce: oidc.randomNonce(), codeVerifier: oidc.randomPKCECodeVerifier() }
}

function discovery({ name, issuer, clientId, clientSecret }: OidcProvider): () => Promise<oidc.Configuration> {
  const url = new URL(issuer)
  const local = url.protocol === 'http:' && LOOPBACK.test(url.hostname)
  if (url.protocol !== 'https:' && !local) throw new Error(`The issuer ${issuer} of ${name} must be an https address`)
  const execute = [oidc.enableNonRepudiationChecks, ...(local ? [oidc.allowInsecureRequests] : [])]
  const metadata = { [oidc.clockTolerance]: TOLERANCE_SECONDS }
  const authentication = clientAuthentication(clientSecret)
  let found: Promise<oidc.Configuration> | null = null
  return () => {
    found ??= oidc
      .discovery(url, clientId, metadata, authentication, { execute, timeout: TIMEOUT_SECONDS })
      .catch((error: unknown) => {
        found = null
        throw translated(error, name)
      })
    return found
  }
}

/** The secret goes into the body where the provider offers that: some decode a Basic header wrongly. */
function clientAuthentication(secret: string | null): oidc.ClientAuth {
  if (secret === null) return oidc.None()
  const [post, basic] = [oidc.ClientSecretPost(secret), oidc.ClientSecretBasic(secret)]
  return (server, client, body, headers) => {
    const inBody = server.token_endpoint_auth_methods_supported?.includes('client_secret_post')
    return (inBody ? post : basic)(server, client, body, headers)
  }
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>

async function identified(config: oidc.Configuration, tokens: Tokens): Promise<ExternalIdentity> {
  const claims = tokens.claims()
  if (claims === undefined) throw new oidc.ClientError('The ID token is missing')
  // Many providers keep the address out of the ID token and answer it at the userinfo endpoint only.
  const more =
    claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined
      ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
      : {}
  const identity = identityFrom(claims.iss, { ...claims, ...more })
  if (identity === null) throw new oidc.ClientError('The subject is longer than 255 characters')
  return identity
}

const SILENT = ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR']

function translated(error: unknown, name: string): unknown {
  if (isDown(error)) {
    const message = `${name} does not answer at the moment. Try again in a minute or sign in another way.`
    return Object.assign(new AppError('unavailable', message, { retryAfterSeconds: 60 }), { cause: error })
  }
  const denied = error instanceof oidc.AuthorizationResponseError
  const usedUp = error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant'
  if (!denied && !usedUp && !(error instanceof oidc.ClientError)) return error
  const what = denied && error.error === 'access_denied' ? 'was cancelled' : 'could not be completed'
  const message = `Sign-in with ${name} ${what}. Start it again or sign in another way.`
  return Object.assign(new AppError('unauthenticated', message), { cause: error })
}

function isDown(error: unknown): boolean {
  if (error instanceof oidc.AuthorizationResponseError) {
    return error.error === 'server_error' || error.error === 'temporarily_unavailable'
  }
  if (error instanceof oidc.ClientError) return SILENT.includes(error.code ?? '')
  // How fetch reports a connection that failed.
  return error instanceof TypeError && error.cause instanceof Error
}
