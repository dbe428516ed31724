import { z } from 'zod'
import type { Routes } from '#core/http.ts'
import { deskOf } from './desk.ts'

const Jwk = z.object({
  kty: z.string(),
  crv: z.string(),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.string(),
  use: z.string(),
})

export const JwkSet = z.object({ keys: z.array(Jwk) }).meta({
  id: 'JwkSet',
  example: {
    keys: [
      {
        kty: 'EC',
        crv: 'P-256',
        x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
        y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
        kid: '2027-03-01',
        alg: 'ES256',
        use: 'sig',
      },
    ],
  },
})

export const signingKeysRoutes: Routes = async (app) => {
  const { tokens } = deskOf(app.platform)
  app.get(
    '/.well-known/jwks.json',
    {
      config: { public: true },
      schema: {
        operationId: 'getSigningKeys',
        summary: 'Read the keys that verify access tokens',
        description: 'A JSON Web Key Set (RFC 7517). A new key stands here some minutes before it signs.',
        tags: ['auth'],
        response: { 200: JwkSet },
      },
    },
    async (_, reply) => {
      reply.header('cache-control', 'public, max-age=60')
      // Every key is an EC public key made by newSigningKey.
      return tokens.jwks() as z.infer<typeof JwkSet>
    },
  )
}
