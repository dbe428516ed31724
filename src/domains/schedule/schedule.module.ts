import { entity } from '#core/entity.ts'
import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { calendarRoutes, feedsRoutes } from './feeds.routes.ts'
import { fetchDue } from './fetching.service.ts'
import { importsRoutes } from './imports.routes.ts'
import { planningRoutes, proposalsRoutes } from './proposals.routes.ts'
import { forgetOldProposals } from './proposals.service.ts'
import { dispatchRings, forgetOldRings } from './rings.service.ts'
import { scheduleRoutes, scheduleVerbsRoutes } from './schedule.routes.ts'
import { NewScheduleBlock, ScheduleBlock, ScheduleBlockPatch } from './schedule.schema.ts'
import { createBlock, deleteBlock, loadBlocks, restoreBlock, updateBlock } from './schedule.service.ts'
import { scheduleBlocks } from './schedule.tables.ts'
import { scheduleTools } from './schedule.tools.ts'
import { subscriptionsRoutes } from './subscriptions.routes.ts'
import { NewSubscription, Subscription, SubscriptionPatch } from './subscriptions.schema.ts'
import {
  createSubscription,
  deleteSubscription,
  loadSubscriptions,
  restoreSubscription,
  updateSubscription,
} from './subscriptions.service.ts'
import { scheduleSubscriptions } from './subscriptions.tables.ts'

export const scheduleModule: Module = {
  name: 'schedule',
  tags: { schedule: 'When things happen: blocks, series, and what is free between them' },
  routes: [
    scheduleRoutes,
    scheduleVerbsRoutes,
    feedsRoutes,
    importsRoutes,
    planningRoutes,
    proposalsRoutes,
    subscriptionsRoutes,
  ],
  rootRoutes: [calendarRoutes],
  tools: scheduleTools,
  entities: [
    entity({
      name: 'schedule_block',
      path: '/schedule',
      table: scheduleBlocks,
      item: ScheduleBlock,
      input: NewScheduleBlock,
      patch: ScheduleBlockPatch,
      fromRow: (row) => ({ ...row, startAt: { local: row.startLocal, zone: row.zone } }),
      search: ({ title, description }) => ({ title, text: description }),
      load: loadBlocks,
      create: createBlock,
      update: updateBlock,
      remove: deleteBlock,
      restore: restoreBlock,
    }),
    entity({
      name: 'schedule_subscription',
      path: '/schedule/subscriptions',
      table: scheduleSubscriptions,
      item: Subscription,
      input: NewSubscription,
      patch: SubscriptionPatch,
      load: loadSubscriptions,
      create: createSubscription,
      update: updateSubscription,
      remove: deleteSubscription,
      restore: restoreSubscription,
    }),
  ],
  jobs: [
    daily('schedule_upkeep', '50 3 * * *', forgetOldRings),
    daily('schedule_proposals', '55 3 * * *', forgetOldProposals),
  ],
  loops: () => [
    { name: 'schedule', everyMs: 100, turn: dispatchRings },
    { name: 'schedule_fetches', everyMs: 1_000, turn: fetchDue },
  ],
}
