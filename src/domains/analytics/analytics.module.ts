import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { analyticsRoutes } from './analytics.routes.ts'
import { writeDays } from './days.service.ts'

export const analyticsModule: Module = {
  name: 'analytics',
  tags: { analytics: 'What the days came to: totals, comparisons and streaks' },
  routes: [analyticsRoutes],
  // Every hour, because midnight comes to each zone at another one.
  jobs: [daily('analytics.days', '11 * * * *', writeDays)],
}
