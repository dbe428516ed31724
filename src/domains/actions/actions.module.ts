import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { actionsRoutes, policiesRoutes } from './actions.routes.ts'
import { expireProposals } from './actions.service.ts'

export const actionsModule: Module = {
  name: 'actions',
  tags: { actions: 'What the assistant wants to do or did in your name: approved, rejected, undone by you' },
  routes: [actionsRoutes, policiesRoutes],
  jobs: [daily('actions_expire', '35 3 * * *', expireProposals)],
}
