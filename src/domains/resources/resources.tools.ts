import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { CataloguePage, CatalogueQuery, MOST_MINUTES } from './catalogue.schema.ts'
import { getEntry, listCatalogue } from './catalogue.service.ts'
import { RecommendationQuery, Recommendations } from './recommendations.schema.ts'
import { recommend } from './recommending.service.ts'
import { NewResource, Resource, ResourcePage, ResourcePatch, ResourceQuery } from './resources.schema.ts'
import {
  createResource,
  deleteResource,
  getResource,
  listResources,
  saveEntry,
  updateResource,
} from './resources.service.ts'

const read = ['resources:read']
const write = ['resources:write']
const One = z.strictObject({ resourceId: z.uuid() })
const Minutes = z.int().min(1).max(MOST_MINUTES).optional()

export const resourcesTools: Tool[] = [
  tool({
    name: 'resources_list',
    title: 'List the resources of the library',
    description: 'What the user has saved to learn from, with progress and rating, filtered by type, topic or text.',
    effect: 'read',
    scopes: read,
    input: ResourceQuery.omit({ cursor: true, limit: true }).extend({ limit: Few, completed: z.boolean().optional() }),
    output: ResourcePage.pick({ items: true }),
    example: { sort: 'progress' },
    run: (ctx, input) => listResources(ctx, input),
  }),
  tool({
    name: 'resources_find',
    title: 'Find resources in the catalogue',
    description: 'Free courses, books, videos and pages to learn from, by text, topic, type, difficulty or time.',
    effect: 'read',
    scopes: read,
    input: CatalogueQuery.omit({ cursor: true, limit: true }).extend({ limit: Few, maxMinutes: Minutes }),
    output: CataloguePage.pick({ items: true }),
    example: { q: 'python' },
    run: (ctx, input) => listCatalogue(ctx, input),
  }),
  tool({
    name: 'resources_recommend',
    title: 'Recommend resources',
    description: 'The entries of the catalogue that suit the user best now, each with its score and a reason.',
    effect: 'read',
    scopes: read,
    input: RecommendationQuery.extend({ limit: z.int().min(1).max(20).default(5), availableMinutes: Minutes }),
    output: Recommendations,
    example: { availableMinutes: 30 },
    run: (ctx, input) => recommend(ctx, input),
  }),
  tool({
    name: 'resources_save',
    title: 'Save a resource of the catalogue',
    description: 'Saves an entry of the catalogue in the library of the user.',
    effect: 'write',
    scopes: write,
    input: z.strictObject({ catalogueId: z.uuid() }),
    output: Resource,
    example: { catalogueId: SOME_ID },
    summary: async (ctx, { catalogueId }) => `Save “${(await getEntry(ctx, catalogueId)).title}” in your library`,
    run: (ctx, { catalogueId }) => saveEntry(ctx, catalogueId),
  }),
  tool({
    name: 'resources_add',
    title: 'Add an address to the library',
    description: 'Adds an address that the user gave to their library. Its page is not read.',
    effect: 'outbound',
    scopes: write,
    input: NewResource,
    output: Resource,
    example: { url: 'https://www.example.org/italian', title: 'Italian in songs' },
    summary: (_, { title, url }) => `Add “${title ?? url}” to your library`,
    run: (ctx, input) => createResource(ctx, input),
  }),
  tool({
    name: 'resources_update',
    title: 'Change a resource of the library',
    description: 'Changes progress, rating, notes or other fields; 100 percent completes it.',
    effect: 'write',
    scopes: write,
    input: One.extend({ changes: ResourcePatch.omit({ url: true, thumbnailUrl: true }) }),
    output: Resource,
    example: { resourceId: SOME_ID, changes: { progress: 60 } },
    summary: async (ctx, { resourceId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of “${(await getResource(ctx, resourceId)).title}”`,
    run: (ctx, { resourceId, changes }) => updateResource(ctx, resourceId, changes),
  }),
  tool({
    name: 'resources_delete',
    title: 'Delete a resource of the library',
    description: 'Moves a resource of the library to the trash.',
    effect: 'destructive',
    scopes: write,
    input: One,
    output: Deleted,
    example: { resourceId: SOME_ID },
    summary: async (ctx, { resourceId }) => `Delete “${(await getResource(ctx, resourceId)).title}” from your library`,
    run: async (ctx, { resourceId }) => {
      await deleteResource(ctx, resourceId)
      return { deleted: resourceId }
    },
  }),
]
