import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { rowsOf } from './db.ts'
import { AppError } from './errors.ts'

/** A run that has not answered for this long has died; its key may be used again. */
const ABANDONED = '2 minutes'
const REPLAYED_HEADERS = ['content-type', 'location', 'etag']

interface Stored {
  fingerprint: string
  status: number | null
  headers: Record<string, string> | null
  body: string | null
}

declare module 'fastify' {
  interface FastifyRequest {
    idempotencyKey: string | null
  }
  interface FastifyContextConfig {
    /** Fields of the answer that are shown once: they are not kept, and null when the same request is answered again. */
    shownOnce?: readonly string[]
    /** Nothing is kept of it, so that a repeat is simply answered anew. */
    changesNothing?: true
  }
}

/**
 * `Idempotency-Key` on any signed-in POST: the first run's answer is kept for 24 h and given again; the same key with another
 * body is refused (422), while the first still runs it is 409, and a run that failed with 5xx may be repeated.
 */
export function makeIdempotent(app: FastifyInstance) {
  app.decorateRequest('idempotencyKey', null)
  // Called back rather than awaited: nearly no request carries a key, and those should not wait for a promise.
  app.addHook('preHandler', (request, reply, done) => {
    const key = request.headers['idempotency-key']
    if (request.method !== 'POST' || key === undefined || request.ctx.actor === null) return done()
    if (request.routeOptions.config.changesNothing) return done()
    replay(request, reply, key).then((isReplayed) => isReplayed || done(), done)
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.idempotencyKey === null) return done(null, payload)
    settle(request, reply, payload).then(() => done(null, payload), done)
  })
}

/** Gives the answer of the run before, if there was one; otherwise the caller may run. */
async function replay(request: FastifyRequest, reply: FastifyReply, key: string | string[]): Promise<boolean> {
  if (typeof key !== 'string' || key.length < 1 || key.length > 255)
    throw new AppError('invalid_input', 'Idempotency-Key: 1 to 255 characters')
  const stored = await claim(request, key)
  if (!stored) {
    request.idempotencyKey = key
    return false
  }
  reply.headers(stored.headers ?? {}).header('idempotent-replayed', 'true')
  reply
    .code(stored.status ?? 500)
    .serializer(String)
    .send(stored.body ?? '')
  return true
}

async function settle(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  if (reply.statusCode >= 500) await release(request)
  else await keep(request, reply.statusCode, reply.getHeaders(), keepable(request, payload))
}

function keepable(request: FastifyRequest, payload: unknown): string {
  const body = typeof payload === 'string' ? payload : ''
  const { shownOnce = [] } = request.routeOptions.config
  if (shownOnce.length === 0 || body === '') return body
  return JSON.stringify(JSON.parse(body), (name, value) => (shownOnce.includes(name) ? null : value))
}

/** A plain hash of a password would undo its slow one. */
const withoutPasswords = (name: string, value: unknown) => (/password/i.test(name) ? null : value)

/** Null when the caller may run; otherwise the answer of the run before. */
async function claim(request: FastifyRequest, key: string): Promise<Stored | null> {
  const { db, actor } = request.ctx
  const fingerprint = createHash('sha256')
    .update(`${request.url}\n${JSON.stringify(request.body ?? null, withoutPasswords)}`)
    .digest('base64url')
  const route = request.routeOptions.url ?? ''
  const claimed = await rowsOf(
    db,
    sql`insert into idempotency_keys (user_id, route, key, fingerprint) values (${actor?.id}, ${route}, ${key}, ${fingerprint})
        on conflict (user_id, route, key) do update set fingerprint = excluded.fingerprint, started_at = now()
          where idempotency_keys.status is null and idempotency_keys.started_at < now() - ${ABANDONED}::interval
        returning 1`,
  )
  if (claimed.length > 0) return null
  const [stored] = await rowsOf<Stored>(
    db,
    sql`select fingerprint, status, headers, body from idempotency_keys
        where user_id = ${actor?.id} and route = ${route} and key = ${key}`,
  )
  if (!stored)
    throw new AppError('conflict', 'The first request with this key has just failed. Try again.', {
      retryAfterSeconds: 1,
    })
  if (stored.fingerprint !== fingerprint)
    throw new AppError('unprocessable', 'This Idempotency-Key was used for another request. Use a new key.')
  if (stored.status === null)
    throw new AppError('conflict', 'The first request with this key is still running.', { retryAfterSeconds: 1 })
  return stored
}

async function keep(request: FastifyRequest, status: number, headers: Record<string, unknown>, body: string) {
  const kept = Object.fromEntries(
    REPLAYED_HEADERS.filter((name) => headers[name] !== undefined).map((name) => [name, String(headers[name])]),
  )
  await request.ctx.db.execute(
    sql`update idempotency_keys set status = ${status}, headers = ${JSON.stringify(kept)}::jsonb, body = ${body} where ${own(request)}`,
  )
}

const release = (request: FastifyRequest) =>
  request.ctx.db.execute(sql`delete from idempotency_keys where ${own(request)} and status is null`).catch(() => {})

const own = (request: FastifyRequest) =>
  sql`user_id = ${request.ctx.actor?.id} and route = ${request.routeOptions.url ?? ''} and key = ${request.idempotencyKey}`
