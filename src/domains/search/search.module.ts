import type { Module } from '#core/module.ts'
import { indexer } from './indexer.service.ts'
import { searchRoutes } from './search.routes.ts'
import { searchTools } from './search.tools.ts'

export const searchModule: Module = {
  name: 'search',
  tags: { search: 'Finds what you have written, by its words and by its meaning' },
  routes: [searchRoutes],
  tools: searchTools,
  loops: (platform) => [indexer(platform)],
}
