import { createRemoteJWKSet, errors, type JWTHeaderParameters, type RemoteJWKSet } from 'jose'
import { AppError } from '#core/errors.ts'

/** The key that must have signed a token with this header. */
export type IssuerKeys = (header: JWTHeaderParameters) => ReturnType<RemoteJWKSet>

/**
 * The public keys of an issuer, from `jwksUri` or else from where its discovery document points. Fetched when first needed,
 * kept for 10 minutes, and asked for again by an unknown key id, at most once per cooldown; parallel callers share one
 * request of at most 5 s. A key the issuer does not have is jose's error, about the token; anything that keeps the
 * keys from being known is AppError `unavailable`, and the next call tries again.
 */
export function issuerKeys(issuer: string, jwksUri: string | null, cooldownMs: number): IssuerKeys {
  const options = { cooldownDuration: cooldownMs, timeoutDuration: TIMEOUT_MS }
  let keys: Promise<RemoteJWKSet> | null = null
  const find = async () => createRemoteJWKSet(new URL(jwksUri ?? (await discovered(issuer))), options)
  return async (header) => {
    try {
      keys ??= find()
      return await (await keys)(header)
    } catch (error) {
      if (ABOUT_TOKEN.some((type) => error instanceof type)) throw error
      // A discovery that failed is not kept; keys that were found once stay, so an outage does not lose their cooldown.
      await keys?.catch(() => {
        keys = null
      })
      const message = `The sign-in service ${new URL(issuer).host} does not answer at the moment. Try again in a minute.`
      throw Object.assign(new AppError('unavailable', message, { retryAfterSeconds: 30 }), { cause: error })
    }
  }
}

const TIMEOUT_MS = 5_000
const ABOUT_TOKEN = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported]

/** OpenID Connect Discovery 1.0: the document must name the very issuer, and keys of an https issuer come over https. */
async function discovered(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  const metadata: unknown = response.ok ? await response.json() : null
  const complete = typeof metadata === 'object' && metadata !== null && 'issuer' in metadata && 'jwks_uri' in metadata
  if (!complete || metadata.issuer !== issuer) throw new Error(`${address} does not describe ${issuer}`)
  const uri = new URL(String(metadata.jwks_uri))
  if (uri.protocol !== 'https:' && issuer.startsWith('https:')) throw new Error(`${address} names keys without https`)
  return uri.href
}
