import cors from '@fastify/cors'
import underPressure from '@fastify/under-pressure'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerWithEtags } from './conditional.ts'
import { describeApi } from './docs.ts'
import { AppError } from './errors.ts'
import { answerHealth } from './health.ts'
import { makeIdempotent } from './idempotency.ts'
import { identify } from './identity.ts'
import { newId } from './ids.ts'
import { createLimits, type Limits } from './limits.ts'
import type { Log } from './log.ts'
import type { Authenticator, Module } from './module.ts'
import { acceptMoments } from './moment.ts'
import type { Platform } from './platform.ts'
import { answerClientError, answerError, sendProblem } from './problem.ts'
import { childOf, logRequests } from './request-log.ts'
import { secureHeaders } from './security-headers.ts'
import { compileSerializer } from './serializer.ts'
import { createSockets, type Sockets } from './sockets.ts'
import { measureRequests, type Telemetry } from './telemetry.ts'
import { validator } from './validation.ts'

/** A domain's HTTP door. */
export type Routes = FastifyPluginAsyncZod

export const IdParams = z.strictObject({ id: z.uuid() })
export const NoContent = z.null().describe('Done; nothing to say')

declare module 'fastify' {
  interface FastifyInstance {
    platform: Platform
    sockets: Sockets
    limits: Limits
    /** What an API key can be allowed: `tasks` stands for `tasks:read` and `tasks:write`. Complete once all routes stand. */
    scopes: Set<string>
  }
}

export interface HttpOptions {
  platform: Platform
  authenticator: Authenticator
  modules: Module[]
  telemetry: Telemetry
}

const BODY_LIMIT = 512 * 1024
const SOCKET_LIMIT = 64 * 1024
/** Loading and compiling hold the event loop; the first callers must not be turned away for it. */
const STARTING_MS = 3_000
/** Whoever had to wait this long for the event loop is better served elsewhere or later. */
const MAX_DELAY_MS = 1_000
/** Long enough for several waits of that length: a span in which fewer than two turns of the loop end has no mean. */
const SPAN_MS = 3_000
/** A machine that runs many tests at once is slow, and none of them is about that. */
const TEST_DELAY_MS = 30_000

export async function buildHttp({
  platform,
  authenticator,
  modules,
  telemetry,
}: HttpOptions): Promise<FastifyInstance> {
  const app = createServer(platform)
  const limits = createLimits(platform.config, platform.log)
  app.addHook('onClose', () => limits.close())
  app.decorate('platform', platform)
  app.decorate('limits', limits)
  app.decorate('scopes', new Set<string>())
  const sockets = createSockets({ platform, authenticator, limits, telemetry })
  app.decorate('sockets', sockets)
  // Before the socket server's own hook, which would end connections without saying when to come back.
  app.addHook('preClose', () => sockets.close())
  await guard(app, platform)
  measureRequests(app, telemetry)
  identify(app, authenticator, limits)
  acceptMoments(app)
  makeIdempotent(app)
  answerWithEtags(app)
  wakeAfterWrites(app, platform)
  answerUnknownRoutes(app)
  await describeApi(app, modules)
  await app.register(answerHealth(telemetry))
  for (const module of modules) {
    for (const routes of module.rootRoutes ?? []) await app.register(routes)
    for (const routes of module.routes ?? []) await app.register(scoped(routes), { prefix: '/api' })
  }
  await app.ready()
  return app
}

function createServer({ config, log }: Platform): FastifyInstance {
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    childLoggerFactory: (parent, { reqId }, { level }) =>
      level ? parent.child({ reqId }, { level }) : childOf(parent as Log, reqId),
    bodyLimit: BODY_LIMIT,
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    requestTimeout: 60_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    exposeHeadRoutes: true,
    routerOptions: { maxParamLength: 2_000 },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: (error, socket) => void answerClientError(error, socket, config.publicUrl),
  }) as unknown as FastifyInstance // the logger's type parameter is the only difference
  app.setValidatorCompiler(({ schema, httpPart }) => validator(schema as z.ZodType, httpPart))
  app.setSerializerCompiler(({ schema }) => compileSerializer(schema as z.ZodType))
  app.setErrorHandler(answerError)
  app.removeContentTypeParser('text/plain')
  logRequests(app, log)
  return app
}

async function guard(app: FastifyInstance, { config }: Platform) {
  const settledAt = performance.now() + STARTING_MS
  await app.register(underPressure, {
    maxEventLoopDelay: config.STAGE === 'test' ? TEST_DELAY_MS : MAX_DELAY_MS,
    sampleInterval: SPAN_MS,
    retryAfter: 2,
    pressureHandler: async (_request, _reply, _type, delay) => {
      // A span without any sample was one long moment, such as the start itself: over by now, and no load.
      if (Number.isFinite(delay) && performance.now() > settledAt)
        throw new AppError('unavailable', 'The server is busy. Try again shortly.', { retryAfterSeconds: 2 })
    },
  })
  await secureHeaders(app)
  await app.register(cors, {
    origin: config.CORS_ORIGINS.includes('*') ? true : config.CORS_ORIGINS,
    // By default browsers may neither change nor delete.
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    // Otherwise an OPTIONS that no browser sent is refused in plain text.
    strictPreflight: false,
    exposedHeaders: [
      'etag',
      'location',
      'www-authenticate',
      'ratelimit',
      'ratelimit-policy',
      'retry-after',
      'idempotent-replayed',
    ],
    maxAge: 86_400,
  })
  await app.register(websocket, { options: { maxPayload: SOCKET_LIMIT, perMessageDeflate: false } })
}

/** Operations ask an API key for their domain's scope unless a route says otherwise, and every PATCH answers to PUT as well. */
function scoped(routes: Routes): Routes {
  return async (app, options) => {
    app.addHook('onRoute', (route) => {
      const tag = route.schema?.tags?.[0]
      if (tag !== undefined) route.config = { scope: tag, ...route.config }
      const { scope } = route.config ?? {}
      if (scope !== undefined && scope !== 'session') app.scopes.add(scope)
      if (route.method === 'PATCH')
        app.route({ ...route, url: route.routePath, method: 'PUT', schema: { ...route.schema, hide: true } })
    })
    await routes(app, options)
  }
}

/** After any successful write its user's feed may have grown. */
function wakeAfterWrites(app: FastifyInstance, { bus }: Platform) {
  app.addHook('onResponse', (request, reply, done) => {
    const user = request.ctx?.actor?.id
    if (user !== undefined && request.method !== 'GET' && request.method !== 'HEAD' && reply.statusCode < 400)
      bus.wake(user)
    done()
  })
}

function answerUnknownRoutes(app: FastifyInstance) {
  const known: { pattern: RegExp; methods: string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(
      `^${url
        .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/:[^/]+/g, '[^/]+')}/?$`,
    )
    known.push({ pattern, methods: [method].flat() })
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const allow = [...new Set(known.filter((route) => route.pattern.test(path)).flatMap((route) => route.methods))]
    if (allow.length === 0)
      return sendProblem(request, reply, new AppError('not_found', 'There is nothing at this address.'))
    return sendProblem(
      request,
      reply,
      new AppError('method_not_allowed', `This address answers ${allow.join(', ')}.`, { allow }),
    )
  })
}

/** Answers 201 with the new item's address. */
export function created<T extends { id: string }>(request: FastifyRequest, reply: FastifyReply, item: T): T {
  reply.code(201).header('location', `${request.url.split('?', 1)[0]}/${item.id}`)
  return item
}
