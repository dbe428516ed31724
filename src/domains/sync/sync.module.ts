import type { Module } from '#core/module.ts'
import { asyncApiRoutes } from './sync.routes.ts'
import { updatesChannel } from './updates.schema.ts'
import { updatesSocket } from './updates.socket.ts'

export const syncModule: Module = {
  name: 'sync',
  rootRoutes: [updatesSocket, asyncApiRoutes],
  channels: [updatesChannel],
}
