import { z } from 'zod'

const day = z.iso.date()
export const MAX_DAYS = 400

export const SpanQuery = z.strictObject({
  from: day.optional().meta({ description: 'Thirty days up to `to` unless told; inclusive', example: '2027-02-01' }),
  to: day
    .optional()
    .meta({ description: `Today unless told; inclusive, at most ${MAX_DAYS} days. Days are those of UTC` }),
})
export type SpanQuery = z.infer<typeof SpanQuery>

const share = z.number().nullable().meta({ example: 0.42 })

export const Growth = z
  .object({
    from: day,
    to: day,
    people: z.int().describe('Accounts at the end of the span'),
    signups: z.int(),
    dau: z.int().describe('People active on the last day'),
    wau: z.int().describe('In the seven days up to it'),
    mau: z.int().describe('In the thirty days up to it'),
    stickiness: share.describe('Of whom was active in thirty days, the share that was on the last one'),
    activation: z
      .object({ activated: z.int(), rate: share })
      .describe('Of those who signed up in the span, who made or changed something within seven days'),
    days: z.array(z.object({ day, signups: z.int(), active: z.int() })),
    cohorts: z
      .array(
        z.object({
          week: day.describe('Its Monday'),
          size: z.int().describe('Who signed up in it'),
          retained: z.array(z.int()).describe('How many of them were active in it, in the week after, and so on'),
        }),
      )
      .describe('Of the twelve weeks up to `to`'),
    features: z.array(z.object({ feature: z.string(), people: z.int(), uses: z.int() })).describe('Most people first'),
  })
  .meta({
    id: 'Growth',
    example: {
      from: '2027-02-01',
      to: '2027-02-02',
      people: 120,
      signups: 3,
      dau: 40,
      wau: 71,
      mau: 95,
      stickiness: 0.42,
      activation: { activated: 2, rate: 0.67 },
      days: [
        { day: '2027-02-01', signups: 1, active: 38 },
        { day: '2027-02-02', signups: 2, active: 40 },
      ],
      cohorts: [{ week: '2027-02-01', size: 3, retained: [3] }],
      features: [{ feature: 'task', people: 60, uses: 410 }],
    },
  })
export type Growth = z.infer<typeof Growth>

export const GrowthCsv = z.string().meta({
  description: 'A line a day, after one that names the columns',
  example: 'day,signups,active\n2027-02-01,1,38\n',
})

const figures = {
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int().describe('Millionths of a US dollar'),
  unpricedTokens: z.int().describe('Of models whose price nobody told; no money is counted for them'),
}
const shown = { calls: 20, inputTokens: 30_000, outputTokens: 4_000, costMicros: 52_000, unpricedTokens: 0 }

export const AiSpend = z
  .object({
    from: day,
    to: day,
    total: z.object(figures),
    days: z.array(z.object({ day, ...figures })),
    features: z.array(z.object({ feature: z.string(), ...figures })),
    providers: z.array(z.object({ provider: z.string(), ...figures })),
    models: z.array(z.object({ provider: z.string(), model: z.string(), ...figures })),
    users: z
      .array(z.object({ userId: z.uuid(), ...figures }))
      .describe('The twenty who took most, by money and then tokens'),
  })
  .meta({
    id: 'AiSpend',
    example: {
      from: '2027-02-01',
      to: '2027-03-01',
      total: shown,
      days: [{ day: '2027-03-01', ...shown }],
      features: [{ feature: 'tasks.parse', ...shown }],
      providers: [{ provider: 'anthropic', ...shown }],
      models: [{ provider: 'anthropic', model: 'claude-sonnet-4-5', ...shown }],
      users: [{ userId: '0198f3a1-7c00-7000-8000-0000000000a1', ...shown }],
    },
  })
export type AiSpend = z.infer<typeof AiSpend>

export const AiSpendCsv = z.string().meta({
  description: 'A line for each day, feature and model, after one that names the columns',
  example:
    'day,feature,provider,model,calls,inputTokens,outputTokens,costMicros,unpricedTokens\n2027-03-01,tasks.parse,anthropic,claude-sonnet-4-5,20,30000,4000,52000,0\n',
})

export const Revenue = z
  .object({
    from: day,
    to: day,
    currency: z.string(),
    mrrCents: z.int().describe('Monthly recurring revenue now; a year’s price counts a twelfth'),
    subscribers: z.int(),
    byPlan: z.object({ premium_monthly: z.int(), premium_yearly: z.int() }),
    trials: z.int(),
    pastDue: z.int(),
    granted: z.int().describe('Plans that were given by hand'),
    started: z.int().describe('In the span, as all below'),
    canceled: z.int(),
    expired: z.int().describe('Ended because nobody paid'),
    mrrChangeCents: z.int(),
    churnRate: share.describe('Of the subscribers there were when it began'),
    revenueCents: z.int().describe('What was paid less what was given back in the span'),
    refundedCents: z.int().describe('Refunds, what was paid back by hand, and what banks took back'),
    payments: z.int(),
  })
  .meta({
    id: 'Revenue',
    example: {
      from: '2027-02-01',
      to: '2027-03-01',
      currency: 'usd',
      mrrCents: 19_980,
      subscribers: 21,
      byPlan: { premium_monthly: 18, premium_yearly: 3 },
      trials: 2,
      pastDue: 1,
      granted: 4,
      started: 5,
      canceled: 1,
      expired: 0,
      mrrChangeCents: 3_996,
      churnRate: 0.06,
      revenueCents: 20_979,
      refundedCents: 999,
      payments: 19,
    },
  })
export type Revenue = z.infer<typeof Revenue>

export const RevenueCsv = z.string().meta({
  description: 'A figure a line',
  example: 'figure,value\nmrrCents,19980\n',
})
