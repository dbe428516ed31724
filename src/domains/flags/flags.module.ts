import { during } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { UserErased } from '#domains/accounts/accounts.events.ts'
import { flagsRoutes } from './flags.routes.ts'
import { followFlags, forgetUser } from './flags.service.ts'

export const flagsModule: Module = {
  name: 'flags',
  tags: { flags: 'What is switched on for whom' },
  routes: [flagsRoutes],
  during: [during(UserErased, (ctx, { userId }) => forgetUser(ctx, userId))],
  start: async ({ bus, base }) => followFlags(bus, base.deliver),
}
