import type { Module } from '#core/module.ts'
import { voiceChannel } from './live.schema.ts'
import { voiceSocket } from './live.socket.ts'
import { talkRoutes } from './talk.routes.ts'

export const talkModule: Module = {
  name: 'talk',
  routes: [talkRoutes],
  rootRoutes: [voiceSocket],
  channels: [voiceChannel],
}
