import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { RecommendationQuery, Recommendations } from './recommendations.schema.ts'
import { recommend } from './recommending.service.ts'
import * as schema from './resources.schema.ts'
import * as service from './resources.service.ts'

const { Resource } = schema
const tags = ['resources']

export const resourcesRoutes: Routes = async (app) => {
  const { reach } = app.platform

  app.get(
    '/resources',
    {
      schema: {
        operationId: 'listResources',
        summary: 'List the resources of my library',
        tags,
        querystring: schema.ResourceQuery,
        response: { 200: schema.ResourcePage },
      },
    },
    (req) => service.listResources(userCtx(req), req.query),
  )

  app.post(
    '/resources',
    {
      config: { time: true },
      schema: {
        operationId: 'createResource',
        summary: 'Add an address to my library',
        description:
          'Without a title its page is read (public addresses only, 8 s, 5 MB) and says title, description and picture. One that cannot be read is saved under the name of its host, and `metadataFailure` says why. 409 when it is there already.',
        tags,
        body: schema.NewResource,
        response: { 201: Resource },
      },
    },
    async (req, reply) => created(req, reply, await service.addResource(userCtx(req), reach, req.body)),
  )

  app.get(
    '/resources/recommendations',
    {
      config: { time: true },
      schema: {
        operationId: 'listResourceRecommendations',
        summary: 'Recommend resources of the catalogue',
        description:
          'Scored by topic (40), difficulty (20), what you made of others (20), quality (10) and time (10), each with a reason. What is in your library or dismissed is left out. Worked out by code alone. Where plans have limits, each answer is one of those of the week.',
        tags,
        querystring: RecommendationQuery,
        response: { 200: Recommendations },
      },
    },
    (req) => recommend(userCtx(req), req.query),
  )

  app.get(
    '/resources/:id',
    {
      schema: {
        operationId: 'getResource',
        summary: 'Read a resource of my library',
        tags,
        params: IdParams,
        response: { 200: Resource },
      },
    },
    (req) => service.getResource(userCtx(req), req.params.id),
  )

  app.post(
    '/resources/:id/metadata',
    {
      schema: {
        operationId: 'readResourceMetadata',
        summary: 'Read the page of a resource',
        description:
          'What is empty is filled with what the page says of itself; what you wrote stays. When it cannot be read, `metadataFailure` says why.',
        tags,
        params: IdParams,
        response: { 200: Resource },
      },
    },
    (req) => service.readResource(userCtx(req), reach, req.params.id),
  )

  app.patch(
    '/resources/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'updateResource',
        summary: 'Change a resource of my library',
        description:
          'Its progress, your rating and notes among the rest. An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.ResourcePatch,
        response: { 200: Resource },
      },
    },
    (req) => service.updateResource(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/resources/:id',
    {
      schema: {
        operationId: 'deleteResource',
        summary: 'Move a resource to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteResource(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
