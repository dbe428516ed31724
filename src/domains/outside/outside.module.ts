import type { Module } from '#core/module.ts'
import { outsideRoutes } from './outside.routes.ts'
import { outsideTools } from './outside.tools.ts'
import { skyRoutes } from './sky.routes.ts'

export const outsideModule: Module = {
  name: 'outside',
  tags: {
    outside:
      'Weather, sky and events: what is so without you. Providers are asked when somebody asks; the sky is computed',
  },
  routes: [outsideRoutes, skyRoutes],
  tools: outsideTools,
}
