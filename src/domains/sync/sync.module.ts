import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { historyRoutes, trashRoutes } from './history.routes.ts'
import { keepWithinLimits } from './retention.service.ts'
import { asyncApiRoutes, syncRoutes } from './sync.routes.ts'
import { updatesChannel } from './updates.schema.ts'
import { updatesSocket } from './updates.socket.ts'

export const syncModule: Module = {
  name: 'sync',
  tags: { sync: 'Every change in order: for working offline, for undoing, and for the trash' },
  routes: [syncRoutes, historyRoutes, trashRoutes],
  rootRoutes: [updatesSocket, asyncApiRoutes],
  channels: [updatesChannel],
  jobs: [daily('sync.retention', '23 3 * * *', keepWithinLimits)],
}
