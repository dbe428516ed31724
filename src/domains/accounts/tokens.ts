import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import type { Role } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'

/** Seconds an access token is good for. */
export const ACCESS_SECONDS = 900
export const ALGORITHM = 'ES256'
export const AUDIENCE = 'almanac'

/** The audience of what programs are given: the door for AI clients and no other (RFC 8707). */
export const clientAudience = (publicUrl: string) => `${publicUrl}/mcp`

export interface AccessClaims {
  sub: string
  sid: string
  role: Role
  aud: string
  /** Of a program alone: which, and what it may do, parted by spaces. */
  client_id?: string
  scope?: string
  /** Who acts as the subject, by their leave (RFC 8693 §4.1). */
  act?: { sub: string }
  iat: number
  exp: number
}

/** Whom a token is for. A `grant` makes it one of a program, which opens nothing but the door for AI clients. */
export interface Subject {
  userId: string
  sessionId: string
  role: Role
  grant?: Grant | null
  support?: SupportGrant
}

/** What somebody has allowed whoever runs this server: who acts, what they may do, and until when (seconds since 1970). */
export interface SupportGrant {
  by: string
  scopes: string[]
  until: number
}

/** What somebody has allowed a program. */
export interface Grant {
  clientId: string
  scopes: string[]
}

export interface SigningKey {
  kid: string
  alg: string
  privateJwk: JWK
  publicJwk: JWK
}

type ImportedKey = Awaited<ReturnType<typeof importJWK>>

/** Signs and verifies this server's own access tokens (JWT, ES256, RFC 9068's claims that a client can rely on). */
export interface Tokens {
  sign(subject: Subject, nowSeconds: number): Promise<string>
  /** Refuses every token that is not ours, not in time or not signed with one of our keys and its own algorithm. */
  verify(token: string, now: Date): Promise<AccessClaims>
  jwks(): { keys: JWK[] }
}

/** All `keys` verify; the last one signs. */
export async function createTokens(issuer: string, keys: SigningKey[]): Promise<Tokens> {
  const signer = keys.at(-1)
  if (!signer) throw new Error('No signing key')
  const privateKey = await importJWK(signer.privateJwk, signer.alg)
  const publicKeys = new Map<string, ImportedKey>()
  for (const key of keys) publicKeys.set(key.kid, await importJWK(key.publicJwk, key.alg))
  return {
    sign: ({ userId, sessionId, role, grant = null, support }, iat) =>
      new SignJWT({
        sid: sessionId,
        role,
        ...(grant && { client_id: grant.clientId, scope: grant.scopes.join(' ') }),
        ...(support && { act: { sub: support.by }, scope: support.scopes.join(' ') }),
      })
        .setProtectedHeader({ alg: signer.alg, kid: signer.kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(grant ? clientAudience(issuer) : AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(iat)
        .setExpirationTime(Math.min(iat + ACCESS_SECONDS, support?.until ?? Number.POSITIVE_INFINITY))
        .sign(privateKey),
    verify: async (token, now) => {
      const options = {
        issuer,
        audience: [AUDIENCE, clientAudience(issuer)],
        algorithms: [ALGORITHM],
        currentDate: now,
        requiredClaims: ['sub', 'sid', 'role', 'exp', 'iat', 'aud'],
      }
      const { payload } = await jwtVerify(token, ({ kid = '' }) => publicKeys.get(kid) ?? unknown(), options).catch(
        () => unknown(),
      )
      return payload as unknown as AccessClaims // required above, signed by us
    },
    jwks: () => ({ keys: keys.map(({ kid, alg, publicJwk }) => ({ ...publicJwk, kid, alg, use: 'sig' })) }),
  }
}

/** A fresh ES256 key pair; the kid sorts by age. */
export async function newSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { kid, alg: ALGORITHM, privateJwk: await exportJWK(privateKey), publicJwk: await exportJWK(publicKey) }
}

function unknown(): never {
  throw new AppError('unauthenticated', 'This token is not valid or has expired. Refresh it or sign in again.')
}
