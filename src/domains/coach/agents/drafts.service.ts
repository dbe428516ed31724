import { and, eq } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { newId } from '#core/ids.ts'
import { createGoal } from '#domains/goals/goals.service.ts'
import { createHabit } from '#domains/habits/habits.service.ts'
import { createMetric, linkMetricToGoal } from '#domains/metrics/metrics.service.ts'
import { type GoalDraftRow, goalDrafts } from './agents.tables.ts'
import { type Answers, faultIn, type GoalProposal, openQuestions, type QuestionKey } from './building.ts'

export interface GoalDraft extends Omit<GoalDraftRow, 'userId'> {
  questions: ReturnType<typeof openQuestions>
}

const { userId, id, state } = goalDrafts

export async function getDraft(ctx: UserCtx, draftId: string): Promise<GoalDraft> {
  const [row] = await ctx.db.select().from(goalDrafts).where(mineDraft(ctx, draftId))
  return present(found(row, 'Goal draft'))
}

/** Refuses, by the question, an answer that is none. */
export function requireAnswers(answers: Answers): void {
  const faults = Object.entries(answers).flatMap(([key, answer]) => {
    // The schema knows no other keys.
    const message = faultIn(key as QuestionKey, answer)
    return message === null ? [] : [{ path: `answers.${key}`, message }]
  })
  if (faults.length > 0) throw new AppError('invalid_input', faults[0]?.message ?? '', { errors: faults })
}

type Built = Pick<GoalDraftRow, 'answers' | 'proposal' | 'source'>

export async function openDraft(ctx: UserCtx, title: string, built: Built): Promise<GoalDraft> {
  const [row] = await ctx.db
    .insert(goalDrafts)
    .values({ userId: ctx.actor.id, id: newId(), title, ...built, createdAt: ctx.now().toISOString() })
    .returning()
  return present(found(row, 'Goal draft'))
}

export async function rebuildDraft(ctx: UserCtx, draftId: string, built: Built): Promise<GoalDraft> {
  return present(await changeOpen(ctx, draftId, built))
}

export async function rejectDraft(ctx: UserCtx, draftId: string): Promise<GoalDraft> {
  return present(await changeOpen(ctx, draftId, { state: 'rejected' }))
}

/** Makes the goal with its criteria, habits and metrics: all of it, or nothing; of several who accept at once, one does. */
export function acceptDraft(ctx: UserCtx, draftId: string, changed: GoalProposal | undefined) {
  const missing = ['goals:write', 'habits:write', 'metrics:write'].find((scope) => !holdsScope(ctx.actor, scope))
  if (missing) throw new AppError('forbidden', `This API key needs the scope ${missing}.`)
  return inTransaction(ctx, async (ctx) => {
    const taken = await changeOpen(ctx, draftId, { state: 'accepted', ...(changed && { proposal: changed }) })
    const { goal, criteria, habits, metrics } = taken.proposal
    const metricIds: string[] = []
    for (const metric of metrics) metricIds.push((await createMetric(ctx, metric)).id)
    const successCriteria = criteria.map(({ text, targetValue, metric }) => ({
      text,
      targetValue,
      metricId: metric === null ? null : (metricIds[metric] ?? null),
    }))
    const { id: goalId } = await createGoal(ctx, { ...goal, status: 'active', successCriteria })
    for (const metricId of metricIds) await linkMetricToGoal(ctx, metricId, goalId)
    const habitIds: string[] = []
    for (const { name, timesPerWeek, intent } of habits) {
      const schedule = { kind: 'times_per' as const, times: timesPerWeek, days: 7 }
      habitIds.push((await createHabit(ctx, { name, schedule, intent, goalIds: [goalId] })).id)
    }
    const [row] = await ctx.db.update(goalDrafts).set({ goalId }).where(mineDraft(ctx, draftId)).returning()
    return { draft: present(found(row, 'Goal draft')), goalId, habitIds, metricIds }
  })
}

const mineDraft = (ctx: UserCtx, draftId: string) => and(eq(userId, ctx.actor.id), eq(id, draftId))

async function changeOpen(ctx: UserCtx, draftId: string, set: Partial<GoalDraftRow>): Promise<GoalDraftRow> {
  const [row] = await ctx.db
    .update(goalDrafts)
    .set(set)
    .where(and(mineDraft(ctx, draftId), eq(state, 'open')))
    .returning()
  if (row) return row
  const was = await getDraft(ctx, draftId)
  throw new AppError('conflict', `This draft was ${was.state} already. Begin another.`, { extra: { state: was.state } })
}

function present({ userId: _, ...row }: GoalDraftRow): GoalDraft {
  return { ...row, questions: row.state === 'open' ? openQuestions(row.answers) : [] }
}
