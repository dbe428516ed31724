import { entity, paragraphs } from '#core/entity.ts'
import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { forStaff } from '#domains/accounts/staff-door.service.ts'
import { catalogueRoutes, curationRoutes } from './catalogue.routes.ts'
import { READ_CATALOGUE, readCatalogue } from './meaning.service.ts'
import { resourcesRoutes } from './resources.routes.ts'
import { NewResource, Resource, ResourcePatch } from './resources.schema.ts'
import { createResource, deleteResource, loadResources, restoreResource, updateResource } from './resources.service.ts'
import { resources } from './resources.tables.ts'
import { resourcesTools } from './resources.tools.ts'

export const resourcesModule: Module = {
  name: 'resources',
  tags: {
    resources: 'What one learns from: a catalogue for everybody, a library of one’s own, and what suits one next',
  },
  routes: [resourcesRoutes, catalogueRoutes, forStaff(curationRoutes)],
  tools: resourcesTools,
  entities: [
    entity({
      name: 'resource',
      path: '/resources',
      table: resources,
      item: Resource,
      input: NewResource,
      patch: ResourcePatch,
      search: ({ title, description, source, notes, topics }) => ({
        title,
        text: paragraphs(description, notes, source),
        tags: topics,
      }),
      load: loadResources,
      create: createResource,
      update: updateResource,
      remove: deleteResource,
      restore: restoreResource,
    }),
  ],
  // Asked for by every change of the catalogue, and every ten minutes in case one was lost.
  jobs: [daily(READ_CATALOGUE, '*/10 * * * *', (ctx) => readCatalogue(ctx))],
}
