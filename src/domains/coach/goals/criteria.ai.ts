import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { addDays, daysBetween } from '#core/time/zones.ts'
import { nearest } from '../alike.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { likeness, wordsOf } from '../likeness.ts'
import { named, plain } from '../naming.ts'
import { stepsIn } from '../tasks/steps.ts'
import { achievedGoals, type GoalSubject, goalSubjectOf } from './goal-facts.service.ts'
import { type Measure, measuresFor } from './measures.service.ts'
import { quantityIn } from './quantities.ts'
import { GoalInQuestion } from './questions.schema.ts'

const Criterion = z.object({
  text: z.string().trim().min(1).max(500).meta({ example: '250 km by 2027-07-02' }),
  measurable: z.boolean().meta({ example: true }),
  suggestedMetric: z.string().max(200).nullable().meta({ example: 'Distance run' }),
  metricId: z.uuid().nullable().describe('Of your own metric of that name'),
  targetValue: z.number().nullable().meta({ example: 250 }),
  targetDate: z.iso.date().nullable(),
})
type Criterion = z.infer<typeof Criterion>

export const GoalCriteria = z
  .object({
    criteria: z.array(Criterion).max(20).describe('Without those that the goal has already'),
    reasoning: sentence('They follow from the amount that it names.'),
    confidence: Confidence,
  })
  .meta({ id: 'GoalCriteria' })
type GoalCriteria = z.infer<typeof GoalCriteria>

interface Facts {
  subject: GoalSubject
  measures: Measure[]
  answer: GoalCriteria
}

