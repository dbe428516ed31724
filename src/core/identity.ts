import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor, Ctx, UserCtx } from './ctx.ts'
import { AppError } from './errors.ts'
import type { Limits } from './limits.ts'
import type { Authenticator, Door } from './module.ts'

declare module 'fastify' {
  interface FastifyRequest {
    ctx: Ctx
  }
  interface FastifyContextConfig {
    /** Reachable without signing in. Absent means signed-in only; the list of these is pinned by a test. */
    public?: true
    /** Guessing must be slow here: the tight budget per address. */
    signIn?: true
    /** A socket: signs in by its first frame, and takes from the budgets then. */
    socket?: true
    /** Proves itself by a signature over its body; the route takes from the budgets what it refuses. */
    signed?: true
    /** Tokens that are for this door alone are good here. */
    door?: Door
    /** What an API key needs (`tasks` → `tasks:read` or `tasks:write`); `session` refuses keys altogether. */
    scope?: string
  }
}

/** The request's context, narrowed to a signed-in user. */
export function userCtx(request: FastifyRequest): UserCtx {
  const { ctx } = request
  if (ctx.actor === null) throw new AppError('unauthenticated', 'Sign in first.')
  return ctx as UserCtx
}

/** Works out who is asking, takes one from their budget, and refuses what they may not do, before the body is read. */
export function identify(app: FastifyInstance, authenticator: Authenticator, limits: Limits) {
  const { base, database } = app.platform
  app.decorateRequest('ctx')
  app.addHook('onRequest', async (request, reply) => {
    const { config } = request.routeOptions
    request.ctx = { ...base, actor: null }
    if (config.socket || config.signed) return
    const token = bearer(request)
    if (config.signIn) await limits.take('signIn', request.ip, reply)
    if (token === null || config.signIn) {
      if (!config.signIn) await limits.take('address', request.ip, reply)
      if (config.public || request.is404) return
      throw new AppError('unauthenticated', 'Sign in first.')
    }
    const actor = await identified(authenticator, token, limits, request)
    if (actor === null) return
    await limits.take('user', actor.id, reply)
    if (!request.is404 && !(config.public && config.scope === undefined)) allow(actor, config.scope, request.method)
    request.ctx = { ...base, actor, db: actor.via === null ? base.db : database.attributedTo(actor.via) }
  })
}

/** Null on a public route whose caller sent a token that is over: a refresh must not fail for the token it replaces. */
async function identified(
  authenticator: Authenticator,
  token: string,
  limits: Limits,
  request: FastifyRequest,
): Promise<Actor | null> {
  try {
    const actor = authenticator.authenticate(token, request.routeOptions.config.door)
    return actor instanceof Promise ? await actor : actor
  } catch (error) {
    await limits.take('address', request.ip)
    const isOver = error instanceof AppError && error.code === 'unauthenticated'
    if (isOver && request.routeOptions.config.public) return null
    throw error
  }
}

function bearer(request: FastifyRequest): string | null {
  const header = request.headers.authorization
  if (header === undefined) return null
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
  if (token !== undefined && token.length <= 8_192) return token
  // Clients that have no token yet send the word alone, and must be able to sign in.
  if (request.routeOptions.config.public) return null
  throw new AppError('unauthenticated', 'Send `Authorization: Bearer <token>`.')
}

function allow(actor: Actor, scope: string | undefined, method: string) {
  const needed = scopeOf(scope, method)
  if (holdsScope(actor, needed)) return
  throw new AppError('forbidden', needed === null ? inPersonOnly(actor) : `This API key needs the scope ${needed}.`)
}

const inPersonOnly = ({ via }: Actor) =>
  via?.startsWith('support:')
    ? 'Only the person themselves can do this.'
    : 'An API key cannot do this. Sign in instead.'

/** Whether this caller may do what asks for a scope; null is what no API key may. Everything is open to the user in person. */
export function holdsScope({ scopes }: Actor, needed: string | null): boolean {
  return scopes === null || (needed !== null && (scopes.includes('*') || scopes.includes(needed)))
}

/** The scope a key must have for this operation; null when no key may. */
export function scopeOf(scope: string | undefined, method: string): string | null {
  if (scope === undefined || scope === 'session') return null
  return `${scope}:${method === 'GET' || method === 'HEAD' ? 'read' : 'write'}`
}
