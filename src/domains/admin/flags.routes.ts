import { NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { originOf } from '#core/origin.ts'
import { Problem } from '#core/problem.ts'
import * as schema from './flags.schema.ts'
import * as service from './flags.service.ts'

const tags = ['admin']
/** In person: no API key administers. */
const config = { scope: 'session' }

export const flagsRoutes: Routes = async (app) => {
  const { bus } = app.platform

  app.get(
    '/admin/flags',
    {
      config,
      schema: { operationId: 'listFlags', summary: 'List feature flags', tags, response: { 200: schema.AdminFlags } },
    },
    async (req) => ({ items: await service.listFlags(userCtx(req)) }),
  )

  app.get(
    '/admin/flags/:key',
    {
      config,
      schema: {
        operationId: 'getFlag',
        summary: 'Read a feature flag',
        tags,
        params: schema.FlagParams,
        response: { 200: schema.AdminFlag },
      },
    },
    (req) => service.getFlag(userCtx(req), req.params.key),
  )

  app.put(
    '/admin/flags/:key',
    {
      config,
      schema: {
        operationId: 'putFlag',
        summary: 'Set a feature flag',
        description: 'New or not; what is not given goes back to its default. Heard of everywhere within seconds.',
        tags,
        params: schema.FlagParams,
        body: schema.FlagInput,
        response: { 200: schema.AdminFlag, 412: Problem },
      },
    },
    (req) => service.putFlag(userCtx(req), bus, req.params.key, req.body, originOf(req)),
  )

  app.delete(
    '/admin/flags/:key',
    {
      config,
      schema: {
        operationId: 'deleteFlag',
        summary: 'Delete a feature flag',
        description: 'What asks for it finds it off.',
        tags,
        params: schema.FlagParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.removeFlag(userCtx(req), bus, req.params.key, originOf(req))
      return reply.code(204).send(null)
    },
  )
}
