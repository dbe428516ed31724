import type { GraphQLSchema } from 'graphql'
import { AppError } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { answerQuestion } from './answer.service.ts'
import { GraphQLRequest } from './graphql.schema.ts'
import { schemaOf } from './schema.service.ts'

/** Each field asks an API key for its own scope, so the door asks for none; it is told apart by this room's own hook. */
const config = { public: true, changesNothing: true, time: true } as const
const BODY_LIMIT = 64 * 1024
/** As much as a list over HTTP may be: beyond it a question counts as several requests. */
const COST_OF_A_REQUEST = 500

/** The door for dashboards: GraphQL over HTTP, reading only. */
export const graphqlRoutes: Routes = async (app) => {
  // Made when it is first asked for: by then every route stands, and nobody waits for it at the start.
  let schema: GraphQLSchema | null = null

  app.addHook('onRequest', async (request) => {
    if (request.ctx.actor === null) throw new AppError('unauthenticated', 'Send an access token or an API key.')
  })

  app.post(
    '/graphql',
    { config, bodyLimit: BODY_LIMIT, schema: { hide: true, body: GraphQLRequest } },
    async (request, reply) => {
      schema ??= schemaOf(app.platform.entities, app.routeOf)
      const { status, body } = await answerQuestion(userCtx(request), schema, request.body, {
        traceId: request.id,
        pay: async (cost) => {
          const actor = userCtx(request).actor.id
          for (let paid = COST_OF_A_REQUEST; paid < cost; paid += COST_OF_A_REQUEST)
            await app.limits.take('user', actor, reply)
        },
        report: (error) => request.log.error({ err: error }, 'a question of GraphQL could not be answered'),
      })
      const takesOwnType = request.headers.accept?.includes('application/graphql-response+json') ?? false
      reply.type(`application/${takesOwnType ? 'graphql-response+json' : 'json'}; charset=utf-8`)
      return reply.code(status).serializer(String).send(JSON.stringify(body))
    },
  )
}
