import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { asyncApi } from './asyncapi.ts'
import { pushOperations } from './push.service.ts'
import { SyncAnswer, SyncPush, SyncQuery, SyncResults } from './sync.schema.ts'
import { pullChanges } from './sync.service.ts'

const tags = ['sync']

export const syncRoutes: Routes = async (app) => {
  const { entities } = app.platform
  app.get(
    '/sync',
    {
      schema: {
        operationId: 'pullChanges',
        summary: 'Read what has changed',
        description:
          'Each changed item once, in its newest state, in the order of change; repeat with `nextSince` while `hasMore`. From 0 it answers everything there is. A number from before what is still kept, or of another history, answers 410: start again from 0.',
        tags,
        querystring: SyncQuery,
        response: { 200: SyncAnswer },
      },
    },
    (req) => pullChanges(userCtx(req), entities, req.query),
  )

  app.post(
    '/sync',
    {
      schema: {
        operationId: 'pushOperations',
        summary: 'Hand in what was done offline',
        description:
          'Up to 100 operations, done in order, each for itself and once however often it is sent. Fields that others changed since `baseVersion` are not overwritten; they are answered as conflicts.',
        tags,
        body: SyncPush,
        response: { 200: SyncResults },
      },
    },
    (req) => pushOperations(userCtx(req), entities, req.body.operations),
  )
}

export const asyncApiRoutes: Routes = async (app) => {
  const { channels, entities, config } = app.platform
  const document = asyncApi(channels, entities, config.publicUrl)
  app.get('/asyncapi.json', { schema: { hide: true }, config: { public: true } }, async () => document)
}
