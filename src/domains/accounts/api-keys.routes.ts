import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { ApiKey, ApiKeyPage, ApiKeyPatch, CreatedApiKey, NewApiKey, Rotation, Scopes } from './api-keys.schema.ts'
import * as service from './api-keys.service.ts'
import { neverStored } from './auth.routes.ts'

const tags = ['api-keys']
const config = { scope: 'session' } as const
const once = { scope: 'session', shownOnce: ['key'] } as const

export const apiKeysRoutes: Routes = async (app) => {
  const { bus } = app.platform
  neverStored(app)
  // Asked for late: other domains register their routes after this one.
  const vocabulary = () => ['*', ...[...app.scopes].sort().flatMap((scope) => [`${scope}:read`, `${scope}:write`])]

  app.get(
    '/api-keys',
    {
      config,
      schema: {
        operationId: 'listApiKeys',
        summary: 'List API keys',
        tags,
        querystring: PageQuery,
        response: { 200: ApiKeyPage },
      },
    },
    (request) => service.listApiKeys(userCtx(request), request.query),
  )

  app.get(
    '/api-keys/scopes',
    {
      config,
      schema: {
        operationId: 'listScopes',
        summary: 'List what an API key can be allowed',
        tags,
        response: { 200: Scopes },
      },
    },
    () => ({ items: vocabulary() }),
  )

  app.post(
    '/api-keys',
    {
      config: once,
      schema: {
        operationId: 'createApiKey',
        summary: 'Create an API key',
        description: 'The key is in this answer and nowhere else. No key can manage accounts, sessions or keys.',
        tags,
        body: NewApiKey,
        response: { 201: CreatedApiKey },
      },
    },
    async (request, reply) =>
      created(request, reply, await service.createApiKey(userCtx(request), vocabulary(), request.body)),
  )

  app.get(
    '/api-keys/:id',
    {
      config,
      schema: {
        operationId: 'getApiKey',
        summary: 'Read an API key',
        tags,
        params: IdParams,
        response: { 200: ApiKey },
      },
    },
    (request) => service.getApiKey(userCtx(request), request.params.id),
  )

  app.patch(
    '/api-keys/:id',
    {
      config,
      schema: {
        operationId: 'updateApiKey',
        summary: 'Rename an API key',
        description: 'What a key may do is fixed when it is made.',
        tags,
        params: IdParams,
        body: ApiKeyPatch,
        response: { 200: ApiKey },
      },
    },
    (request) => service.updateApiKey(userCtx(request), request.params.id, request.body, ifMatch(request)),
  )

  app.delete(
    '/api-keys/:id',
    {
      config,
      schema: {
        operationId: 'deleteApiKey',
        summary: 'Revoke an API key',
        description: 'It is refused within five seconds, on every server.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await service.deleteApiKey(userCtx(request), bus, request.params.id, ifMatch(request))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api-keys/:id/rotate',
    {
      config: once,
      schema: {
        operationId: 'rotateApiKey',
        summary: 'Replace the secret of an API key',
        description: 'The old secret is refused within five seconds.',
        tags,
        params: IdParams,
        body: Rotation.nullish(),
        response: { 200: CreatedApiKey },
      },
    },
    (request) => service.rotateApiKey(userCtx(request), bus, request.params.id, Rotation.parse(request.body ?? {})),
  )
}
