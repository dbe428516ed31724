import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { likeness, wordsOf } from '../likeness.ts'
import { nearnessBetween } from '../nearness.ts'
import { joined, quoted } from '../wording.ts'
import { costs } from './cost.ai.ts'
import { IDEAS, type Idea, ideasFor, inTurn } from './ideas.ts'
import { CATEGORIES, type Category, priceOf } from './pricing.ts'
import { type Shop, shopOf } from './shop.service.ts'

const Proposed = z.object({
  title: z.string().trim().min(1).max(200).meta({ example: 'An undisturbed hour for the piano' }),
  description: z.string().max(5_000).nullable().meta({ example: 'Because you like the piano.' }),
  category: z.enum(CATEGORIES).meta({ example: 'daily_delight' }),
  suggestedPointCost: z.int().min(1).describe('As `/ai/rewards/cost` works it out').meta({ example: 700 }),
})

export const RewardIdeas = z
  .object({
    rewards: z.array(Proposed).max(10),
    reasoning: sentence('They follow from “the piano”, which you said you like.'),
    confidence: Confidence,
  })
  .meta({ id: 'RewardIdeas' })
type RewardIdeas = z.infer<typeof RewardIdeas>

const Input = z
  .strictObject({
    count: z.int().min(1).max(10).default(5),
    interests: z
      .array(z.string().trim().min(1).max(100))
      .max(10)
      .optional()
      .describe('What you like; the interests of your preferences unless told'),
    category: z.enum(CATEGORIES).optional().describe('Only of this kind'),
  })
  .meta({ id: 'RewardIdeasWanted', example: { count: 3, interests: ['the piano'] } })
type Input = z.infer<typeof Input>

interface Facts extends Shop {
  interests: string[]
  answer: RewardIdeas
}

export const brainstormRewards = feature({
  name: 'rewards.brainstorm',
  summary: 'Think of rewards to look forward to',
  description:
    'From what you like, then what pleases most people; nothing like a reward that you have. Prices are always worked out, never guessed. Nothing is created.',
  input: Input,
  output: RewardIdeas,
  cache: '1h',
  dependsOn: 'day',
  reads: ['rewards', 'wallet'],
  facts: (ctx, input, about): Promise<Facts> => factsOf(ctx, input, about),
  prompt: ({ count, category }, { facts }) => ({
    instructions:
      'Think of rewards that somebody can promise themselves for finished work: concrete, pleasant, harmless, of different sizes, and unlike those they have. Prices are set afterwards: suggestedPointCost is 1.',
    content: JSON.stringify({
      count,
      category: category ?? null,
      interests: facts.interests,
      present: facts.rewards.map(({ title }) => title),
    }),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, { count, category }, { facts }) => {
    const fresh = said.rewards.filter(
      (one) => !isPresent(one.title, facts) && (category ?? one.category) === one.category,
    )
    if (fresh.length === 0) return 'there is no new reward of the kind that was asked for.'
    return { ...said, rewards: fresh.slice(0, count).map((one) => priced(one, facts)) }
  },
})

async function factsOf(ctx: UserCtx, input: Input, { today, zone }: About<null>): Promise<Facts> {
  const [shop, { study }] = await Promise.all([shopOf(ctx, today, zone), getPreferences(ctx)])
  const interests = input.interests ?? study.interests
  const isWanted = ({ category }: Idea) => (input.category ?? category) === category
  const personal = inTurn(interests.map(ideasFor)).filter((idea) => isWanted(idea) && !isPresent(idea.title, shop))
  const general = inTurn(scarcestFirst(shop).map((category) => IDEAS.filter((idea) => idea.category === category)))
  const fresh = [...personal, ...(await unlikePresent(general.filter(isWanted), shop))].slice(0, input.count)
  const isPersonal = fresh.some((idea) => personal.includes(idea))
  const reasoning =
    fresh.length === 0
      ? 'Everything that came to mind is like a reward that you have.'
      : isPersonal
        ? `They follow from ${joined(interests.slice(0, 3).map(quoted))}, which you said you like${fresh.every((idea) => personal.includes(idea)) ? '' : '; the others please most people'}.`
        : 'Nothing says what you like: these please most people. Name interests for better ones.'
  const confidence = fresh.length === 0 ? 0 : isPersonal ? 0.4 : 0.1
  return { ...shop, interests, answer: { rewards: fresh.map((idea) => priced(idea, shop)), reasoning, confidence } }
}

/** Kinds of which there are fewest come first. */
function scarcestFirst({ rewards }: Shop): Category[] {
  const count = (category: Category) => rewards.filter((reward) => reward.category === category).length
  return [...CATEGORIES].sort((a, b) => count(a) - count(b))
}

/** Nearer in meaning than what is merely of the same kind. */
const SAME_MEANING = 0.75
/** An hour for chess and an hour for the piano are two things. */
const SAME_WORDS = 0.75

async function unlikePresent(ideas: Idea[], shop: Shop): Promise<Idea[]> {
  const nearness = await nearnessBetween(
    ideas.map(({ title }) => title),
    shop.rewards.map(({ title }) => title),
  )
  return ideas.filter(
    ({ title }, at) => !isPresent(title, shop) && !nearness[at]?.some((value) => value >= SAME_MEANING),
  )
}

const isPresent = (title: string, { rewards }: Shop) =>
  rewards.some((reward) => likeness(wordsOf(reward.title), wordsOf(title)) >= SAME_WORDS)

function priced({ title, description, category }: Idea, { rewards, perDay }: Shop): RewardIdeas['rewards'][number] {
  const same = costs(rewards.filter((reward) => reward.category === category))
  return { title, description, category, suggestedPointCost: priceOf(category, [], same, perDay).cost }
}
