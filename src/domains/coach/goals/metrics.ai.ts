import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { type GoalSubject, goalSubjectOf } from './goal-facts.service.ts'
import { type Measure, measuresFor } from './measures.service.ts'
import { GoalInQuestion } from './questions.schema.ts'

export const MetricForGoal = z.object({
  metricId: z.uuid().nullable().describe('Of a metric that you keep already; null for one to be made'),
  name: z.string().trim().min(1).max(200).meta({ example: 'Distance run' }),
  unit: z.string().max(40).nullable().meta({ example: 'km' }),
  direction: z.enum(['higher', 'lower', 'target']),
  targetValue: z.number().nullable().meta({ example: 500 }),
  frequency: z.enum(['daily', 'weekly', 'monthly']).meta({ example: 'weekly' }),
  reasoning: sentence('Its text asks for 500 km.'),
})
type MetricForGoal = z.infer<typeof MetricForGoal>

export const GoalMetrics = z
  .object({
    metrics: z.array(MetricForGoal).max(10).describe('The surest first; without those that serve the goal already'),
    overallRationale: sentence('Its own amount can be measured.'),
    confidence: Confidence,
  })
  .meta({ id: 'GoalMetrics' })
type GoalMetrics = z.infer<typeof GoalMetrics>

interface Facts {
  subject: GoalSubject
  measures: Measure[]
}

export const proposeMetrics = feature({
  name: 'goals.metrics',
  summary: 'Propose what to measure for a goal',
  description:
    'Metrics that you keep already and that speak of the same, what the goal itself counts, then what goals like it are commonly followed by. Nothing is created.',
  input: GoalInQuestion,
  output: GoalMetrics,
  cache: '1d',
  dependsOn: 'day',
  reads: ['goals', 'metrics'],
  facts: (ctx, input, about): Promise<Facts> => factsOf(ctx, input, about),
  prompt: (_, { facts }) => ({
    instructions:
      'Propose one to five metrics that tell how a goal of one person comes along. Prefer those that the person keeps already, by their metricId; null for others. One sentence of reasoning each. A targetValue is an amount that the goal itself names, otherwise null.',
    content: JSON.stringify(facts),
  }),
  rules: (_, { facts }) => byRules(facts),
  check: (said, _, { facts }) => {
    if (said.metrics.length === 0) return 'there are no metrics.'
    return { ...said, metrics: said.metrics.map((one) => foundedMetric(one, facts)) }
  },
})

/** What a model may not make up: ids, what stands at own metrics, and targets that the goal does not name. */
export function foundedMetric(said: MetricForGoal, { subject, measures }: Facts): MetricForGoal {
  const own = said.metricId === null ? undefined : measures.find(({ metricId }) => metricId === said.metricId)
  if (own) return { ...shown(own), reasoning: said.reasoning }
  const isNamed = said.targetValue !== null && said.targetValue === subject.quantity?.amount
  return { ...said, metricId: null, targetValue: isNamed ? said.targetValue : null }
}

export const shown = ({ confidence: _, currentValue: __, ...measure }: Measure): MetricForGoal => measure

async function factsOf(ctx: UserCtx, input: GoalInQuestion, about: About<null>): Promise<Facts> {
  const subject = await goalSubjectOf(ctx, input, about)
  return { subject, measures: await measuresFor(ctx, subject) }
}

function byRules({ measures }: Facts): GoalMetrics {
  const own = measures.filter(({ metricId }) => metricId !== null).length
  const isCounted = measures.some(({ metricId, confidence }) => metricId === null && confidence > 0.5)
  const overallRationale =
    own > 0
      ? 'What you keep already costs nothing to follow; link it to the goal.'
      : isCounted
        ? 'Its own amount can be measured.'
        : measures.length > 0
          ? 'Nothing of yours speaks of it; this is what goals like it are commonly followed by.'
          : 'Neither its words nor your metrics say what could be measured. Name an amount, or the thing that changes.'
  const confidence = Math.max(0, ...measures.map((one) => one.confidence))
  return { metrics: measures.map(shown), overallRationale, confidence: Math.min(0.8, confidence) }
}
