import { z } from 'zod'
import { ERROR_STATUS, type ErrorCode } from '#core/errors.ts'
import { AnyItem } from './history.schema.ts'
import { FRAME_OPS } from './updates.schema.ts'

const Position = z.int().describe('Where to go on; hand it back unchanged')

export const SyncQuery = z.strictObject({
  since: z.coerce.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).default(0).meta({
    description:
      '`nextSince` of the answer before, or the newest `seq` a socket told you; 0 asks for everything there is',
  }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(500)
    .meta({ description: 'Changes in one answer, 1 to 1000' }),
  entities: z
    .string()
    .max(1_000)
    .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))])
    .optional()
    .meta({ description: 'Only these kinds, separated by commas: `task,goal`' }),
  epoch: z.uuid().optional().meta({ description: 'The epoch that `since` belongs to; another one answers 410' }),
})
export type SyncQuery = z.infer<typeof SyncQuery>

export const SyncChange = z.object({
  seq: z.int(),
  entity: z.string(),
  id: z.uuid(),
  op: z
    .enum(FRAME_OPS)
    .describe('Its newest change. You may meet `update` before any `create`: keep the item either way'),
  item: AnyItem.nullable().describe('Its newest state, as its collection answers it; null when it is deleted'),
})
export type SyncChange = z.infer<typeof SyncChange>

export const SyncAnswer = z
  .object({
    changes: z.array(SyncChange),
    nextSince: Position,
    hasMore: z.boolean(),
    epoch: z.uuid().describe('Names this line of history. When it changes, start again from 0'),
  })
  .meta({
    id: 'SyncAnswer',
    example: {
      changes: [
        { seq: 42, entity: 'task', id: '01890a5d-ac96-774b-bcce-b302099a8057', op: 'update', item: { title: 'Read' } },
      ],
      nextSince: 42,
      hasMore: false,
      epoch: '6f2c1f6e-6b1c-4c43-9f0e-0d2d1f7c9c55',
    },
  })
export type SyncAnswer = z.infer<typeof SyncAnswer>

export const OPS = ['create', 'update', 'delete'] as const

export const SyncOperation = z.strictObject({
  opId: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, '1 to 100 printable ASCII characters')
    .meta({ description: 'Yours, once for this operation: sent again it does nothing and answers the same' }),
  entity: z.string().min(1).max(50),
  id: z.string().min(1).max(100).meta({ description: 'UUID of version 4, 5 or 7; for `create` you choose it' }),
  op: z.enum(OPS),
  baseVersion: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .nullish()
    .meta({ description: 'The `version` your edit was made on; without it the last writer wins' }),
  fields: z
    .record(z.string().max(100), z.unknown())
    .default({})
    .meta({ description: 'As in the body of POST or PATCH of the collection' }),
})
export type SyncOperation = z.infer<typeof SyncOperation>

export const SyncPush = z.strictObject({ operations: z.array(SyncOperation).min(1).max(100) }).meta({
  id: 'SyncPush',
  example: {
    operations: [
      {
        opId: 'phone-17',
        entity: 'task',
        id: '01890a5d-ac96-774b-bcce-b302099a8057',
        op: 'create',
        fields: { title: 'Read' },
      },
      {
        opId: 'phone-18',
        entity: 'task',
        id: '01890a5d-ac96-774b-bcce-b302099a8057',
        op: 'update',
        baseVersion: 1,
        fields: { priority: 'p1' },
      },
    ],
  },
})

export const SYNC_STATUSES = ['applied', 'merged', 'conflict', 'rejected'] as const

export const SyncResult = z.object({
  opId: z.string(),
  status: z
    .enum(SYNC_STATUSES)
    .describe(
      '`applied`: done as sent. `merged`: others had changed other fields meanwhile; all of yours are in. `conflict`: what is listed under `conflicts` was not done, the rest was. `rejected`: nothing was done; see `error`.',
    ),
  item: AnyItem.nullable().describe('As it is now; null when it is deleted or not yours'),
  conflicts: z.array(z.object({ field: z.string(), yours: z.unknown(), theirs: z.unknown() })),
  error: z
    .object({
      code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]), // the record is never empty
      detail: z.string(),
      errors: z.array(z.object({ path: z.string(), message: z.string() })),
    })
    .nullable(),
  replayed: z.boolean().describe('This operation had been done before; this is what it came to then'),
})
export type SyncResult = z.infer<typeof SyncResult>

export const SyncResults = z.object({ results: z.array(SyncResult) }).meta({
  id: 'SyncResults',
  example: {
    results: [
      {
        opId: 'phone-18',
        status: 'conflict',
        item: { title: 'Read' },
        conflicts: [{ field: 'priority', yours: 'p1', theirs: 'p2' }],
        error: null,
        replayed: false,
      },
    ],
  },
})
export type SyncResults = z.infer<typeof SyncResults>
