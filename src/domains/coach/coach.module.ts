import { featureRoutes } from '#core/ai/feature-routes.ts'
import type { Module } from '#core/module.ts'
import { parseTask } from './parsing.ai.ts'
import { personOf } from './person.service.ts'
import { usageRoutes } from './usage.routes.ts'

export const coachModule: Module = {
  name: 'coach',
  tags: { ai: 'Questions that a model answers, or fixed rules where there is none; each answer says which' },
  routes: [usageRoutes, featureRoutes([parseTask], personOf)],
}
