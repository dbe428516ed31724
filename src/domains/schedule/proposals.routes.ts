import type { FastifyReply } from 'fastify'
import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { generatePlan, replanMissed } from './planning.service.ts'
import * as schema from './proposals.schema.ts'
import { acceptProposal, getProposal, listProposals, rejectProposal } from './proposals.service.ts'
import type { ProposalRow } from './proposals.tables.ts'

const tags = ['schedule']

export const planningRoutes: Routes = async (app) => {
  app.post(
    '/schedule/generate',
    {
      config: { time: true },
      schema: {
        operationId: 'generateSchedule',
        summary: 'Propose when to work on open tasks, habits and reviews',
        description:
          'By deadline, priority, energy and what waits for what, into free time within working hours, in pieces with breaks. The same input gives the same proposal; it takes the place of the open one, and changes nothing until it is accepted.',
        tags,
        body: schema.PlanRequest,
        response: { 201: schema.Proposal },
      },
    },
    async (req, reply) => proposed(reply, shown(await generatePlan(userCtx(req), req.body))),
  )

  app.post(
    '/schedule/replan',
    {
      config: { time: true },
      schema: {
        operationId: 'replanSchedule',
        summary: 'Propose another time for missed blocks',
        description: 'Blocks of open tasks that went by without being completed. Accepting takes the missed ones away.',
        tags,
        body: schema.ReplanRequest,
        response: { 201: schema.Proposal },
      },
    },
    async (req, reply) => proposed(reply, shown(await replanMissed(userCtx(req), req.body))),
  )
}

export const proposalsRoutes: Routes = async (app) => {
  app.get(
    '/schedule/proposals',
    {
      config: { time: true },
      schema: {
        operationId: 'listScheduleProposals',
        summary: 'List proposals, the newest first',
        tags,
        querystring: schema.ProposalQuery,
        response: { 200: schema.ProposalPage },
      },
    },
    async (req) => {
      const page = await listProposals(userCtx(req), req.query)
      return { ...page, items: page.items.map(shown) }
    },
  )

  app.get(
    '/schedule/proposals/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'getScheduleProposal',
        summary: 'Read a proposal',
        tags,
        params: IdParams,
        response: { 200: schema.Proposal },
      },
    },
    async (req) => shown(await getProposal(userCtx(req), req.params.id)),
  )

  app.post(
    '/schedule/proposals/:id/accept',
    {
      config: { time: true },
      schema: {
        operationId: 'acceptScheduleProposal',
        summary: 'Make blocks of a proposal',
        description: 'All or none: 409 when some of the time was taken or has passed since, or it was decided before.',
        tags,
        params: IdParams,
        response: { 200: schema.AcceptedProposal },
      },
    },
    async (req) => {
      const accepted = await acceptProposal(userCtx(req), req.params.id)
      return { ...accepted, proposal: shown(accepted.proposal) }
    },
  )

  app.post(
    '/schedule/proposals/:id/reject',
    {
      config: { time: true },
      schema: {
        operationId: 'rejectScheduleProposal',
        summary: 'Reject a proposal',
        tags,
        params: IdParams,
        response: { 200: schema.Proposal },
      },
    },
    async (req) => shown(await rejectProposal(userCtx(req), req.params.id)),
  )
}

type Part = { taskId: string | null; habitId?: string | null }
const kinded = <P extends Part>({ habitId = null, ...part }: P) => ({
  ...part,
  habitId,
  kind: part.taskId !== null ? ('task' as const) : habitId !== null ? ('habit' as const) : ('review' as const),
})

/** As clients see it, also what was stored before plans held habits and reviews. */
const shown = (row: ProposalRow) => ({ ...row, blocks: row.blocks.map(kinded), unplaced: row.unplaced.map(kinded) })

/** The location of a proposal is not below the verb that made it. */
function proposed<T extends { id: string }>(reply: FastifyReply, proposal: T): T {
  reply.code(201).header('location', `/api/schedule/proposals/${proposal.id}`)
  return proposal
}
