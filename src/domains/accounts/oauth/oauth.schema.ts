import { z } from 'zod'
import { isRedirectUri } from './redirects.ts'

const Short = z.string().max(300)

/** Fields that nobody knows are left out (RFC 7591 §2), as clients tell more of themselves than anybody asks. */
export const Registration = z.object({
  redirect_uris: z.array(z.string().refine(isRedirectUri, 'https, or http on the same machine')).min(1).max(5),
  client_name: z.string().trim().max(200).optional(),
})
export type Registration = z.infer<typeof Registration>

/** What must be right before anything is sent to the client at all. */
export const Introduction = z.object({ client_id: z.uuid(), redirect_uri: z.string().max(500) })

const Resource = z.string().max(500).optional()

export const AuthorizationRequest = z.object({
  response_type: Short,
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal('S256'),
  scope: z.string().max(4_000).optional(),
  state: z.string().max(2_000).optional(),
  resource: Resource,
})

export const CodeGrant = z.object({
  code: Short,
  client_id: z.uuid(),
  redirect_uri: z.string().max(500),
  code_verifier: z.string().regex(/^[\w.~-]{43,128}$/),
  resource: Resource,
})
export type CodeGrant = z.infer<typeof CodeGrant>

export const RefreshGrant = z.object({ refresh_token: Short, client_id: z.uuid(), resource: Resource })
export type RefreshGrant = z.infer<typeof RefreshGrant>
