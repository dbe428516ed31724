import { entity } from '#core/entity.ts'
import { daily } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { forgetOldSignals, judgeLeft } from './firing.service.ts'
import { signalRulesRoutes } from './rules.routes.ts'
import { NewSignalRule, SignalRule, SignalRulePatch } from './rules.schema.ts'
import { createRule, deleteRule, loadRules, restoreRule, updateRule } from './rules.service.ts'
import { signalsRoutes } from './signals.routes.ts'
import { signalRules } from './signals.tables.ts'
import { signalsTools } from './signals.tools.ts'

export const signalsModule: Module = {
  name: 'signals',
  tags: {
    signals: 'What devices and programs tell: steps and sleep, doors and tags, one at a time or by the thousand',
    'signal-rules': 'What signals lead to: habits that tick themselves, metrics that log themselves, tasks',
  },
  routes: [signalsRoutes, signalRulesRoutes],
  tools: signalsTools,
  entities: [
    entity({
      name: 'signal_rule',
      path: '/signals/rules',
      tag: 'signal-rules',
      table: signalRules,
      item: SignalRule,
      input: NewSignalRule,
      patch: SignalRulePatch,
      search: ({ name, taskTitle }) => ({ title: name, text: taskTitle }),
      load: loadRules,
      create: createRule,
      update: updateRule,
      remove: deleteRule,
      restore: restoreRule,
    }),
  ],
  jobs: [daily('signals.forget', '37 3 * * *', forgetOldSignals)],
  loops: () => [{ name: 'signals', everyMs: 1_000, turn: judgeLeft }],
}
