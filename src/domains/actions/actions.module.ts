import { z } from 'zod'
import { entity } from '#core/entity.ts'
import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { actionsRoutes, policiesRoutes } from './actions.routes.ts'
import { Action } from './actions.schema.ts'
import { actions } from './actions.tables.ts'
import {
  deleteAction,
  expireProposals,
  forgetOldActions,
  loadActions,
  refuseAction,
  restoreAction,
} from './records.service.ts'

export const actionsModule: Module = {
  name: 'actions',
  tags: { actions: 'What the assistant wants to do or did in your name: approved, rejected, undone by you' },
  routes: [actionsRoutes, policiesRoutes],
  entities: [
    entity({
      name: 'action',
      path: '/chat/actions',
      tag: 'actions',
      table: actions,
      item: Action,
      input: z.never(),
      patch: z.strictObject({}),
      load: loadActions,
      create: refuseAction,
      update: refuseAction,
      remove: deleteAction,
      restore: restoreAction,
    }),
  ],
  jobs: [
    daily('actions_expire', '35 3 * * *', expireProposals),
    daily('actions_forget', '36 3 * * *', forgetOldActions),
  ],
}
