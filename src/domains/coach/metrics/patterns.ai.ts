import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { compareMetrics } from '#domains/metrics/correlations.service.ts'
import { Confidence, SEVERITIES, sentence, sentences } from '../answers.schema.ts'
import { confidenceOf, FEWEST } from '../evidence.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { capital, counted, measured, percent } from '../wording.ts'
import { aboutMetric, historyOf } from './metric-facts.service.ts'
import {
  cyclePattern,
  OVERALL,
  overallOf,
  PATTERN_TYPES,
  type Pattern,
  plateauPattern,
  spikePatterns,
  trendPattern,
} from './patterns.ts'
import { MetricInQuestion } from './questions.schema.ts'

const Found = z.object({
  type: z.enum(PATTERN_TYPES),
  description: sentence('From 2027-01-01 to 2027-03-01 it went down by about 1.8 kg.'),
  significance: z.enum(SEVERITIES).meta({ example: 'high' }),
  startDate: z.iso.date().nullable(),
  endDate: z.iso.date().nullable(),
  dataPoints: z.int().describe('Days or logs it rests on').meta({ example: 42 }),
  insights: sentence('That is 0.21 kg a week, the way you want it.'),
  recommendations: sentences('Compare a day with the same weekday before, not with yesterday.'),
})

export const MetricPatterns = z
  .object({
    summary: sentence('Two things stand out in the last three months.'),
    patterns: z.array(Found),
    overallTrend: z.enum(OVERALL).meta({ example: 'improving' }),
    confidence: Confidence,
  })
  .meta({ id: 'MetricPatterns' })
type MetricPatterns = z.infer<typeof MetricPatterns>

const DAYS = 90
const MOST_CORRELATIONS = 2

export const metricPatterns = feature({
  name: 'metrics.patterns',
  summary: 'Say what a metric does over time',
  description:
    'Trends, plateaus, weekdays that differ, logs that stand out, and other metrics that go with it, each only where chance would hardly do as much. From the last ninety days.',
  input: MetricInQuestion,
  output: MetricPatterns,
  cache: '1h',
  dependsOn: 'day',
  reads: ['metrics'],
  facts: (ctx, { metricId }, { today }) => draftOf(ctx, metricId, today),
  ...retelling<MetricPatterns>('Say what a metric of a person does over time.', (own, said, known) => ({
    ...anew(own, said, ['summary'], known),
    patterns: eachAnew(own.patterns, said.patterns, keyOf, ['description', 'insights', 'recommendations'], known),
  })),
})

/** Of correlations there may be two, which a model is to tell apart by their number of days. */
const keyOf = ({ type, startDate, dataPoints }: z.infer<typeof Found>) =>
  type === 'correlation' ? `${type} ${dataPoints}` : `${type} ${startDate}`

async function draftOf(ctx: UserCtx, metricId: string, today: string): Promise<Draft<MetricPatterns>> {
  const [{ metric, analytics, days: all }, { items }] = await Promise.all([
    historyOf(ctx, metricId),
    compareMetrics(ctx, { metricId, days: DAYS }),
  ])
  const days = all.filter(({ date }) => date > addDays(today, -DAYS))
  const isRecent = ({ loggedAt }: { loggedAt: string }) => loggedAt > addDays(today, -DAYS)
  const odd = analytics.anomalies.filter((one) => one.severity === 'high' && isRecent(one))
  const patterns = [
    ...trendPattern(days, metric),
    ...plateauPattern(days, metric),
    ...cyclePattern(days, metric),
    ...spikePatterns(odd, metric),
    ...items
      .filter(({ isSignificant }) => isSignificant)
      .slice(0, MOST_CORRELATIONS)
      .map(correlationPattern),
  ]
  const latest = analytics.trend.current
  return {
    answer: {
      summary: summaryOf(patterns.length, days.length),
      patterns,
      overallTrend: overallOf(days, metric),
      confidence: confidenceOf(days.length),
    },
    background: { ...aboutMetric(metric), latest: latest === null ? null : measured(latest, metric.unit) },
  }
}

type Finding = Awaited<ReturnType<typeof compareMetrics>>['items'][number]

const correlationPattern = ({ text, pearson, n }: Finding): Pattern => ({
  type: 'correlation',
  description: text,
  significance: Math.abs(pearson.r) >= 0.7 ? 'high' : 'medium',
  startDate: null,
  endDate: null,
  dataPoints: n,
  insights: `On ${counted(n, 'day')} with both, one tells ${percent(pearson.r ** 2)} of the other’s ups and downs. That does not say which of them causes it.`,
  recommendations: [],
})

function summaryOf(patterns: number, days: number): string {
  if (days < FEWEST)
    return `${capital(counted(days, 'day has', 'days have'))} a value in the last three months; from ${FEWEST} on something can be said.`
  return patterns === 0
    ? `Nothing stands out from chance in ${counted(days, 'day')} of the last three months.`
    : `${capital(counted(patterns, 'thing stands', 'things stand'))} out in ${counted(days, 'day')} of the last three months.`
}
