import { z } from 'zod'
import type { Ai } from '#core/ai/ai.ts'
import { feature } from '#core/ai/feature.ts'
import { runFeature } from '#core/ai/run.ts'
import type { UserCtx } from '#core/ctx.ts'
import { personOf } from '../person.service.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import type { PlanWish } from './agents.schema.ts'
import { type Plan, proposePlan } from './planning.service.ts'
import { explanationOf } from './planning.ts'

const Words = z.object({ explanation: z.string().trim().min(1).max(2_000) })

const planWords = feature({
  name: 'agents.task-scheduler',
  summary: 'Say what a plan does',
  input: z.custom<Plan>(),
  output: Words,
  cache: null,
  dependsOn: 'minute',
  reads: ['tasks', 'schedule'],
  facts: async (_, plan) => ({ ...plan, explanation: explanationOf(plan) }),
  prompt: (_, { facts, zone }) => ({
    instructions:
      'A planner has placed tasks into free time, by fixed rules. Say in two to five sentences what the plan does, what has no place and why, and what somebody could change about that. Use no number that is not given; times are in UTC, tell them in the zone of the person only if you need them.',
    content: JSON.stringify({ zone, ...facts }),
  }),
  rules: (plan) => ({ explanation: explanationOf(plan) }),
  check: (answer, _, { facts }) =>
    isFounded(answer, numbersIn(JSON.stringify(facts))) ? answer : 'there is a number that was not given.',
})

/** Plans what is due, and again what went by; a proposal to accept or reject, with words about it. */
export async function planTasks(ctx: UserCtx, ai: Ai, wish: PlanWish, gone: AbortSignal) {
  const plan = await proposePlan(ctx, wish)
  const { result, meta } = await runFeature(ctx, ai, await personOf(ctx), planWords, plan, gone)
  return { ...plan, ...Words.parse(result), source: meta.source }
}
