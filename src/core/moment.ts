import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { invalid } from './errors.ts'
import { isZone } from './time/zones.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What it answers depends on the moment: with STAGE=test it may be told which one. */
    time?: true
  }
}

/**
 * With STAGE=test only, routes that depend on the moment take `now` (an instant) and `timezone` (an IANA zone) in body or query, so
 * that anybody can check what they answer. In every other stage these are unknown fields like any other.
 */
export function acceptMoments(app: FastifyInstance) {
  if (app.platform.config.STAGE !== 'test') return
  app.addHook('preValidation', (request, _reply, done) => {
    if (!request.routeOptions.config.time) return done()
    const now = take(request.body, 'now') ?? take(request.query, 'now')
    const zone = take(request.body, 'timezone') ?? take(request.query, 'timezone')
    if (now !== undefined && !z.iso.datetime().safeParse(now).success) return done(invalid('now', 'must be an instant'))
    if (zone !== undefined && !isZone(zone)) return done(invalid('timezone', 'must be an IANA zone'))
    request.ctx = {
      ...request.ctx,
      ...(now !== undefined && { now: () => new Date(now) }),
      ...(zone !== undefined && { zone }),
    }
    done()
  })
}

function take(part: unknown, name: string): string | undefined {
  if (typeof part !== 'object' || part === null || !(name in part)) return undefined
  const fields = part as Record<string, unknown>
  const value = fields[name]
  delete fields[name]
  return typeof value === 'string' ? value : String(value)
}
