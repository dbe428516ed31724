import type { Module } from '#core/module.ts'
import { overviewRoutes } from './overview.routes.ts'

export const overviewModule: Module = {
  name: 'overview',
  tags: { overview: 'The day and the whole at one glance: all domains in one call' },
  routes: [overviewRoutes],
}
