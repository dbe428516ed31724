import { z } from 'zod'
import { ALERTS, PROGRESS_STATUSES } from './progress.ts'

const number = (example: number) => z.number().meta({ example })

const Trend = z
  .object({
    current: number(72.4).nullable(),
    previous: number(73).nullable(),
    change: number(-0.6).nullable(),
    changePercent: number(-0.82).nullable().describe('Of the previous value’s size; 0 when that is 0'),
    velocity: number(-0.6).nullable().describe('Change per day between the last two logs, with one day at least'),
    acceleration: number(-0.1).nullable().describe('Velocity less that of the step before'),
    direction: z
      .enum(['improving', 'declining', 'stable'])
      .describe('Whether the last step was a good one for this metric'),
  })
  .meta({ id: 'MetricTrend' })

const Progress = z
  .object({
    current: number(72.4).nullable(),
    target: number(70).nullable(),
    percent: number(96.7).meta({ description: '0 to 100; 0 without a target or a log' }),
    remaining: number(2.4).nullable(),
    isOnTrack: z.boolean().describe('Within a fifth of the target (a tenth where closeness is the aim), or no target'),
    isAtTarget: z.boolean().describe('Within a tenth of the target: a goal counts the metric as done'),
    status: z.enum(PROGRESS_STATUSES).meta({ example: 'on_track' }),
    alert: z
      .enum(ALERTS)
      .nullable()
      .meta({ description: 'The threshold that the latest value is beyond', example: null }),
    expectedOn: z.iso.date().nullable().describe('When the forecast’s line meets the target, within ten years'),
  })
  .meta({ id: 'MetricProgress' })

const Forecast = z
  .object({
    date: z.iso.date().describe('Thirty days from today'),
    value: number(70.1),
    low: number(68.8).meta({ description: 'Below it falls one value in forty, if things go on as they did' }),
    high: number(71.4),
    r2: number(0.92).meta({ description: 'Share of the variation that the line explains, 0 to 1' }),
  })
  .meta({ id: 'MetricForecast', description: 'The least-squares line with its 95 % prediction interval' })

export const MetricAnalytics = z
  .object({
    trend: Trend,
    progress: Progress,
    streak: z
      .object({
        current: z.int().meta({ example: 3 }),
        longest: z.int().meta({ example: 12 }),
        lastLoggedOn: z.iso.date().nullable(),
      })
      .meta({
        id: 'MetricStreak',
        description: 'Days of yours in a row with a log; today may still come',
        example: { current: 3, longest: 12, lastLoggedOn: '2027-03-01' },
      }),
    movingAverage: z
      .array(z.object({ date: z.iso.date(), value: number(72.8) }))
      .describe('Mean of the seven days that end there, for the last ninety days'),
    forecast: Forecast.nullable().describe('From three logs on'),
    anomalies: z
      .array(
        z.object({
          loggedAt: z.iso.datetime(),
          value: number(91),
          zScore: number(3.4),
          modifiedZScore: number(9.8),
          severity: z.enum(['low', 'medium', 'high']).meta({ example: 'high' }),
        }),
      )
      .describe('Logs that stand out, newest first, fifty at most: |z| ≥ 2, or modified |z| > 3.5'),
  })
  .meta({ id: 'MetricAnalytics' })

export const HeatmapQuery = z.strictObject({
  months: z.coerce.number().int().min(1).max(12).default(6).meta({ description: 'How far back from today, 1 to 12' }),
})
export const MetricHeatmap = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    items: z
      .array(
        z.object({
          date: z.iso.date(),
          count: z.int().meta({ example: 1 }),
          value: number(72.4),
          intensity: z.int().min(0).max(4).meta({ example: 2 }),
        }),
      )
      .describe('Days with a log, with the mean of their values; 2 when all days are the same'),
  })
  .meta({ id: 'MetricHeatmap' })

export const PERIODS = ['week', 'month'] as const
export const ComparisonQuery = z.strictObject({ period: z.enum(PERIODS).default('week') })
const Span = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  logs: z.int().meta({ example: 5 }),
  mean: number(72.4).nullable().meta({ description: 'Of the days’ means' }),
  sum: number(362),
  min: number(71.9).nullable(),
  max: number(73).nullable(),
})
export const MetricComparison = z
  .object({
    current: Span.describe('Until today'),
    previous: Span,
    change: number(-0.6).nullable().meta({ description: 'Of the means' }),
    changePercent: number(-0.8).nullable(),
    direction: z.enum(['improving', 'declining', 'stable']),
  })
  .meta({ id: 'MetricComparison' })

export const CorrelationQuery = z.strictObject({
  metricId: z.uuid().optional().meta({ description: 'Only pairs with this metric' }),
  days: z.coerce
    .number()
    .int()
    .min(14)
    .max(365)
    .default(180)
    .meta({ description: 'How many days until today count, 14 to 365' }),
})
export type CorrelationQuery = z.infer<typeof CorrelationQuery>
const Coefficient = z
  .object({
    r: number(0.71),
    p: number(0.0004).meta({ description: 'How often chance alone gives as much' }),
    q: number(0.006).meta({ description: 'The same after Benjamini–Hochberg over everything that was tested' }),
  })
  .meta({ id: 'Coefficient' })
export const MetricCorrelations = z
  .object({
    items: z.array(
      z
        .object({
          metricId: z.uuid(),
          name: z.string().meta({ example: 'Sleep' }),
          otherMetricId: z.uuid(),
          otherName: z.string().meta({ example: 'Mood' }),
          lagDays: z.int().meta({ description: 'The other’s value is that of so many days later', example: 1 }),
          n: z.int().meta({ description: 'Days on which both are known', example: 40 }),
          pearson: Coefficient,
          spearman: Coefficient,
          direction: z.enum(['positive', 'negative']),
          strength: z.enum(['strong', 'moderate', 'weak']),
          isSignificant: z.boolean().describe('Both q are at most 0.05'),
          text: z.string().meta({ example: 'More Sleep goes with more Mood a day later.' }),
        })
        .meta({ id: 'MetricCorrelation' }),
    ),
    metrics: z.int().meta({ description: 'How many metrics were compared', example: 2 }),
    tested: z.int().meta({ description: 'How many pairs and lags were tested', example: 15 }),
  })
  .meta({ id: 'MetricCorrelations' })
