import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { generatePlan, replanMissed } from '#domains/schedule/planning.service.ts'
import type { PlanWish } from './agents.schema.ts'

export interface Plan {
  proposalId: string
  kind: 'plan' | 'replan'
  blocks: { taskId: string; title: string; startAt: string; endAt: string }[]
  unplaced: { taskId: string; title: string; reason: string }[]
  replaces: number
}

/** As the planner assumes unless told. */
const USUAL = {
  workingHours: [{ weekdays: ['mo', 'tu', 'we', 'th', 'fr'] as const, from: '09:00', to: '17:00' }],
  bestHours: { from: '09:00', to: '12:00' },
  chunkMinutes: { min: 25, max: 90 },
  breakMinutes: 10,
  defaultMinutes: 30,
}

/** First what went by without being done; with nothing of that, or for tasks that are named, a plan of what is due. */
export async function proposePlan(ctx: UserCtx, { days, taskIds }: PlanWish): Promise<Plan> {
  if (!holdsScope(ctx.actor, 'schedule:write'))
    throw new AppError('forbidden', 'This API key needs the scope schedule:write.')
  const to = new Date(ctx.now().getTime() + days * 86_400_000).toISOString()
  const request = {
    ...USUAL,
    workingHours: USUAL.workingHours.map((one) => ({ ...one, weekdays: [...one.weekdays] })),
    to,
  }
  const missed = taskIds === undefined ? await replanMissed(ctx, request) : null
  const isReplan = missed !== null && missed.replaces.length > 0
  const proposal = isReplan
    ? missed
    : await generatePlan(ctx, { ...request, include: ['tasks'], ...(taskIds && { taskIds }) })
  return {
    proposalId: proposal.id,
    kind: isReplan ? 'replan' : 'plan',
    blocks: proposal.blocks.flatMap(({ taskId, title, startAt, endAt }) =>
      taskId === null ? [] : [{ taskId, title, startAt, endAt }],
    ),
    unplaced: proposal.unplaced.flatMap(({ taskId, title, reason }) =>
      taskId === null ? [] : [{ taskId, title, reason }],
    ),
    replaces: proposal.replaces.length,
  }
}
