import type { FastifyInstance, RouteOptions } from 'fastify'
import { documentOf, type OpenApi } from './docs/document.ts'
import { answerErrorPages } from './docs/errors.ts'
import { answerStyle } from './docs/page.ts'
import { answerRealtimePage } from './docs/realtime.ts'
import { answerReference } from './docs/reference.ts'
import type { Module } from './module.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The API in OpenAPI 3.1, made of all routes when it is first asked for. */
    openapi(): OpenApi
    /** The route of an operation, as it was registered. */
    routeOf(operationId: string): RouteOptions | undefined
  }
}

/** Describes every route that is registered from here on, and serves the description, a reference to try it in, and help. */
export async function describeApi(app: FastifyInstance, modules: Module[]) {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    routes.push(route)
  })
  const tags: Record<string, string> = Object.assign({}, ...modules.map((module) => module.tags ?? {}))
  let document: OpenApi | null = null
  let text: string | null = null
  app.decorate('openapi', () => {
    document ??= documentOf(routes, tags)
    return document
  })
  app.decorate('routeOf', (operationId) =>
    routes.find(({ schema }) => schema?.operationId === operationId && !schema.hide),
  )
  app.get('/openapi.json', { schema: { hide: true }, config: { public: true } }, async (_, reply) => {
    text ??= JSON.stringify(app.openapi())
    return reply.type('application/json; charset=utf-8').send(text)
  })
  // Whoever opens the address that the start has printed finds the way; relative, as a proxy may serve all of it below a path.
  app.get('/', { schema: { hide: true }, config: { public: true } }, (_, reply) => reply.redirect('docs/', 302))
  await app.register(answerReference)
  await app.register(answerErrorPages)
  await app.register(answerRealtimePage)
  await app.register(answerStyle)
}
