import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { getReward } from '#domains/rewards/rewards.service.ts'
import { nearest } from '../alike.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { named } from '../naming.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import { counted } from '../wording.ts'
import { CATEGORIES, type Category, DAYS, type Price, priceOf } from './pricing.ts'
import { type Reward, type Shop, shopOf } from './shop.service.ts'

export const RewardCost = z
  .object({
    pointCost: z.int().min(1).meta({ example: 5_000 }),
    lowCost: z.int().min(1).meta({ example: 2_500 }),
    highCost: z.int().min(1).meta({ example: 10_000 }),
    category: z.enum(CATEGORIES).meta({ example: 'weekly_reward' }),
    pointsPerDay: z.int().nullable().describe('What you earned of late; null when nothing').meta({ example: 700 }),
    daysToEarn: z.int().nullable().meta({ example: 8 }),
    basedOn: z
      .array(z.object({ rewardId: z.uuid(), title: z.string(), pointCost: z.int() }))
      .describe('Your own rewards that it follows from')
      .meta({ example: [] }),
    reasoning: sentence('7 days of what you earned of late, 700 points a day.'),
    confidence: Confidence,
  })
  .meta({ id: 'RewardCost' })
type RewardCost = z.infer<typeof RewardCost>

const Input = z
  .strictObject({
    rewardId: z.uuid().optional(),
    title: z.string().trim().min(1).max(200).optional(),
    description: z.string().max(5_000).optional(),
    category: z.enum(CATEGORIES).optional(),
  })
  .refine(({ rewardId, title }) => (rewardId === undefined) !== (title === undefined), {
    path: ['rewardId'],
    message: 'give the id of a reward, or the title of one that is not there yet',
  })
  .meta({ id: 'RewardInQuestion', example: { title: 'A day at the sea', category: 'weekly_reward' } })
type Input = z.infer<typeof Input>

interface Facts extends Shop {
  title: string
  description: string | null
  /** Null when nobody said. */
  category: Category | null
  like: Reward[]
  /** The reward itself plays no part in its own price. */
  others: Reward[]
}

export const adviseOnCost = feature({
  name: 'rewards.cost',
  summary: 'Advise what a reward should cost',
  description:
    'The middle of your own rewards like it, else of its category, else so many days of what you earn: half a day for a quick treat, one for a daily delight, seven for a weekly reward, thirty for a big unlock, three otherwise. A model may only say which category it is. Nothing is changed.',
  input: Input,
  output: RewardCost,
  cache: '1d',
  dependsOn: 'day',
  reads: ['rewards', 'wallet'],
  facts: (ctx, input, about): Promise<Facts> => factsOf(ctx, input, about),
  prompt: (_, { facts }) => ({
    instructions:
      'Say which category a reward that somebody promises themselves belongs to, and why its price is right, in one or two sentences. The price of each category was worked out; copy that of the category, and add no other number.',
    content: JSON.stringify(contentOf(facts)),
  }),
  rules: (_, { facts }) => costOf(facts, facts.category),
  check: (said, _, { facts }) => {
    const own = costOf(facts, facts.category ?? said.category)
    const known = numbersIn(JSON.stringify([contentOf(facts), own]))
    return isFounded(said.reasoning, known) && said.reasoning !== '' ? { ...own, reasoning: said.reasoning } : own
  },
})

async function factsOf(ctx: UserCtx, input: Input, { today, zone }: About<null>): Promise<Facts> {
  const own = input.rewardId === undefined ? null : await getReward(ctx, input.rewardId)
  const title = own?.title ?? input.title ?? ''
  const shop = await shopOf(ctx, today, zone)
  const others = shop.rewards.filter(({ id }) => id !== own?.id)
  const like = (await nearest(title, others, (reward) => reward.title, 3)).map(({ item }) => item)
  const category = input.category ?? own?.category ?? like[0]?.category ?? null
  return { ...shop, title, description: own?.description ?? input.description ?? null, category, like, others }
}

const contentOf = (facts: Facts) => {
  const { title, description, category, perDay } = facts
  const prices = CATEGORIES.map((one) => {
    const { pointCost, daysToEarn, reasoning } = costOf(facts, one)
    return { category: one, pointCost, daysToEarn, reasoning }
  })
  return { title, description, category, perDay, prices }
}

const CONFIDENCE: Record<Price['basis'], number> = { like_rewards: 0.7, category: 0.5, earnings: 0.3, assumed: 0.1 }

function costOf({ like, others, perDay }: Facts, said: Category | null): RewardCost {
  const category = said ?? 'custom'
  const same = others.filter((reward) => reward.category === category)
  const price = priceOf(category, costs(like), costs(same), perDay)
  const basedOn = price.basis === 'like_rewards' ? like : price.basis === 'category' ? same.slice(0, 5) : []
  return {
    pointCost: price.cost,
    lowCost: price.low,
    highCost: price.high,
    category,
    pointsPerDay: perDay,
    daysToEarn: perDay === null ? null : Math.ceil(price.cost / perDay),
    basedOn: basedOn.map(({ id: rewardId, title, pointCost }) => ({ rewardId, title, pointCost })),
    reasoning: reasonFor(price, category, basedOn, perDay),
    confidence: CONFIDENCE[price.basis],
  }
}

export const costs = (rewards: readonly Reward[]): number[] => rewards.map(({ pointCost }) => pointCost)

function reasonFor({ basis }: Price, category: Category, basedOn: Reward[], perDay: number | null): string {
  const kind = category.replace('_', ' ')
  if (basis === 'like_rewards') return `The middle of what you ask for ${named(basedOn.map(({ title }) => title))}.`
  if (basis === 'category') return `The middle of your rewards of the kind ${kind}; none of them is like it.`
  const days = DAYS[category] < 1 ? 'Half a day' : counted(DAYS[category], 'day').replace(/^one/, 'One')
  if (basis === 'earnings')
    return `${days} of what you earned of late, ${perDay} points a day; none of your rewards is like it.`
  return `You have earned nothing of late and have no reward like it: ${days.toLowerCase()} of two half-hour tasks is assumed.`
}
