import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import { type ExternalIdentity, identityFrom } from './identity.ts'
import { type IssuerKeys, issuerKeys } from './issuer-keys.ts'

/** Signatures that a public key checks. None of them can be made with that public key, as HS256 could. */
export const ASYMMETRIC: readonly string[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]

export interface TrustedIssuer {
  /** Compared with `iss` letter by letter. */
  issuer: string
  audience: string
  /** Null: named by the issuer's own `/.well-known/openid-configuration`. */
  jwksUri: string | null
  algorithms: readonly string[]
  kind: 'oidc' | 'supabase' | 'cognito'
}

/** The configuration values that name other issuers; `jwksUris` replaces the well-known key addresses. */
export interface IssuerSettings {
  firebaseProjectId: string | null
  supabaseUrl: string | null
  cognitoIssuer: string | null
  cognitoClientId: string | null
  trustedIssuers: readonly {
    issuer: string
    audience: string
    jwksUri?: string | undefined
    algorithms?: readonly string[] | undefined
  }[]
  jwksUris?: { firebase?: string; supabase?: string; cognito?: string }
}

export interface Issuers {
  verify(token: string): Promise<ExternalIdentity | null>
}

/** Whose tokens are accepted, by configuration. Throws on an issuer named twice and on an algorithm that is not asymmetric. */
export function trustedIssuers(settings: IssuerSettings): TrustedIssuer[] {
  const list = [...firebase(settings), ...supabase(settings), ...cognito(settings), ...others(settings)]
  for (const { issuer, algorithms } of list) {
    const refused = algorithms.find((algorithm) => !ASYMMETRIC.includes(algorithm))
    if (refused !== undefined)
      throw new Error(`TRUSTED_ISSUERS: ${refused} of ${issuer} is not an asymmetric algorithm`)
    if (list.filter((other) => other.issuer === issuer).length > 1)
      throw new Error(`The issuer ${issuer} is named twice`)
  }
  return list
}

export interface IssuersOptions {
  now?: () => Date
  /** An unknown key id asks the issuer for its keys again at most this often. */
  cooldownMs?: number
}

/**
 * Verifies access and ID tokens of the trusted issuers: signature, `iss`, audience, `exp`, `nbf` (30 s tolerance) and `sub`.
 * Null for any token that is not a valid one of theirs. Rejects with AppError `unavailable` only when an issuer's keys
 * are needed and cannot be had: the token may be good. Keys are kept for 10 minutes.
 */
export function createIssuers(list: TrustedIssuer[], options: IssuersOptions = {}): Issuers {
  const { now = () => new Date(), cooldownMs = 30_000 } = options
  const known = new Map(
    list.map((trusted) => {
      const keys = issuerKeys(trusted.issuer, trusted.jwksUri, cooldownMs)
      return [trusted.issuer, { trusted, keys }]
    }),
  )
  return {
    async verify(token) {
      const found = known.get(issuerOf(token) ?? '')
      return found === undefined ? null : verified(token, found.trusted, found.keys, now())
    },
  }
}

const TOLERANCE_SECONDS = 30
const MAX_TOKEN_LENGTH = 8_192
const FIREBASE_KEYS = 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'

function firebase({ firebaseProjectId: project, jwksUris }: IssuerSettings): TrustedIssuer[] {
  if (project === null) return []
  const issuer = `https://securetoken.google.com/${project}`
  const jwksUri = jwksUris?.firebase ?? FIREBASE_KEYS
  return [{ issuer, audience: project, jwksUri, algorithms: ['RS256'], kind: 'oidc' }]
}

function supabase({ supabaseUrl, jwksUris }: IssuerSettings): TrustedIssuer[] {
  if (supabaseUrl === null) return []
  const issuer = `${supabaseUrl.replace(/\/+$/, '')}/auth/v1`
  const jwksUri = jwksUris?.supabase ?? `${issuer}/.well-known/jwks.json`
  return [{ issuer, audience: 'authenticated', jwksUri, algorithms: ['ES256', 'RS256'], kind: 'supabase' }]
}

function cognito({ cognitoIssuer, cognitoClientId, jwksUris }: IssuerSettings): TrustedIssuer[] {
  if (cognitoIssuer === null || cognitoClientId === null) return []
  const issuer = cognitoIssuer.replace(/\/+$/, '')
  const jwksUri = jwksUris?.cognito ?? `${issuer}/.well-known/jwks.json`
  return [{ issuer, audience: cognitoClientId, jwksUri, algorithms: ['RS256'], kind: 'cognito' }]
}

function others(settings: IssuerSettings): TrustedIssuer[] {
  return settings.trustedIssuers.map(({ issuer, audience, jwksUri = null, algorithms = ASYMMETRIC }) => {
    return { issuer, audience, jwksUri, algorithms, kind: 'oidc' }
  })
}

function issuerOf(token: string): string | undefined {
  if (token.length > MAX_TOKEN_LENGTH) return undefined
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

async function verified(token: string, trusted: TrustedIssuer, keys: IssuerKeys, currentDate: Date) {
  const { issuer, kind, algorithms } = trusted
  const checks = { issuer, algorithms: [...algorithms], requiredClaims: ['sub', 'exp'], currentDate }
  const audience = kind === 'cognito' ? {} : { audience: trusted.audience }
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      ...checks,
      ...audience,
      clockTolerance: TOLERANCE_SECONDS,
    })
    // Logout tokens and the like carry the same issuer and audience but grant nothing (RFC 8725 §3.11).
    if (!/^((application\/)?(at\+)?jwt)?$/i.test(protectedHeader.typ ?? '')) return null
    if (kind === 'cognito' && !isForClient(payload, trusted.audience)) return null
    return identityFrom(issuer, kind === 'supabase' ? withProfile(payload) : payload)
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** Cognito's access tokens name the app in `client_id` and have no audience; its ID tokens have one. */
function isForClient({ token_use, client_id, aud }: JWTPayload, clientId: string): boolean {
  return token_use === 'access' ? client_id === clientId : token_use === 'id' && aud === clientId
}

/** Supabase lets people edit `user_metadata` themselves: good for a name, worthless as proof of an address. */
function withProfile(payload: JWTPayload): JWTPayload {
  const profile = payload.user_metadata
  if (typeof profile !== 'object' || profile === null) return payload
  const { full_name, name, avatar_url } = { full_name: null, name: null, avatar_url: null, ...profile }
  return { ...payload, name: full_name ?? name, picture: avatar_url }
}
