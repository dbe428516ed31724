import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { NewSignalRule, SignalRule, SignalRulePage, SignalRulePatch } from './rules.schema.ts'
import { createRule, deleteRule, getRule, listRules, updateRule } from './rules.service.ts'
import { SignalPage, SignalQuery } from './signals.schema.ts'
import { listSignals } from './signals.service.ts'

const One = z.strictObject({ signalRuleId: z.uuid() })
const Wanted = SignalQuery.omit({ cursor: true, limit: true }).extend({ limit: Few })
const scopes = { read: ['signal-rules:read'], write: ['signal-rules:write'] }

export const signalsTools: Tool[] = [
  tool({
    name: 'signals_list',
    title: 'List signals',
    description: 'What devices and programs have told lately, such as steps or sleep, newest first.',
    effect: 'read',
    scopes: ['signals:read'],
    input: Wanted,
    output: SignalPage.pick({ items: true }),
    example: { type: 'steps' },
    run: (ctx, input) => listSignals(ctx, input),
  }),
  tool({
    name: 'signals_list_rules',
    title: 'List rules for signals',
    description: 'Rules by which signals tick habits, log metrics and create tasks.',
    effect: 'read',
    scopes: scopes.read,
    input: z.strictObject({ limit: Few }),
    output: SignalRulePage.pick({ items: true }),
    example: {},
    run: (ctx, input) => listRules(ctx, input),
  }),
  tool({
    name: 'signals_create_rule',
    title: 'Create a rule for signals',
    description: 'Creates a rule by which the signals of a day tick a habit, log a metric or create a task.',
    effect: 'write',
    scopes: scopes.write,
    input: NewSignalRule,
    output: SignalRule,
    example: {
      name: 'Eight thousand steps',
      conditions: [{ type: 'steps', aggregation: 'sum', comparison: 'gte', value: 8000, unit: 'count' }],
      action: 'create_task',
      taskTitle: 'Stretch before bed',
    },
    summary: (_, { name }) => `Create the rule “${name}”`,
    run: (ctx, input) => createRule(ctx, input),
  }),
  tool({
    name: 'signals_update_rule',
    title: 'Change a rule for signals',
    description: 'Changes fields of a rule; isActive switches it. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: scopes.write,
    input: One.extend({ changes: SignalRulePatch }),
    output: SignalRule,
    example: { signalRuleId: SOME_ID, changes: { isActive: false } },
    summary: async (ctx, { signalRuleId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the rule “${(await getRule(ctx, signalRuleId)).name}”`,
    run: (ctx, { signalRuleId, changes }) => updateRule(ctx, signalRuleId, changes),
  }),
  tool({
    name: 'signals_delete_rule',
    title: 'Delete a rule for signals',
    description: 'Moves a rule to the trash. What it has made stays.',
    effect: 'destructive',
    scopes: scopes.write,
    input: One,
    output: Deleted,
    example: { signalRuleId: SOME_ID },
    summary: async (ctx, { signalRuleId }) => `Delete the rule “${(await getRule(ctx, signalRuleId)).name}”`,
    run: async (ctx, { signalRuleId }) => {
      await deleteRule(ctx, signalRuleId)
      return { deleted: signalRuleId }
    },
  }),
]
