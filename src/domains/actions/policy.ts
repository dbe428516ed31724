import type { Effect } from '#core/tools/tool.ts'

/** What the assistant may do with a tool: ask first, use it by itself, or not at all. */
export const POLICIES = ['ask', 'auto', 'never'] as const
export type Policy = (typeof POLICIES)[number]

const ALWAYS_ASKS: readonly Effect[] = ['destructive', 'outbound']

/** Whether no setting can spare the user the question: what cannot be taken back, and what leaves the house. */
export const alwaysAsks = (effect: Effect): boolean => ALWAYS_ASKS.includes(effect)

/** What holds, whatever was chosen: reading is free unless said otherwise, writing asks unless said otherwise. */
export function policyOf(effect: Effect, chosen: Policy | undefined): Policy {
  const policy = chosen ?? (effect === 'read' ? 'auto' : 'ask')
  return policy === 'auto' && alwaysAsks(effect) ? 'ask' : policy
}
