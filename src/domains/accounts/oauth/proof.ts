import { and, eq } from 'drizzle-orm'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#core/errors.ts'
import { type UserRow, users } from '../accounts.tables.ts'
import { keepInBrowser, keptInBrowser } from '../browser.ts'
import type { Desk } from '../desk.ts'
import { PROOF_SECONDS } from '../tokens.ts'

const NAME = 'almanac_proof'

/** Lets this browser show at the page for programs, for ten minutes, who has signed in at a provider. */
export async function keepProof(reply: FastifyReply, { tokens, publicUrl }: Desk, user: UserRow, now: Date) {
  const value = await tokens.signProof(user.id, Math.floor(now.getTime() / 1_000))
  keepInBrowser(reply, { name: NAME, value, url: `${publicUrl}/oauth/authorize`, seconds: PROOF_SECONDS })
}

/** A proof is for one decision: the next person at this browser has to say who they are. */
export function forgetProof(reply: FastifyReply, { publicUrl }: Desk) {
  keepInBrowser(reply, { name: NAME, value: '', url: `${publicUrl}/oauth/authorize`, seconds: 0 })
}

/** Who has signed in at a provider in this browser; null for nobody, too long ago, or who may not come in any more. */
export async function provedUser(request: FastifyRequest, { tokens }: Desk): Promise<UserRow | null> {
  const { ctx } = request
  const proof = keptInBrowser(request, NAME)
  if (proof === null || isForeign(request)) return null
  try {
    const id = await tokens.verifyProof(proof, ctx.now())
    const isActive = and(eq(users.id, id), eq(users.status, 'active'))
    const [user] = await ctx.db.select().from(users).where(isActive)
    return user ?? null
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return null
    throw error
  }
}

/** Our own form alone, where the browser says so: a neighbouring subdomain counts as the same site to its cookies. */
const isForeign = ({ method, headers }: FastifyRequest) =>
  method === 'POST' && (headers['sec-fetch-site'] ?? 'same-origin') !== 'same-origin'
