import type { FastifyRequest } from 'fastify'

/** Where a request came from, for what must be told later. */
export interface Origin {
  ip: string | null
  userAgent: string | null
  requestId: string | null
}

export const originOf = (request: FastifyRequest): Origin => ({
  ip: request.ip,
  userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
  requestId: request.id,
})
