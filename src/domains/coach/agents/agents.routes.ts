import type { FastifyReply } from 'fastify'
import type { Ai } from '#core/ai/ai.ts'
import type { UserCtx } from '#core/ctx.ts'
import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './agents.schema.ts'
import type { WeeklyReviewRow } from './agents.tables.ts'
import type { Answers } from './building.ts'
import * as drafts from './drafts.service.ts'
import type { Plan } from './planning.service.ts'
import { getReview, listReviews } from './reviews.service.ts'

const tags = ['ai']

/** What agents do that ask models. */
export interface Agents {
  planTasks: (
    ctx: UserCtx,
    ai: Ai,
    wish: schema.PlanWish,
    gone: AbortSignal,
  ) => Promise<Plan & { explanation: string; source: 'model' | 'rules' }>
  beginDraft: (
    ctx: UserCtx,
    ai: Ai,
    input: { title: string; answers?: Answers | undefined },
    gone: AbortSignal,
  ) => Promise<drafts.GoalDraft>
  answerDraft: (ctx: UserCtx, ai: Ai, id: string, answers: Answers, gone: AbortSignal) => Promise<drafts.GoalDraft>
  reviewWeek: (ctx: UserCtx, ai: Ai, day: string, gone: AbortSignal) => Promise<WeeklyReviewRow>
}

export const agentsRoutes =
  (agents: Agents): Routes =>
  async (app) => {
    const { ai } = app.platform.reach

    app.post(
      '/ai/agents/task-scheduler',
      {
        config: { time: true },
        schema: {
          operationId: 'planTasks',
          summary: 'Have your tasks planned',
          description:
            'What went by is placed anew; with nothing of that, what is due. A proposal that changes nothing until you accept it.',
          tags,
          body: schema.PlanWish,
          response: { 201: schema.PlanAdvice },
        },
      },
      async (req, reply) => {
        const plan = await agents.planTasks(userCtx(req), ai, req.body, goneOf(reply))
        return reply.code(201).header('location', `/api/schedule/proposals/${plan.proposalId}`).send(plan)
      },
    )

    app.post(
      '/ai/agents/goal-builder',
      {
        config: { time: true },
        schema: {
          operationId: 'beginGoalDraft',
          summary: 'Begin to think out a goal',
          description:
            'Answers questions to ask and a proposal of goal, criteria, habits and metrics. Nothing is made yet.',
          tags,
          body: schema.NewGoalDraft,
          response: { 201: schema.GoalDraft },
        },
      },
      async (req, reply) => {
        const draft = await agents.beginDraft(userCtx(req), ai, req.body, goneOf(reply))
        return reply.code(201).header('location', `/api/ai/agents/goal-builder/drafts/${draft.id}`).send(draft)
      },
    )

    app.get(
      '/ai/agents/goal-builder/drafts/:id',
      {
        schema: {
          operationId: 'getGoalDraft',
          summary: 'Read a goal that is being thought out',
          tags,
          params: IdParams,
          response: { 200: schema.GoalDraft },
        },
      },
      (req) => drafts.getDraft(userCtx(req), req.params.id),
    )

    app.post(
      '/ai/agents/goal-builder/drafts/:id/answers',
      {
        config: { time: true },
        schema: {
          operationId: 'answerGoalDraft',
          summary: 'Answer questions about a goal',
          description: 'The proposal follows at once.',
          tags,
          params: IdParams,
          body: schema.GoalDraftAnswers,
          response: { 200: schema.GoalDraft },
        },
      },
      (req, reply) => agents.answerDraft(userCtx(req), ai, req.params.id, req.body.answers, goneOf(reply)),
    )

    app.post(
      '/ai/agents/goal-builder/drafts/:id/accept',
      {
        config: { time: true },
        schema: {
          operationId: 'acceptGoalDraft',
          summary: 'Make the goal with all that belongs to it',
          description: 'Goal, criteria, habits and metrics, all or none.',
          tags,
          params: IdParams,
          body: schema.GoalDraftAcceptance,
          response: { 200: schema.AcceptedGoalDraft },
        },
      },
      (req) => drafts.acceptDraft(userCtx(req), req.params.id, req.body.proposal),
    )

    app.post(
      '/ai/agents/goal-builder/drafts/:id/reject',
      {
        schema: {
          operationId: 'rejectGoalDraft',
          summary: 'Let go of a goal that was thought out',
          tags,
          params: IdParams,
          response: { 200: schema.GoalDraft },
        },
      },
      (req) => drafts.rejectDraft(userCtx(req), req.params.id),
    )

    app.get(
      '/ai/agents/weekly-reviews',
      {
        schema: {
          operationId: 'listWeeklyReviews',
          summary: 'List what was said about your weeks',
          description: 'The latest first.',
          tags,
          querystring: schema.ReviewQuery,
          response: { 200: schema.ReviewList },
        },
      },
      (req) => listReviews(userCtx(req), req.query),
    )

    app.get(
      '/ai/agents/weekly-reviews/:week',
      {
        schema: {
          operationId: 'getWeeklyReview',
          summary: 'Read the review of a week',
          tags,
          params: schema.WeekParams,
          response: { 200: schema.WeeklyReview },
        },
      },
      (req) => getReview(userCtx(req), req.params.week),
    )

    app.put(
      '/ai/agents/weekly-reviews/:week',
      {
        config: { time: true },
        schema: {
          operationId: 'makeWeeklyReview',
          summary: 'Have a week reviewed',
          description: 'Counted first, told second, and kept; asked again it is counted and told anew.',
          tags,
          params: schema.WeekParams,
          response: { 200: schema.WeeklyReview },
        },
      },
      (req, reply) => agents.reviewWeek(userCtx(req), ai, req.params.week, goneOf(reply)),
    )
  }

/** Tells when the connection ended before the answer. */
function goneOf({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.on('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return gone.signal
}
