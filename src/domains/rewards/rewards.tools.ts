import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { listAvailability, redeemReward, undoRedemption } from './redemptions.service.ts'
import {
  NewReward,
  Redeemed,
  Reward,
  RewardAvailabilityPage,
  RewardPage,
  RewardPatch,
  RewardQuery,
} from './rewards.schema.ts'
import { createReward, deleteReward, getReward, getWallet, listRewards, updateReward } from './rewards.service.ts'
import { Wallet } from './wallet.schema.ts'

const One = z.strictObject({ rewardId: z.uuid() })
const Changes = One.extend({ changes: RewardPatch })
const Wanted = RewardQuery.omit({ cursor: true, limit: true }).extend({ limit: Few })

export const rewardsTools: Tool[] = [
  tool({
    name: 'wallet_get',
    title: 'Read the wallet',
    description: 'How many points the user has, and has earned and spent.',
    effect: 'read',
    scopes: ['wallet:read'],
    input: z.strictObject({}),
    output: Wallet,
    example: {},
    run: (ctx) => getWallet(ctx),
  }),
  tool({
    name: 'rewards_list',
    title: 'List rewards',
    description: 'What points can be spent on, filtered by status, category, cost or text.',
    effect: 'read',
    scopes: ['rewards:read'],
    input: Wanted,
    output: RewardPage.pick({ items: true }),
    example: { sort: 'cost' },
    run: (ctx, input) => listRewards(ctx, input),
  }),
  tool({
    name: 'rewards_available',
    title: 'Ask what can be redeemed',
    description: 'Which active rewards can be redeemed now, and why the others cannot.',
    effect: 'read',
    scopes: ['rewards:read'],
    input: z.strictObject({ limit: Few }),
    output: RewardAvailabilityPage.pick({ items: true }),
    example: {},
    run: (ctx, input) => listAvailability(ctx, input),
  }),
  tool({
    name: 'rewards_create',
    title: 'Create a reward',
    description: 'Creates something to spend points on.',
    effect: 'write',
    scopes: ['rewards:write'],
    input: NewReward,
    output: Reward,
    example: { title: 'An evening at the cinema', pointCost: 500 },
    summary: (_, { title }) => `Create the reward “${title}”`,
    run: (ctx, input) => createReward(ctx, input),
  }),
  tool({
    name: 'rewards_update',
    title: 'Change a reward',
    description: 'Changes fields of a reward. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: ['rewards:write'],
    input: Changes,
    output: Reward,
    example: { rewardId: SOME_ID, changes: { pointCost: 600 } },
    summary: async (ctx, { rewardId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the reward “${(await getReward(ctx, rewardId)).title}”`,
    run: (ctx, { rewardId, changes }) => updateReward(ctx, rewardId, changes),
  }),
  tool({
    name: 'rewards_redeem',
    title: 'Redeem a reward',
    description: 'Spends points on a reward.',
    effect: 'write',
    scopes: ['rewards:write'],
    input: One,
    output: Redeemed,
    example: { rewardId: SOME_ID },
    summary: async (ctx, { rewardId }) => {
      const { title, pointCost } = await getReward(ctx, rewardId)
      return `Redeem “${title}” for ${pointCost} points`
    },
    run: (ctx, { rewardId }) => redeemReward(ctx, rewardId, {}),
    undo: (ctx, result) => undoRedemption(ctx, Redeemed.parse(result).redemption.id),
  }),
  tool({
    name: 'rewards_delete',
    title: 'Delete a reward',
    description: 'Moves a reward to the trash. What was redeemed stays redeemed.',
    effect: 'destructive',
    scopes: ['rewards:write'],
    input: One,
    output: Deleted,
    example: { rewardId: SOME_ID },
    summary: async (ctx, { rewardId }) => `Delete the reward “${(await getReward(ctx, rewardId)).title}”`,
    run: async (ctx, { rewardId }) => {
      await deleteReward(ctx, rewardId)
      return { deleted: rewardId }
    },
  }),
]
