import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'

export const JobQueue = z
  .object({
    queue: z.string(),
    waiting: z.int(),
    active: z.int(),
    deadLetters: z.int().describe('Failed for good, and not sent again yet'),
    oldestWaitingSeconds: z.number().describe('Since the longest due one was due; 0 when none is'),
  })
  .meta({
    id: 'JobQueue',
    example: { queue: 'accounts_mail_code', waiting: 2, active: 1, deadLetters: 0, oldestWaitingSeconds: 0.4 },
  })
export type JobQueue = z.infer<typeof JobQueue>
export const JobQueues = z.object({ items: z.array(JobQueue) }).meta({ id: 'JobQueues' })

export const DeadLetter = z
  .object({
    id: z.uuid(),
    queue: z.string().describe('Where it failed, and where sending it again puts it'),
    userId: z.uuid().nullable(),
    failedAt: z.iso.datetime(),
    attempts: z.int(),
    error: z.string().nullable(),
  })
  .meta({
    id: 'DeadLetter',
    example: {
      id: '0198f3a1-7c00-7000-8000-0000000000f1',
      queue: 'accounts_mail_code',
      userId: '0198f3a1-7c00-7000-8000-0000000000a1',
      failedAt: '2027-03-01T08:00:00.000Z',
      attempts: 9,
      error: 'connect ECONNREFUSED',
    },
  })
export type DeadLetter = z.infer<typeof DeadLetter>

const Queue = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w.-]+$/)

export const DeadLetterQuery = PageQuery.extend({ queue: Queue.optional() })
export type DeadLetterQuery = z.infer<typeof DeadLetterQuery>
export const DeadLetterPage = pageOf(DeadLetter).meta({ id: 'DeadLetterPage' })

export const Redrive = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(1_000).optional(),
    queue: Queue.optional().describe('All of this queue'),
  })
  .refine(({ ids, queue }) => (ids === undefined) !== (queue === undefined), {
    path: ['ids'],
    message: 'give either ids or a queue',
  })
  .meta({ id: 'Redrive', example: { queue: 'accounts_mail_code' } })
export type Redrive = z.infer<typeof Redrive>

export const Redriven = z
  .object({ redriven: z.int().describe('At most 1000 at a time') })
  .meta({ id: 'Redriven', example: { redriven: 3 } })
