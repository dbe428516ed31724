import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { correlateMetrics } from '#domains/metrics/correlations.service.ts'
import { getMetric } from '#domains/metrics/metrics.service.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { counted, joined, percent, quoted } from '../wording.ts'
import { aboutMetric } from './metric-facts.service.ts'

const Input = z
  .strictObject({
    metricId: z.uuid(),
    days: z.int().min(14).max(365).optional().describe('How many days until today count; 180 unless told'),
  })
  .meta({ id: 'CorrelationsInQuestion' })

const Found = z.object({
  metricId: z.uuid().describe('The other one'),
  metricName: z.string().meta({ example: 'Sleep' }),
  correlationType: z.enum(['positive', 'negative']),
  strength: z.number().min(-1).max(1).describe('Pearson’s r').meta({ example: 0.71 }),
  days: z.int().describe('On which both are known').meta({ example: 40 }),
  lagDays: z
    .int()
    .describe('How many days later the other follows; negative when it comes first')
    .meta({ example: -1 }),
  isSignificant: z.boolean().describe('Chance would hardly do as much, over everything that was tested').meta({
    example: true,
  }),
  description: sentence('More Sleep goes with more Mood a day later.'),
  insights: sentence('On 40 days with both, one tells 50 % of the other’s ups and downs.'),
  actionable: sentence('Change Sleep for two weeks on purpose and see whether Mood follows.'),
})

export const CorrelationAdvice = z
  .object({
    correlations: z.array(Found).max(10),
    tested: z.int().describe('How many pairs and lags were tested').meta({ example: 45 }),
    overallInsights: sentence('“Sleep” goes with “Mood”; nothing else stands out from chance.'),
    confidence: Confidence,
  })
  .meta({ id: 'CorrelationAdvice' })
type CorrelationAdvice = z.infer<typeof CorrelationAdvice>

const MOST = 10
/** What a pair needs to be tested. */
const FEWEST_DAYS = 8

export const metricCorrelations = feature({
  name: 'metrics.correlations',
  summary: 'Say which metrics go with one',
  description:
    'On the same day and up to seven days apart. What is significant stands first; the others are shown so that you can see how weak they are.',
  input: Input,
  output: CorrelationAdvice,
  cache: '1d',
  dependsOn: 'day',
  reads: ['metrics'],
  facts: (ctx, { metricId, days }) => draftOf(ctx, metricId, days ?? 180),
  ...retelling<CorrelationAdvice>('Say which metrics of a person go together.', (own, said, known) => ({
    ...anew(own, said, ['overallInsights'], known),
    correlations: eachAnew(
      own.correlations,
      said.correlations,
      (one) => one.metricId,
      ['description', 'insights', 'actionable'],
      known,
    ),
  })),
})

async function draftOf(ctx: UserCtx, metricId: string, days: number): Promise<Draft<CorrelationAdvice>> {
  const [metric, { items, metrics, tested }] = await Promise.all([
    getMetric(ctx, metricId),
    correlateMetrics(ctx, { metricId, days }),
  ])
  const ranked = items.toSorted((a, b) => Number(b.isSignificant) - Number(a.isSignificant)).slice(0, MOST)
  const correlations = ranked.map((one): CorrelationAdvice['correlations'][number] => {
    const leads = one.metricId === metricId
    const [otherId, name] = leads ? [one.otherMetricId, one.otherName] : [one.metricId, one.name]
    return {
      metricId: otherId,
      metricName: name,
      correlationType: one.direction,
      strength: Math.round(one.pearson.r * 100) / 100,
      days: one.n,
      lagDays: leads || one.lagDays === 0 ? one.lagDays : -one.lagDays,
      isSignificant: one.isSignificant,
      description: one.text,
      insights: one.isSignificant
        ? `On ${counted(one.n, 'day')} with both, one tells ${percent(one.pearson.r ** 2)} of the other’s ups and downs. That does not say which of them causes it.`
        : `On ${counted(one.n, 'day')} with both it is too weak to be told from chance.`,
      actionable: one.isSignificant
        ? `Change ${quoted(one.name)} for two weeks on purpose and see whether ${quoted(one.otherName)} follows.`
        : 'Go on logging both; do nothing about it yet.',
    }
  })
  const strong = correlations.filter(({ isSignificant }) => isSignificant)
  return {
    answer: {
      correlations,
      tested,
      overallInsights: insightsOf(metric.name, strong, metrics, tested),
      confidence: strong.length > 0 ? 0.8 : tested > 0 ? 0.5 : 0.1,
    },
    background: aboutMetric(metric),
  }
}

function insightsOf(name: string, strong: { metricName: string }[], metrics: number, tested: number): string {
  if (strong.length > 0)
    return `${quoted(name)} goes with ${joined(strong.map(({ metricName }) => quoted(metricName)))} more than chance allows.`
  if (tested > 0) return `Nothing goes with ${quoted(name)} more than chance allows, among ${counted(tested, 'test')}.`
  return metrics < 2
    ? 'There is no other metric with logs to compare it with.'
    : `No other metric has ${FEWEST_DAYS} days in common with ${quoted(name)} yet.`
}
