import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { confidenceOf, FEWEST } from '../evidence.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { capital, counted, measured, percent } from '../wording.ts'
import { aboutMetric, historyOf, type Metric } from './metric-facts.service.ts'
import { MetricInQuestion } from './questions.schema.ts'
import { ACHIEVABILITIES, type Advice, adviseTarget } from './targets.ts'

export const MetricTargetAdvice = z
  .object({
    recommendedTarget: z.number().nullable().meta({ example: 70 }),
    currentValue: z.number().nullable().describe('Median of the last eight days with a value').meta({ example: 72.4 }),
    reasoning: sentence('One day of four was as good as this in the last three months.'),
    achievability: z.enum(ACHIEVABILITIES).nullable().meta({ example: 'moderate' }),
    timeframeDays: z.int().nullable().meta({ example: 30 }),
    milestones: z
      .array(
        z.object({
          value: z.number().meta({ example: 71.6 }),
          date: z.iso.date(),
          description: sentence('One third of the way.'),
        }),
      )
      .max(3),
    confidence: Confidence,
  })
  .meta({ id: 'MetricTargetAdvice' })
type MetricTargetAdvice = z.infer<typeof MetricTargetAdvice>

const DAYS = 90

export const metricTargets = feature({
  name: 'metrics.targets',
  summary: 'Advise a target for a metric',
  description: 'One that your own days speak for, with steps on the way. Nothing is changed.',
  input: MetricInQuestion,
  output: MetricTargetAdvice,
  cache: '1d',
  dependsOn: 'day',
  reads: ['metrics'],
  facts: (ctx, { metricId }, { today }) => draftOf(ctx, metricId, today),
  ...retelling<MetricTargetAdvice>('Advise a person on a target for a metric.', (own, said, known) => ({
    ...anew(own, said, ['reasoning'], known),
    milestones: eachAnew(own.milestones, said.milestones, ({ date }) => date, ['description'], known),
  })),
})

async function draftOf(ctx: UserCtx, metricId: string, today: string): Promise<Draft<MetricTargetAdvice>> {
  const { metric, analytics, days: all } = await historyOf(ctx, metricId)
  const days = all.filter(({ date }) => date > addDays(today, -DAYS))
  const advice = adviseTarget(days, metric, today)
  return {
    answer: {
      recommendedTarget: advice?.target ?? null,
      currentValue: advice?.base ?? analytics.trend.current,
      reasoning: advice ? reasoningOf(advice, metric) : tooFew(days.length),
      achievability: advice?.achievability ?? null,
      timeframeDays: advice?.timeframeDays ?? null,
      milestones: (advice?.milestones ?? []).map((one, at) => ({ ...one, description: STEPS[at] ?? '' })),
      confidence: confidenceOf(days.length),
    },
    background: aboutMetric(metric),
  }
}

const STEPS = ['One third of the way.', 'Two thirds of the way.', 'The target.']

const tooFew = (days: number) =>
  `${capital(counted(days, 'day has', 'days have'))} a value in the last three months; from ${FEWEST} on a target can be advised.`

function reasoningOf({ because, target, shareMet, base }: Advice, { unit }: Metric): string {
  const met = `${percent(shareMet)} of your days in the last three months met it already.`
  const now = `You are at about ${measured(base, unit)} now.`
  const wanted = measured(target, unit)
  if (because === 'target_stands')
    return `${now} The target of ${wanted} that you set is within reach and may stay. ${met}`
  if (because === 'trend') return `${now} If the trend goes on, you reach about ${wanted} within three months. ${met}`
  if (because === 'level') return `Half of your days lie above ${wanted} and half below: that is your usual level.`
  return `${now} One day of four was as good as ${wanted} in the last three months.`
}
