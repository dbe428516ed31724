import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { LEVELS, RESOURCE_TYPES } from './resources.tables.ts'

export const MOST_MINUTES = 60_000
const WebAddress = z.url({ protocol: /^https?$/ }).max(2_000)
const Topic = z.string().trim().toLowerCase().min(1).max(50)
export const Topics = z
  .array(Topic)
  .max(20)
  .transform((topics) => [...new Set(topics)])
  .meta({ example: ['languages', 'italian'] })

/** What an entry of the catalogue and one of a library tell alike. */
export const Described = z.object({
  title: z.string().meta({ example: 'Language Transfer: Italian' }),
  description: z.string().nullable(),
  type: z.enum(RESOURCE_TYPES).meta({ example: 'podcast' }),
  url: z.string().meta({ example: 'https://www.languagetransfer.org/' }),
  source: z.string().nullable().meta({ description: 'Who publishes it', example: 'Language Transfer' }),
  difficulty: z.enum(LEVELS).nullable().meta({ example: 'beginner' }),
  estimatedMinutes: z.int().nullable().meta({ example: 45 }),
  thumbnailUrl: z.string().nullable(),
  topics: z.array(z.string()).meta({ example: ['languages', 'italian'] }),
})

/** The same as somebody writes it. */
export const DescribedFields = z.strictObject({
  title: z.string().trim().min(1).max(250).meta({ example: 'Language Transfer: Italian' }),
  description: z.string().trim().max(5_000).nullish(),
  type: z.enum(RESOURCE_TYPES).optional().meta({ example: 'podcast' }),
  url: WebAddress.meta({ example: 'https://www.languagetransfer.org/' }),
  source: z.string().trim().max(200).nullish(),
  difficulty: z.enum(LEVELS).nullish(),
  estimatedMinutes: z.int().min(1).max(MOST_MINUTES).nullish().meta({ example: 45 }),
  thumbnailUrl: WebAddress.nullish(),
  topics: Topics.optional(),
})

export const CatalogueResource = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    ...Described.shape,
    externalRating: z.number().nullable().meta({ description: 'From 1 to 5, as somebody outside rates it' }),
    averageRating: z
      .number()
      .nullable()
      .meta({ description: 'From 1 to 5, of the users of this server', example: 4.5 }),
    ratings: z.int().meta({ description: 'How many of them rated it', example: 2 }),
    resourceId: z.uuid().nullable().meta({ description: 'The entry of your library that it was saved as' }),
    isDismissed: z.boolean().meta({ description: 'Not recommended to you again' }),
  })
  .meta({ id: 'CatalogueResource' })

const Fields = DescribedFields.extend({
  type: z.enum(RESOURCE_TYPES).meta({ example: 'podcast' }),
  externalRating: z.number().min(1).max(5).nullish().meta({ description: 'As somebody outside rates it' }),
})
export const NewCatalogueResource = Fields.meta({ id: 'NewCatalogueResource' })
export type NewCatalogueResource = z.infer<typeof NewCatalogueResource>
export const CataloguePatch = Fields.partial().meta({ id: 'CataloguePatch', example: { difficulty: 'beginner' } })
export type CataloguePatch = z.infer<typeof CataloguePatch>

export const Filters = {
  type: z.enum(RESOURCE_TYPES).optional(),
  difficulty: z.enum(LEVELS).optional(),
  topic: Topic.optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title, description or source' }),
}
export const CatalogueQuery = PageQuery.extend({
  ...Filters,
  maxMinutes: z.coerce.number().int().min(1).max(MOST_MINUTES).optional().meta({ description: 'It takes no longer' }),
  sort: z.enum(['title', 'rating', 'newest']).default('title'),
})
export type CatalogueQuery = z.infer<typeof CatalogueQuery>
export const CataloguePage = pageOf(CatalogueResource).meta({ id: 'CataloguePage' })

export const CatalogueTopics = z
  .object({
    items: z
      .array(z.object({ topic: z.string().meta({ example: 'italian' }), resources: z.int().meta({ example: 3 }) }))
      .max(500),
  })
  .meta({ id: 'CatalogueTopics' })
