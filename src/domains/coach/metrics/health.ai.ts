import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { confidenceOf, FEWEST } from '../evidence.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { counted, measured, percent } from '../wording.ts'
import { QUALITIES, scoreOf, type Tracking, trackingOf } from './health.ts'
import { aboutMetric, type History, historyOf } from './metric-facts.service.ts'
import { overallOf } from './patterns.ts'
import { MetricInQuestion } from './questions.schema.ts'

const Alert = z.object({
  kind: z.enum(['no_logs', 'threshold', 'off_track', 'declining', 'gap', 'no_target']).meta({ example: 'threshold' }),
  severity: z.enum(['info', 'warning', 'critical']).meta({ example: 'critical' }),
  message: sentence('The latest value of 91 kg is above the limit of 85 kg that you set.'),
  recommendation: sentence('Decide today what you do about it.'),
})
type Alert = z.infer<typeof Alert>

export const MetricHealth = z
  .object({
    healthScore: z
      .int()
      .nullable()
      .describe('0 to 100: half tracking, three tenths progress, a fifth trend; null without a log')
      .meta({ example: 81 }),
    status: z.enum(['excellent', 'good', 'concerning', 'critical', 'unknown']).meta({ example: 'good' }),
    alerts: z.array(Alert),
    trackingQuality: z.enum(QUALITIES).meta({ example: 'good' }),
    coverage: z.number().describe('Share of the spans with a log, 0 to 1').meta({ example: 0.8 }),
    dataGaps: z
      .array(z.object({ from: z.iso.date(), to: z.iso.date(), days: z.int().meta({ example: 4 }) }))
      .describe('The longest first, five at most'),
    recommendations: sentences('Log it at the same time every day: 24 of the last 30 days have a value.'),
    confidence: Confidence,
  })
  .meta({ id: 'MetricHealth' })
type MetricHealth = z.infer<typeof MetricHealth>

const TREND_DAYS = 90
const UNITS = { daily: 'day', weekly: 'week', monthly: 'month' } as const

export const metricHealth = feature({
  name: 'metrics.health',
  summary: 'Say how well a metric is kept, and how it stands',
  description: 'A score by a fixed formula, what needs attention, and what is missing.',
  input: MetricInQuestion,
  output: MetricHealth,
  cache: '1h',
  dependsOn: 'day',
  reads: ['metrics'],
  facts: async (ctx: UserCtx, { metricId }, { today }): Promise<Draft<MetricHealth>> => {
    const history = await historyOf(ctx, metricId)
    return { answer: judge(history, today), background: aboutMetric(history.metric) }
  },
  ...retelling<MetricHealth>('Say how well a person keeps a metric, and how it stands.', (own, said, known) => ({
    ...anew(own, said, ['recommendations'], known),
    alerts: eachAnew(own.alerts, said.alerts, ({ kind }) => kind, ['message', 'recommendation'], known),
  })),
})

function judge(history: History, today: string): MetricHealth {
  const { metric, analytics, days } = history
  const tracking = trackingOf(days, metric.frequency, today)
  const trend = overallOf(
    days.filter(({ date }) => date > addDays(today, -TREND_DAYS)),
    metric,
  )
  const target = metric.target === null ? null : analytics.progress.percent
  const score = scoreOf(tracking.coverage, target, trend, days.length)
  const alerts = alertsFor(history, tracking, trend)
  return {
    healthScore: score,
    status: statusOf(score, alerts),
    alerts,
    trackingQuality: tracking.quality,
    coverage: Math.round(tracking.coverage * 100) / 100,
    dataGaps: tracking.gaps,
    recommendations: adviceFor(history, tracking),
    confidence: confidenceOf(days.length),
  }
}

function statusOf(score: number | null, alerts: Alert[]): MetricHealth['status'] {
  if (score === null) return 'unknown'
  if (score < 40 || alerts.some(({ severity }) => severity === 'critical')) return 'critical'
  if (score < 65) return 'concerning'
  return score < 85 ? 'good' : 'excellent'
}

function alertsFor({ metric, analytics }: History, { gaps }: Tracking, trend: string): Alert[] {
  const { current } = analytics.progress
  if (current === null) return [alert('no_logs', 'info', 'Nothing is logged yet.', 'Log a first value today.')]
  const [gap] = gaps
  const missed = gap && `${counted(gap.days, 'day')} in a row had no value, from ${gap.from} to ${gap.to}.`
  const since = 'Ask for its patterns to see since when.'
  const unknown = 'It has no target, so its progress cannot be told.'
  return [
    ...alertsOfValue(metric, analytics.progress, current),
    ...(trend === 'declining'
      ? [alert('declining', 'warning', 'The last three months lead the wrong way.', since)]
      : []),
    ...(missed
      ? [alert('gap', 'info', missed, 'Fill in what you still know: what is missing looks like nothing.')]
      : []),
    ...(metric.target === null
      ? [alert('no_target', 'info', unknown, 'Set one, unless it is only to be watched.')]
      : []),
  ]
}

function alertsOfValue(
  { unit, target, thresholdLow, thresholdHigh }: History['metric'],
  { alert: crossed, status }: History['analytics']['progress'],
  current: number,
): Alert[] {
  const value = measured(current, unit)
  const isBelow = crossed === 'below_threshold'
  const limit = crossed === null ? null : isBelow ? thresholdLow : thresholdHigh
  const beyond =
    limit !== null &&
    `The latest value of ${value} is ${isBelow ? 'below' : 'above'} the limit of ${measured(limit, unit)} that you set.`
  const off =
    target !== null &&
    (status === 'at_risk' || status === 'stalled') &&
    `The latest value of ${value} is more than a fifth away from the target of ${measured(target, unit)}.`
  return [
    ...(beyond
      ? [alert('threshold', 'critical', beyond, 'Decide today what you do about it, or move the limit.')]
      : []),
    ...(off ? [alert('off_track', 'warning', off, 'Take a step between here and the target as the next one.')] : []),
  ]
}

const alert = (kind: Alert['kind'], severity: Alert['severity'], message: string, recommendation: string): Alert => ({
  kind,
  severity,
  message,
  recommendation,
})

function adviceFor({ metric, days }: History, { logged, expected, quality, coverage }: Tracking): string[] {
  const unit = UNITS[metric.frequency]
  const have = `${logged} of the last ${counted(expected, unit)} ${logged === 1 ? 'has' : 'have'} a value`
  return [
    ...(days.length < FEWEST
      ? [`Log it on ${counted(FEWEST - days.length, 'more day')}: from ${FEWEST} on trends and targets can be told.`]
      : []),
    ...(days.length > 0 && quality !== 'excellent'
      ? [`Log it at the same moment every ${unit}: ${have}, which is ${percent(coverage)}.`]
      : []),
    ...(quality === 'excellent' && days.length >= FEWEST ? [`Go on as you do: ${have}.`] : []),
  ]
}
