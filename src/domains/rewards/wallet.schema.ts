import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Day } from '#core/wire.ts'
import { TRANSACTION_KINDS } from './rewards.tables.ts'

const MOST = 1_000_000

export const Wallet = z
  .object({
    balance: z.int().describe('Points to spend: the sum of all transactions, never below zero'),
    lifetimeEarned: z
      .int()
      .describe('All that was ever earned; each source counts once, and taking back does not lower it'),
    lifetimeSpent: z.int().describe('All that was ever spent; undoing does not lower it'),
  })
  .meta({ id: 'Wallet', example: { balance: 796, lifetimeEarned: 1296, lifetimeSpent: 500 } })
export type Wallet = z.infer<typeof Wallet>

export const WalletTransaction = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    at: z.iso.datetime(),
    kind: z.enum(TRANSACTION_KINDS),
    amount: z.int().describe('By how much the balance changed'),
    owed: z
      .int()
      .describe('Points that could not be taken back because they were spent; below zero when they are paid for'),
    source: z.string().describe('What it stands for, such as `task:<id>`; it stands for it once until it is reversed'),
    description: z.string(),
    entity: z.string().nullable().describe('What kind of item it is about'),
    entityId: z.uuid().nullable(),
    reversesId: z.uuid().nullable().describe('The transaction that it takes back'),
    reversedAt: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'WalletTransaction',
    example: {
      id: '0198f3a1-7c00-7000-8000-0000000000f1',
      version: 1,
      createdAt: '2027-03-01T09:00:00.000Z',
      updatedAt: '2027-03-01T09:00:00.000Z',
      at: '2027-03-01T09:00:00.000Z',
      kind: 'earn',
      amount: 1296,
      owed: 0,
      source: 'task:0198f3a1-7c00-7000-8000-0000000000a1',
      description: 'Write the first chapter',
      entity: 'task',
      entityId: '0198f3a1-7c00-7000-8000-0000000000a1',
      reversesId: null,
      reversedAt: null,
    },
  })
export const WalletTransactionPage = pageOf(WalletTransaction).meta({ id: 'WalletTransactionPage' })

export const WalletTransactionQuery = PageQuery.extend({
  kind: z
    .string()
    .max(100)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(TRANSACTION_KINDS)).max(TRANSACTION_KINDS.length))
    .optional()
    .meta({ description: 'One or several, separated by commas' }),
  entity: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .meta({ description: 'About items of this kind: task, habit, metric, redemption' }),
  entityId: z.uuid().optional().meta({ description: 'About this item' }),
  from: Day.optional().meta({ description: 'On this day or later, in your zone' }),
  to: Day.optional().meta({ description: 'On this day or earlier, in your zone' }),
})
export type WalletTransactionQuery = z.infer<typeof WalletTransactionQuery>

export const NewAdjustment = z
  .strictObject({
    amount: z
      .int()
      .min(-MOST)
      .max(MOST)
      .refine((amount) => amount !== 0, 'must not be 0')
      .describe('Points to add, or (below zero) to take away'),
    description: z.string().trim().min(1).max(500),
    entity: z
      .string()
      .regex(/^[a-z][a-z_]{0,39}$/, 'a kind of item such as task')
      .nullish(),
    entityId: z.uuid().nullish(),
  })
  .refine(({ entity, entityId }) => (entity == null) === (entityId == null), {
    path: ['entityId'],
    message: 'entity and entityId go together',
  })
  .meta({ id: 'NewAdjustment', example: { amount: 50, description: 'Helped a friend move' } })
export type NewAdjustment = z.infer<typeof NewAdjustment>

export const Adjusted = z.object({ transaction: WalletTransaction, balance: z.int() }).meta({ id: 'AdjustedWallet' })
