import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Instant } from '#core/wire.ts'
import { UNPLACED_CODES } from './planner.ts'
import { PROPOSAL_STATES } from './proposals.tables.ts'

export const PLANNED_KINDS = ['tasks', 'habits', 'reviews'] as const
export const WEEKDAY_NAMES = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
/** Days that are planned at once. */
export const MAX_PLAN_DAYS = 62
/** How far back missed blocks are looked for. */
export const MAX_MISSED_DAYS = 60

const Edge = z.union([z.iso.date(), Instant])
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:00')
const Hours = z.strictObject({
  from: Clock.meta({ example: '09:00' }),
  to: Clock.meta({ description: 'Not later than `from` means on the next day', example: '17:00' }),
})

const options = {
  from: Edge.optional().meta({ description: 'Now unless told; never earlier', example: '2037-03-02' }),
  to: Edge.optional().meta({
    description: `A week later unless told, ${MAX_PLAN_DAYS} days at most`,
    example: '2037-03-07',
  }),
  workingHours: z
    .array(
      Hours.extend({
        weekdays: z
          .array(z.enum(WEEKDAY_NAMES))
          .min(1)
          .max(7)
          .meta({ example: ['mo', 'we'] }),
      }),
    )
    .min(1)
    .max(14)
    .default([{ weekdays: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }])
    .meta({ description: 'Wall clock of your zone; nothing is planned outside' }),
  bestHours: Hours.default({ from: '09:00', to: '12:00' }).meta({ description: 'Deep work goes there first' }),
  chunkMinutes: z
    .strictObject({ min: z.int().min(10).max(240), max: z.int().min(20).max(480) })
    .default({ min: 25, max: 90 })
    .meta({ description: 'How long one piece may be; max is at least twice min', example: { min: 25, max: 90 } }),
  breakMinutes: z.int().min(0).max(120).default(10),
  defaultMinutes: z.int().min(5).max(480).default(30).meta({ description: 'For a task without an estimate' }),
}

export const PlanRequest = z
  .strictObject({
    ...options,
    taskIds: z
      .array(z.uuid())
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'These open tasks alone; otherwise all that are due or scheduled, and what they wait for' }),
    include: z
      .array(z.enum(PLANNED_KINDS))
      .min(1)
      .max(PLANNED_KINDS.length)
      .default([...PLANNED_KINDS])
      .meta({ description: 'What is planned where no tasks are named', example: ['tasks', 'habits', 'reviews'] }),
  })
  .meta({ id: 'PlanRequest', example: { from: '2037-03-02', to: '2037-03-07', breakMinutes: 10 } })
export type PlanRequest = z.infer<typeof PlanRequest>

export const ReplanRequest = z
  .strictObject({
    ...options,
    since: Edge.optional().meta({
      description: `Blocks missed since then; a week unless told, ${MAX_MISSED_DAYS} days at most`,
    }),
  })
  .meta({ id: 'ReplanRequest', example: { breakMinutes: 15 } })
export type ReplanRequest = z.infer<typeof ReplanRequest>

const whose = {
  kind: z.enum(['task', 'habit', 'review']).meta({ example: 'task' }),
  taskId: z.uuid().nullable(),
  habitId: z.uuid().nullable(),
}
const Block = z.object({
  ...whose,
  title: z.string().meta({ example: 'Write the report' }),
  startAt: z.iso.datetime().meta({ example: '2037-03-02T08:00:00.000Z' }),
  endAt: z.iso.datetime().meta({ example: '2037-03-02T09:30:00.000Z' }),
  durationMinutes: z.int().meta({ example: 90 }),
  part: z.int().meta({ description: 'Which piece of how many', example: 1 }),
  parts: z.int().meta({ example: 2 }),
})
const Unplaced = z.object({
  ...whose,
  title: z.string().meta({ example: 'Paint the fence' }),
  code: z.enum(UNPLACED_CODES).meta({ example: 'deadline' }),
  reason: z
    .string()
    .meta({ example: 'There is too little free time before it is due: 45 of its minutes have no place.' }),
  missingMinutes: z.int().meta({ example: 45 }),
})

export const Proposal = z
  .object({
    id: z.uuid(),
    state: z.enum(PROPOSAL_STATES).meta({ example: 'open' }),
    createdAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    fromAt: z.iso.datetime(),
    toAt: z.iso.datetime(),
    blocks: z.array(Block),
    unplaced: z.array(Unplaced).meta({ description: 'What has no place, whole or in part, and why' }),
    replaces: z
      .array(z.object({ blockId: z.uuid(), occurrence: z.string().meta({ example: '2037-03-01T09:00' }) }))
      .meta({ description: 'Missed blocks that go when it is accepted', example: [] }),
  })
  .meta({ id: 'ScheduleProposal' })

export const ProposalPage = pageOf(Proposal).meta({ id: 'ScheduleProposalPage' })
export const ProposalQuery = PageQuery.extend({ state: z.enum(PROPOSAL_STATES).optional() })
export type ProposalQuery = z.infer<typeof ProposalQuery>
export const AcceptedProposal = z
  .object({ proposal: Proposal, blockIds: z.array(z.uuid()) })
  .meta({ id: 'AcceptedProposal' })
