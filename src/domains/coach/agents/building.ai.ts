import { z } from 'zod'
import type { Ai } from '#core/ai/ai.ts'
import { feature } from '#core/ai/feature.ts'
import { runFeature } from '#core/ai/run.ts'
import type { UserCtx } from '#core/ctx.ts'
import { personOf } from '../person.service.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import { GoalAnswers, GoalProposal } from './agents.schema.ts'
import { type Answers, proposalOf } from './building.ts'
import { type GoalDraft, getDraft, openDraft, rebuildDraft, requireAnswers } from './drafts.service.ts'

const buildGoal = feature({
  name: 'agents.goal-builder',
  summary: 'Build a goal out of answers',
  input: z.strictObject({ title: z.string(), answers: GoalAnswers }),
  output: GoalProposal,
  cache: null,
  dependsOn: 'day',
  reads: [],
  facts: async (_, { title, answers }, { today }) => proposalOf(title, answers, today),
  prompt: ({ title, answers }, { today, facts }) => ({
    instructions:
      'Somebody thinks out a goal. A proposal was made of their answers: return it, worded better in their own language. You may sharpen the title and the criteria, and add at most two habits that follow from what they said. Keep every day, number, unit, area and metric as it is, and add no number but how many times a week a habit is done.',
    content: JSON.stringify({ today, title, answers, proposal: facts }),
  }),
  rules: (_, { facts }) => facts,
  check: (answer, { title, answers }, { facts }) => {
    const { habits, ...rest } = answer
    const known = numbersIn(JSON.stringify({ title, answers, facts }))
    if (
      !isFounded(rest, known) ||
      !isFounded(
        habits.map(({ name }) => name),
        known,
      )
    )
      return 'there is a number that was not given.'
    const { targetDate, area, timeHorizon } = facts.goal
    return { ...answer, goal: { ...answer.goal, targetDate, area, timeHorizon }, metrics: facts.metrics }
  },
})

async function build(ctx: UserCtx, ai: Ai, title: string, answers: Answers, gone: AbortSignal) {
  requireAnswers(answers)
  const { result, meta } = await runFeature(ctx, ai, await personOf(ctx), buildGoal, { title, answers }, gone)
  return { answers, proposal: GoalProposal.parse(result), source: meta.source }
}

export async function beginDraft(
  ctx: UserCtx,
  ai: Ai,
  { title, answers = {} }: { title: string; answers?: Answers | undefined },
  gone: AbortSignal,
): Promise<GoalDraft> {
  return openDraft(ctx, title, await build(ctx, ai, title, answers, gone))
}

/** Adds answers, or changes them, and proposes anew. */
export async function answerDraft(
  ctx: UserCtx,
  ai: Ai,
  draftId: string,
  answers: Answers,
  gone: AbortSignal,
): Promise<GoalDraft> {
  const draft = await getDraft(ctx, draftId)
  const all = { ...draft.answers, ...answers }
  return rebuildDraft(ctx, draftId, await build(ctx, ai, draft.title, all, gone))
}
