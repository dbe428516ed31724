import { and, eq } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mine, type OwnedColumns } from './columns.ts'
import type { UserCtx } from './ctx.ts'
import { AppError } from './errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answer changes also while its version stays, so that nobody is told that they have it already. */
    outlivesVersion?: true
  }
}

/**
 * Every item (an answer with `id` and `version`) carries its version as a strong ETag, and a GET that already has it is
 * answered 304 without a body.
 */
export function answerWithEtags(app: FastifyInstance) {
  app.addHook('preSerialization', (request, reply, payload: unknown, done) => {
    const { id, version } = (payload ?? {}) as { id?: unknown; version?: unknown }
    if (typeof version !== 'number' || typeof id !== 'string') return done(null, payload)
    const etag = `"${version}"`
    reply.header('etag', etag)
    const mayBeKnown = request.method === 'GET' && !request.routeOptions.config.outlivesVersion
    if (mayBeKnown && matches(request.headers['if-none-match'], etag)) {
      reply.code(304).serializer(() => '')
    }
    done(null, payload)
  })
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*')
}

/** The version the client has read, from `If-Match`; undefined when it does not care. */
export function ifMatch(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match']
  if (header === undefined || header.trim() === '*') return undefined
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1]
  if (version === undefined)
    throw new AppError('precondition_failed', 'If-Match must be the ETag of your last reading, in its quotes: "3".')
  return Number(version)
}

/** Why a conditional write met no row: it is gone (404), or somebody else was faster (412). */
export async function missed(ctx: UserCtx, table: PgTable & OwnedColumns, id: string, what: string): Promise<AppError> {
  const [row] = await ctx.db
    .select({ version: table.version })
    .from(table as PgTable)
    .where(and(mine(ctx, table), eq(table.id, id)))
  return row ? stale() : new AppError('not_found', `${what} not found`)
}

const stale = () =>
  new AppError('precondition_failed', 'It has changed since you read it. Read it again, then repeat your change.')
