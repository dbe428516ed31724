import { featureRoutes } from '#core/ai/feature-routes.ts'
import type { Module } from '#core/module.ts'
import { goalFeatures } from './goals/all.ts'
import { habitFeatures } from './habits/all.ts'
import { journalFeatures } from './journal/all.ts'
import { logbookFeatures } from './logbook/all.ts'
import { metricFeatures } from './metrics/all.ts'
import { personOf } from './person.service.ts'
import { taskFeatures } from './tasks/all.ts'
import { usageRoutes } from './usage.routes.ts'

const features = [
  ...taskFeatures,
  ...metricFeatures,
  ...habitFeatures,
  ...logbookFeatures,
  ...goalFeatures,
  ...journalFeatures,
]

export const coachModule: Module = {
  name: 'coach',
  tags: { ai: 'Questions that a model answers, or fixed rules where there is none; each answer says which' },
  routes: [usageRoutes, featureRoutes(features, personOf)],
}
