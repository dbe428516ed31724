import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { REWARD_CATEGORIES, REWARD_STATUSES } from './rewards.tables.ts'

export const Reward = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    title: z.string().meta({ example: 'An evening at the cinema' }),
    description: z.string().nullable(),
    category: z.enum(REWARD_CATEGORIES).meta({ example: 'weekly_reward' }),
    pointCost: z.int().meta({ example: 500 }),
    icon: z.string().nullable(),
    imageUrl: z.string().nullable(),
    isAutomated: z.boolean(),
    automationInstructions: z.string().nullable(),
    cooldownHours: z.int().nullable().meta({ example: 72 }),
    maxPerDay: z.int().nullable().meta({ example: 1 }),
    status: z.enum(REWARD_STATUSES).meta({ example: 'active' }),
    lastRedeemedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Reward' })

const Fields = z.strictObject({
  title: z.string().trim().min(1).max(200).meta({ example: 'An evening at the cinema' }),
  description: z.string().max(5_000).nullish(),
  category: z.enum(REWARD_CATEGORIES).optional().meta({ example: 'weekly_reward' }),
  pointCost: z.int().min(1).max(1_000_000).meta({ example: 500 }),
  icon: z.string().trim().min(1).max(100).nullish(),
  imageUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullish(),
  isAutomated: z.boolean().optional(),
  automationInstructions: z.string().max(5_000).nullish(),
  cooldownHours: z
    .int()
    .min(1)
    .max(8_760)
    .nullish()
    .meta({ description: 'Hours that pass before it can be redeemed again', example: 72 }),
  maxPerDay: z.int().min(1).max(100).nullish().meta({ description: 'In a day of yours', example: 1 }),
  status: z.enum(REWARD_STATUSES).optional(),
})
export const NewReward = Fields.meta({ id: 'NewReward' })
export type NewReward = z.infer<typeof NewReward>
export const RewardPatch = Fields.partial().meta({
  id: 'RewardPatch',
  example: { pointCost: 600, status: 'active' },
})
export type RewardPatch = z.infer<typeof RewardPatch>

export const RewardQuery = PageQuery.extend({
  status: z.enum(REWARD_STATUSES).optional(),
  category: z.enum(REWARD_CATEGORIES).optional(),
  maxCost: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Costs at most so many points' }),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title or description' }),
  sort: z.enum(['newest', 'cost']).default('newest'),
})
export type RewardQuery = z.infer<typeof RewardQuery>
export const RewardPage = pageOf(Reward).meta({ id: 'RewardPage' })

export const RewardAvailability = z
  .object({
    rewardId: z.uuid(),
    canRedeem: z.boolean().meta({ example: false }),
    reason: z.string().nullable().meta({ description: 'Why not', example: 'Available in 3 hour(s)' }),
    availableAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When time alone will make it possible', example: '2027-03-01T12:00:00.000Z' }),
    redeemedToday: z.int().meta({ example: 1 }),
  })
  .meta({ id: 'RewardAvailability' })
export const RewardAvailabilityPage = pageOf(RewardAvailability).meta({ id: 'RewardAvailabilityPage' })

export const Redemption = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    rewardId: z.uuid(),
    title: z.string().meta({ description: 'As it was then', example: 'An evening at the cinema' }),
    pointsSpent: z.int().meta({ example: 500 }),
    note: z.string().nullable(),
    redeemedAt: z.iso.datetime(),
    undoneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Redemption' })
export const RedemptionPage = pageOf(Redemption).meta({ id: 'RedemptionPage' })

export const RedemptionQuery = PageQuery.extend({
  rewardId: z.uuid().optional(),
  undone: z.stringbool().optional().meta({ description: 'true: only undone ones; false: only those that stand' }),
})
export type RedemptionQuery = z.infer<typeof RedemptionQuery>

export const Redeeming = z
  .strictObject({ note: z.string().trim().min(1).max(1_000).nullish() })
  .meta({ id: 'Redeeming', example: { note: 'With Kim' } })
export type Redeeming = z.infer<typeof Redeeming>

export const Redeemed = z
  .object({ redemption: Redemption, balance: z.int().meta({ example: 796 }) })
  .meta({ id: 'Redeemed' })
