import type { Module } from '#core/module.ts'
import { indexer } from './indexer.service.ts'
import { searchRoutes } from './search.routes.ts'

export const searchModule: Module = {
  name: 'search',
  tags: { search: 'Finds what you have written, by its words and by its meaning' },
  routes: [searchRoutes],
  loops: (platform) => [indexer(platform)],
}
