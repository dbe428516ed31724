import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { goalSubjectOf } from '../goals/goal-facts.service.ts'
import { type Measure, measuresFor } from '../goals/measures.service.ts'
import { GoalInQuestion } from '../goals/questions.schema.ts'
import { isFounded, numbersIn } from '../retelling.ts'
import { capital, counted, quoted } from '../wording.ts'

const Suggestion = z.object({
  metricId: z.uuid().nullable().describe('One that you have, to be linked; null for a new one').meta({ example: null }),
  name: z.string().min(1).max(200).meta({ example: 'Distance run' }),
  description: z.string().max(1_000).meta({ example: 'Kilometres of all runs of the week together.' }),
  unit: z.string().max(40).nullable().meta({ example: 'km' }),
  direction: z.enum(['higher', 'lower', 'target']).meta({ example: 'higher' }),
  targetValue: z.number().nullable().describe('Only what the goal or your metric says itself').meta({ example: 42.2 }),
  frequency: z.enum(['daily', 'weekly', 'monthly']).meta({ example: 'weekly' }),
  reasoning: sentence('Its text asks for 42.2 km.'),
})
type Suggestion = z.infer<typeof Suggestion>

export const MetricSuggestions = z
  .object({
    metrics: z.array(Suggestion).max(8),
    reasoning: sentence('2 things would show whether you get there; one of them you log already.'),
    confidence: Confidence,
  })
  .meta({ id: 'MetricSuggestions' })
type MetricSuggestions = z.infer<typeof MetricSuggestions>

interface Facts {
  goal: { title: string; description: string | null; criteria: string[] }
  measures: Measure[]
}

export const suggestMetrics = feature({
  name: 'metrics.suggest',
  summary: 'Say what to measure for a goal, ready to be logged',
  description:
    'Whole metrics with unit, direction, target and rhythm: yours that fit and are not linked yet, then what the goal counts, then what is common. Nothing is created.',
  input: GoalInQuestion,
  output: MetricSuggestions,
  cache: '1d',
  dependsOn: 'day',
  reads: ['goals', 'metrics'],
  facts: (ctx, input, about): Promise<Facts> => factsOf(ctx, input, about),
  prompt: (_, { facts }) => ({
    instructions:
      'Say what somebody should measure to see whether they reach a goal, the most telling first. Use metrics of their own by their metricId where they fit; metricId is null for new ones. description says how to measure it. targetValue only if the goal says it.',
    content: JSON.stringify(facts),
  }),
  rules: (_, { facts }) => byRules(facts),
  check: (answer, _, { facts }) => {
    const known = numbersIn(JSON.stringify(facts))
    const own = new Map(facts.measures.flatMap((one) => (one.metricId === null ? [] : [[one.metricId, one]])))
    const metrics = answer.metrics.flatMap((one) => {
      const mine = one.metricId === null ? undefined : own.get(one.metricId)
      if (mine) return [{ ...suggestionOf(mine), description: one.description }]
      if (one.metricId !== null) return []
      return [{ ...one, targetValue: isFounded(one.targetValue, known) ? one.targetValue : null }]
    })
    const isInvented = metrics.length === 0 && answer.metrics.length > 0
    return isInvented ? 'no metric in it was given, and none is new.' : { ...answer, metrics }
  },
})

async function factsOf(ctx: UserCtx, input: z.output<typeof GoalInQuestion>, about: About<null>): Promise<Facts> {
  const subject = await goalSubjectOf(ctx, input, about)
  const { title, description, criteria } = subject
  return {
    goal: {
      title,
      description: description?.slice(0, 1_000) ?? null,
      criteria: criteria.slice(0, 20).map(({ text }) => text),
    },
    measures: await measuresFor(ctx, subject),
  }
}

const RHYTHM = { daily: 'Every day', weekly: 'Once a week', monthly: 'Once a month' }

function suggestionOf({ confidence: _, currentValue: __, ...measure }: Measure): Suggestion {
  const { name, unit, frequency } = measure
  return { ...measure, description: `${RHYTHM[frequency]}: ${name}${unit === null ? '' : ` in ${unit}`}.` }
}

function byRules({ goal, measures }: Facts): MetricSuggestions {
  const own = measures.filter(({ metricId }) => metricId !== null).length
  const confidence = Math.max(0.1, ...measures.map((one) => one.confidence))
  const metrics = measures.slice(0, 8).map(suggestionOf)
  if (metrics.length === 0) {
    const reasoning = `The words of ${quoted(goal.title)} do not say what could be measured. Name a number in a success criterion.`
    return { metrics, reasoning, confidence }
  }
  const mine = own === 0 ? 'none of them you log yet' : `${own === 1 ? 'one' : own} of them you log already`
  const would = `${capital(counted(metrics.length, 'thing'))} would show whether you get there; ${mine}.`
  return { metrics, reasoning: would, confidence }
}
