import { entity } from '#core/entity.ts'
import { job } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { carryOut, RunOne } from './answering.ai.ts'
import { automationsRoutes, runsRoutes } from './automations.routes.ts'
import { Automation, AutomationPatch, NewAutomation } from './automations.schema.ts'
import * as service from './automations.service.ts'
import { automations } from './automations.tables.ts'
import { dispatchAutomations } from './dispatch.service.ts'
import { equip } from './proposing.service.ts'
import { RUN_JOB } from './runs.service.ts'

export const automationsModule: Module = {
  name: 'automations',
  tags: {
    automations: 'What the assistant tells and proposes by itself, again and again, and what became of each time',
  },
  routes: [automationsRoutes, runsRoutes],
  entities: [
    entity({
      name: 'automation',
      path: '/automations',
      table: automations,
      item: Automation,
      input: NewAutomation,
      patch: AutomationPatch,
      load: service.loadAutomations,
      create: service.createAutomation,
      update: service.updateAutomation,
      remove: service.deleteAutomation,
      restore: service.restoreAutomation,
    }),
  ],
  jobs: [job(RUN_JOB, RunOne, carryOut)],
  start: async ({ reach, tools }) => equip(reach, tools),
  loops: () => [{ name: 'automations', everyMs: 1_000, turn: dispatchAutomations }],
}
