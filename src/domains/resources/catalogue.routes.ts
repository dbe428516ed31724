import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { originOf } from '#core/origin.ts'
import * as schema from './catalogue.schema.ts'
import * as service from './catalogue.service.ts'
import { Resource } from './resources.schema.ts'
import { saveEntry } from './resources.service.ts'

const { CatalogueResource } = schema
const tags = ['resources']

export const catalogueRoutes: Routes = async (app) => {
  app.get(
    '/resources/catalogue',
    {
      schema: {
        operationId: 'listCatalogue',
        summary: 'List the catalogue of resources',
        description: 'What the administrators of this server recommend to everybody, with the ratings of its users.',
        tags,
        querystring: schema.CatalogueQuery,
        response: { 200: schema.CataloguePage },
      },
    },
    (req) => service.listCatalogue(userCtx(req), req.query),
  )

  app.get(
    '/resources/catalogue/topics',
    {
      schema: {
        operationId: 'listCatalogueTopics',
        summary: 'List the topics of the catalogue',
        tags,
        response: { 200: schema.CatalogueTopics },
      },
    },
    (req) => service.listTopics(userCtx(req)),
  )

  app.get(
    '/resources/catalogue/:id',
    {
      schema: {
        operationId: 'getCatalogueResource',
        summary: 'Read a resource of the catalogue',
        tags,
        params: IdParams,
        response: { 200: CatalogueResource },
      },
    },
    (req) => service.getEntry(userCtx(req), req.params.id),
  )

  app.post(
    '/resources/catalogue/:id/save',
    {
      config: { time: true },
      schema: {
        operationId: 'saveCatalogueResource',
        summary: 'Save a resource of the catalogue in my library',
        description: 'As it is now; from then on it is yours to change. Saved before, it stays as it is.',
        tags,
        params: IdParams,
        response: { 201: Resource },
      },
    },
    async (req, reply) => {
      const saved = await saveEntry(userCtx(req), req.params.id)
      return reply.code(201).header('location', `/api/resources/${saved.id}`).send(saved)
    },
  )

  app.post(
    '/resources/catalogue/:id/dismiss',
    {
      config: { time: true },
      schema: {
        operationId: 'dismissCatalogueResource',
        summary: 'Have a resource not recommended again',
        description: 'What is like it is recommended less, too.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.dismissEntry(userCtx(req), req.params.id)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/resources/catalogue/:id/dismiss',
    {
      schema: {
        operationId: 'undismissCatalogueResource',
        summary: 'Let a resource be recommended again',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.undismissEntry(userCtx(req), req.params.id)
      return reply.code(204).send(null)
    },
  )
}

/** In person: no API key administers. */
const config = { scope: 'session' }

export const curationRoutes: Routes = async (app) => {
  app.post(
    '/admin/resources',
    {
      config,
      schema: {
        operationId: 'createCatalogueResource',
        summary: 'Add a resource to the catalogue',
        tags: ['admin'],
        body: schema.NewCatalogueResource,
        response: { 201: CatalogueResource },
      },
    },
    async (req, reply) => {
      const entry = await service.createEntry(userCtx(req), req.body, originOf(req))
      return reply.code(201).header('location', `/api/resources/catalogue/${entry.id}`).send(entry)
    },
  )

  app.patch(
    '/admin/resources/:id',
    {
      config,
      schema: {
        operationId: 'updateCatalogueResource',
        summary: 'Change a resource of the catalogue',
        description: 'What users have saved of it stays as it was.',
        tags: ['admin'],
        params: IdParams,
        body: schema.CataloguePatch,
        response: { 200: CatalogueResource },
      },
    },
    (req) => service.updateEntry(userCtx(req), req.params.id, req.body, originOf(req)),
  )

  app.delete(
    '/admin/resources/:id',
    {
      config,
      schema: {
        operationId: 'deleteCatalogueResource',
        summary: 'Take a resource out of the catalogue',
        description: 'What users have saved of it stays.',
        tags: ['admin'],
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteEntry(userCtx(req), req.params.id, originOf(req))
      return reply.code(204).send(null)
    },
  )
}
