import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, importJWK, type JWK, type JWTPayload, type JWTVerifyOptions, jwtVerify, SignJWT } from 'jose'
import type { Role } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'

/** Seconds an access token is good for. */
export const ACCESS_SECONDS = 900
/** Seconds somebody who came back from a provider may take to let a program in. */
export const PROOF_SECONDS = 600
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
  /** For a browser alone: who signed in there at a provider, good for ten minutes and for the page that lets programs in. */
  signProof(userId: string, nowSeconds: number): Promise<string>
  /** The user of such a proof; refuses everything else. */
  verifyProof(proof: string, now: Date): Promise<string>
  jwks(): { keys: JWK[] }
}

/** All `keys` verify; the last one signs. */
export async function createTokens(issuer: string, keys: SigningKey[]): Promise<Tokens> {
  const signer = keys.at(-1)
  if (!signer) throw new Error('No signing key')
  const privateKey = await importJWK(signer.privateJwk, signer.alg)
  const publicKeys = new Map<string, ImportedKey>()
  for (const key of keys) publicKeys.set(key.kid, await importJWK(key.publicJwk, key.alg))
  const signed = (claims: JWTPayload, typ: string) =>
    new SignJWT({ ...claims, iss: issuer })
      .setProtectedHeader({ alg: signer.alg, kid: signer.kid, typ })
      .sign(privateKey)
  const verified = async (token: string, options: JWTVerifyOptions) => {
    const expected = { issuer, algorithms: [ALGORITHM], ...options }
    return (await jwtVerify(token, ({ kid = '' }) => publicKeys.get(kid) ?? unknown(), expected).catch(unknown)).payload
  }
  return {
    sign: (subject, iat) => signed(claimsOf(subject, issuer, iat), 'at+jwt'),
    verify: async (token, currentDate) => {
      const requiredClaims = ['sub', 'sid', 'role', 'exp', 'iat', 'aud']
      const payload = await verified(token, {
        audience: [AUDIENCE, clientAudience(issuer)],
        currentDate,
        requiredClaims,
      })
      return payload as unknown as AccessClaims // required above, signed by us
    },
    signProof: (sub, iat) => signed({ sub, aud: proofAudience(issuer), iat, exp: iat + PROOF_SECONDS }, 'proof+jwt'),
    verifyProof: async (proof, currentDate) => {
      const requiredClaims = ['sub', 'exp']
      const { sub } = await verified(proof, { audience: proofAudience(issuer), currentDate, requiredClaims })
      return sub ?? unknown()
    },
    jwks: () => ({ keys: keys.map(({ kid, alg, publicJwk }) => ({ ...publicJwk, kid, alg, use: 'sig' })) }),
  }
}

/** A fresh ES256 key pair; the kid sorts by age. */
export async function newSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { kid, alg: ALGORITHM, privateJwk: await exportJWK(privateKey), publicJwk: await exportJWK(publicKey) }
}

function claimsOf(
  { userId, sessionId, role, grant = null, support }: Subject,
  issuer: string,
  iat: number,
): JWTPayload {
  return {
    sid: sessionId,
    role,
    ...(grant && { client_id: grant.clientId, scope: grant.scopes.join(' ') }),
    ...(support && { act: { sub: support.by }, scope: support.scopes.join(' ') }),
    aud: grant ? clientAudience(issuer) : AUDIENCE,
    sub: userId,
    iat,
    exp: Math.min(iat + ACCESS_SECONDS, support?.until ?? Number.POSITIVE_INFINITY),
  }
}

const proofAudience = (publicUrl: string) => `${publicUrl}/oauth/authorize`

function unknown(): never {
  throw new AppError('unauthenticated', 'This token is not valid or has expired. Refresh it or sign in again.')
}
