import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import type { Access } from './access.ts'
import { answerMessage } from './server.service.ts'

/** Known to this room's own hook: a client is told where it can get a token, which the door of the API does not say. */
const config = { public: true, door: 'mcp', changesNothing: true, time: true } as const
const Query = z.strictObject({ readonly: z.enum(['true', 'false']).optional() })
const PASSED_ON = ['accept', 'content-type', 'mcp-protocol-version', 'last-event-id']

/** The door for AI clients: Model Context Protocol over Streamable HTTP, without sessions. */
export const mcpRoutes: Routes = async (app) => {
  const { tools, config: settings } = app.platform
  const { publicUrl, CORS_ORIGINS } = settings
  const origins = [new URL(publicUrl).origin, ...CORS_ORIGINS]

  app.addHook('onRequest', async (request, reply) => {
    refuseForeign(request.headers.origin, origins)
    if (request.ctx.actor === null) throw stranger(request, reply, publicUrl)
  })

  app.post('/mcp', { config, schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const access: Access = {
      tools,
      publicUrl,
      isReadOnly: request.query.readonly === 'true' || request.headers['x-mcp-readonly'] === 'true',
      report: (error) => request.log.error({ err: error }, 'a client of MCP could not be answered'),
    }
    const answer = await answerMessage(userCtx(request), access, requestOf(request, publicUrl), request.body)
    const type = answer.headers.get('content-type')
    if (type) reply.type(type)
    return reply
      .code(answer.status)
      .serializer(String)
      .send(await answer.text())
  })

  app.route({
    method: ['GET', 'DELETE'],
    url: '/mcp',
    config,
    schema: { hide: true },
    handler: () => {
      const allow = ['POST']
      throw new AppError('method_not_allowed', 'There are no streams or sessions to keep here: POST alone.', { allow })
    },
  })
}

/** A page that somebody happens to have open must not reach a server that happens to run beside it (DNS rebinding). */
function refuseForeign(origin: string | undefined, origins: string[]) {
  if (origin === undefined || origins.includes(origin) || origins.includes('*')) return
  throw new AppError('forbidden', 'Pages of this origin may not call this server. CORS_ORIGINS names those that may.')
}

/** RFC 9728: the challenge names the document that says how to get a token. */
function stranger(request: FastifyRequest, reply: FastifyReply, publicUrl: string): AppError {
  const wrong = request.headers.authorization === undefined ? '' : ' error="invalid_token",'
  const metadata = `${publicUrl}/.well-known/oauth-protected-resource/mcp`
  reply.header('www-authenticate', `Bearer${wrong} resource_metadata="${metadata}"`)
  return new AppError('unauthenticated', 'Send an API key or an access token for this server as a Bearer token.')
}

function requestOf({ headers }: FastifyRequest, publicUrl: string): Request {
  const passed = PASSED_ON.flatMap((name): [string, string][] => {
    const value = headers[name]
    return typeof value === 'string' ? [[name, value]] : []
  })
  return new Request(`${publicUrl}/mcp`, { method: 'POST', headers: passed })
}
