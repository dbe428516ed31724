import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { createIndex } from './indexing.service.ts'
import { SearchAnswer, SearchQuery } from './search.schema.ts'
import { search } from './search.service.ts'

export const searchRoutes: Routes = async (app) => {
  const index = createIndex(app.platform.entities, app.platform.reach.ai.embedders)

  app.get(
    '/search',
    {
      schema: {
        operationId: 'search',
        summary: 'Find what you have written',
        description:
          'By words, also misspelt and half typed, and by meaning, over all kinds of items at once. What was just written is found by its words at once and by its meaning a moment later. An API key needs the scope of each kind besides this one, and finds the others not.',
        tags: ['search'],
        querystring: SearchQuery,
        response: { 200: SearchAnswer },
      },
    },
    (req) => search(userCtx(req), index, req.query),
  )
}