export const proposeCriteria = feature({
  name: 'goals.criteria',
  summary: 'Propose how to tell that a goal is reached',
  description:
    'From what its text lists and counts, from your metrics, and from goals like it that you achieved. Without any of those there is no proposal. Nothing is changed.',
  input: GoalInQuestion,
  output: GoalCriteria,
  cache: '1d',
  dependsOn: 'day',
  reads: ['goals', 'metrics'],
  facts: (ctx, input, about): Promise<Facts> => factsOf(ctx, input, about),
  prompt: (_, { today, facts }) => ({
    instructions:
      'Propose two to six success criteria for a goal of one person, each a short sentence that is plainly true or false one day. Keep what was worked out. A targetValue must stand in the text of its criterion; use metricId only of the given measures. Repeat none that the goal has.',
    content: JSON.stringify({ today, ...facts }),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, _, { facts }) => {
    const fresh = unknownTo(facts.subject, said.criteria)
    return fresh.length === 0 ? 'there is no new criterion.' : { ...said, criteria: fresh.map(founded(facts.measures)) }
  },
})

async function factsOf(ctx: UserCtx, input: GoalInQuestion, about: About<null>): Promise<Facts> {
  const subject = await goalSubjectOf(ctx, input, about)
  const [measures, achieved] = await Promise.all([measuresFor(ctx, subject), achievedGoals(ctx)])
  const others = achieved.filter(({ id, successCriteria }) => id !== subject.id && successCriteria.length > 0)
  const [model] = await nearest(subject.title, others, ({ title }) => title, 1)
  const listed = stepsIn('', subject.description).map((text) => plainCriterion(text))
  const counted = [...ofQuantity(subject, measures), ...ofRhythm(subject), ...ofTargets(measures)]
  const before = (model?.item.successCriteria ?? []).map(({ text }) => plainCriterion(text))
  const criteria = unknownTo(subject, [...listed, ...counted, ...before]).slice(0, 10)
  const sources = [
    ...(listed.length > 0 ? ['what its description lists'] : []),
    ...(counted.length > 0 ? ['what it counts'] : []),
    ...(before.length > 0 && model ? [`how you told that ${named([model.item.title])} was reached`] : []),
  ]
  const reasoning =
    criteria.length > 0
      ? `They follow from ${sources.join(', and ')}.`
      : 'Nothing in it can be counted, and no goal like it was achieved yet: say how much, how often, or what will be there.'
  const confidence = criteria.length === 0 ? 0 : counted.length + listed.length > 0 ? 0.7 : 0.4
  return { subject, measures, answer: { criteria, reasoning, confidence } }
}

function plainCriterion(text: string): Criterion {
  const amount = quantityIn(text)?.amount ?? null
  return {
    text,
    measurable: amount !== null,
    suggestedMetric: null,
    metricId: null,
    targetValue: amount,
    targetDate: null,
  }
}

/** All of it, and half of it at half-time. */
function ofQuantity({ quantity, startDate, targetDate }: GoalSubject, measures: Measure[]): Criterion[] {
  if (quantity === null) return []
  const { amount, unit, kind } = quantity
  const measure = measures.find((one) => one.unit?.toLowerCase() === unit.toLowerCase())
  const tied = { measurable: true, suggestedMetric: measure?.name ?? null, metricId: measure?.metricId ?? null }
  const value = `${plain(amount)} ${unit}`
  const whole = { ...tied, targetDate }
  if (kind === 'less') {
    const at = measure?.currentValue == null ? null : measure.targetValue
    const text = at === null ? `${value} less than at the start` : `${measure?.name} at ${plain(at)} ${unit}`
    return [{ ...whole, text, targetValue: at }]
  }
  if (kind !== 'sum')
    return [{ ...whole, text: kind === 'share' ? `${value} reached` : `At most ${value}`, targetValue: amount }]
  const days = targetDate === null ? 0 : daysBetween(startDate, targetDate)
  const half = days < 4 || amount < 2 ? null : addDays(startDate, Math.floor(days / 2))
  const halfway = Math.round(amount / 2)
  return [
    { ...whole, text: `${value} in all`, targetValue: amount },
    ...(half === null
      ? []
      : [{ ...tied, text: `${plain(halfway)} ${unit} by ${half}`, targetValue: halfway, targetDate: half }]),
  ]
}

function ofRhythm({ rhythm }: GoalSubject): Criterion[] {
  if (rhythm === null) return []
  const { times, days } = rhythm
  return [{ ...plainCriterion(`${times} times in ${days} days, four times in a row`), measurable: true }]
}

/** Own metrics with a target of their own are criteria as they stand. */
const ofTargets = (measures: Measure[]): Criterion[] =>
  measures.flatMap(({ metricId, name, unit, targetValue }) =>
    metricId === null || targetValue === null
      ? []
      : [
          {
            text: `${name} at ${plain(targetValue)}${unit ? ` ${unit}` : ''}`,
            measurable: true,
            suggestedMetric: name,
            metricId,
            targetValue,
            targetDate: null,
          },
        ],
  )

/** Criteria that neither the goal has nor one before them says in nearly the same words. */
function unknownTo({ criteria: had }: GoalSubject, criteria: readonly Criterion[]): Criterion[] {
  const taken = had.map(({ text }) => text)
  return criteria.filter(({ text }) => {
    const isNew = taken.every((other) => !isSame(text, other))
    if (isNew) taken.push(text)
    return isNew
  })
}

const isSame = (a: string, b: string) =>
  a.trim().toLowerCase() === b.trim().toLowerCase() ||
  (quantityIn(a)?.amount === quantityIn(b)?.amount && likeness(wordsOf(a), wordsOf(b)) >= 0.8)

/** What a model may not make up: ids, and targets that its own words do not name. */
const founded =
  (measures: readonly Measure[]) =>
  (one: Criterion): Criterion => {
    const isKnown = measures.some(({ metricId }) => metricId !== null && metricId === one.metricId)
    const isSaid = one.targetValue !== null && one.text.replace(/[, ]/g, '').includes(plain(one.targetValue))
    return { ...one, metricId: isKnown ? one.metricId : null, targetValue: isSaid ? one.targetValue : null }
  }
