import { z } from 'zod'
import type { Reach } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { createIndex, type SearchIndex } from './indexing.service.ts'
import { SearchAnswer, SearchQuery } from './search.schema.ts'
import { search } from './search.service.ts'

const Wanted = SearchQuery.extend({ limit: z.int().min(1).max(20).default(8) })

export function searchTools(entities: Entities, reach: () => Reach): Tool[] {
  let made: SearchIndex | null = null
  const index = () => {
    made ??= createIndex(entities, reach().ai.embedders)
    return made
  }
  return [
    tool({
      name: 'search_items',
      title: 'Search everything',
      description:
        'Finds what the user has written, of all kinds at once: by words, also misspelt, and by meaning. Use it when you do not know where something stands. Private journal entries are never found.',
      effect: 'read',
      scopes: ['search:read'],
      input: Wanted,
      output: SearchAnswer,
      example: { q: 'dentist appointment', types: 'task,note' },
      run: (ctx, input) => search(ctx, index(), input),
    }),
  ]
}
