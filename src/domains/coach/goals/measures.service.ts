import type { UserCtx } from '#core/ctx.ts'
import { listHabits } from '#domains/habits/habits.service.ts'
import { listMetrics } from '#domains/metrics/metrics.service.ts'
import { nearest } from '../alike.ts'
import { plain } from '../naming.ts'
import { capital, cut } from '../wording.ts'
import { COMMON } from './catalogue.ts'
import type { GoalSubject } from './goal-facts.service.ts'

export interface Measure {
  /** Null for a metric that would have to be made. */
  metricId: string | null
  name: string
  unit: string | null
  direction: 'higher' | 'lower' | 'target'
  frequency: 'daily' | 'weekly' | 'monthly'
  targetValue: number | null
  currentValue: number | null
  reasoning: string
  confidence: number
}

export interface Practice {
  /** Null for a habit that would have to be begun. */
  habitId: string | null
  name: string
  times: number
  days: number
  reasoning: string
  confidence: number
}

/**
 * What could tell whether a goal is reached, the surest first: own metrics that speak of the same or count the same unit, then what its
 * title counts, then what goals like it are commonly followed by. Metrics that serve the goal already are left out.
 */
export async function measuresFor(ctx: UserCtx, subject: GoalSubject): Promise<Measure[]> {
  const { items } = await listMetrics(ctx, { limit: 100, status: 'active' })
  const free = items.filter(({ goalIds }) => subject.id === null || !goalIds.includes(subject.id))
  const unit = subject.quantity?.unit.toLowerCase() ?? null
  const near = await nearest(subject.title, free, ({ name }) => name, 3)
  const sameUnit = free.filter((metric) => unit !== null && metric.unit?.toLowerCase() === unit)
  const own = [
    ...near.map(({ item, nearness }) => ({ metric: item, nearness })),
    ...sameUnit
      .filter(({ id }) => !near.some(({ item }) => item.id === id))
      .map((metric) => ({ metric, nearness: 0.5 })),
  ].slice(0, 3)
  const measures = own.map(({ metric, nearness }) => ofMetric(metric, nearness, subject))
  const isCounted = measures.some((one) => unit === null || one.unit?.toLowerCase() === unit)
  const counted = subject.quantity === null || isCounted ? [] : ofQuantity(subject)
  const common = measures.length + counted.length > 1 ? [] : (await commonFor(subject)).map(ofCommon)
  return [...measures, ...counted, ...common.filter(({ name }) => !items.some((one) => one.name === name))]
}

/** What could be done again and again for a goal: its own rhythm, own habits that speak of the same, then what is common. */
export async function practicesFor(ctx: UserCtx, subject: GoalSubject): Promise<Practice[]> {
  const { items } = await listHabits(ctx, { limit: 100, archived: 'false' })
  const free = items.filter(({ goalIds }) => subject.id === null || !goalIds.includes(subject.id))
  const near = await nearest(subject.title, free, ({ name }) => name, 3)
  const own = near.map(({ item, nearness }) => {
    const { times = 1, days = 1 } = item.schedule.kind === 'times_per' ? item.schedule : { times: 1, days: 7 }
    const reasoning = 'You have this habit already; link it to the goal.'
    return { habitId: item.id, name: item.name, times, days, reasoning, confidence: nearness }
  })
  const { rhythm } = subject
  const name = cut(subject.bareTitle, 200)
  const isRhythm = rhythm !== null && rhythm.times <= rhythm.days && rhythm.days <= 366
  const said = isRhythm ? [{ ...rhythm, habitId: null, name, reasoning: 'Its title says so.', confidence: 0.8 }] : []
  if (own.length + said.length > 0) return [...said, ...own]
  return (await commonFor(subject)).map(({ habit }) => ({
    ...habit,
    habitId: null,
    reasoning: COMMONLY,
    confidence: 0.3,
  }))
}

type Metric = Awaited<ReturnType<typeof listMetrics>>['items'][number]

const COMMONLY = 'Goals like this are commonly followed by it; nothing of yours says so yet.'

const commonFor = async ({ title }: GoalSubject) =>
  (await nearest(title, COMMON, ({ suits }) => suits, 2)).map(({ item }) => item)

/** "5 kg less" is counted from where the metric stands now. */
function ofMetric(metric: Metric, confidence: number, { quantity }: GoalSubject): Measure {
  const { id: metricId, name, unit, direction, frequency, currentValue, target } = metric
  const isSame = quantity !== null && unit?.toLowerCase() === quantity.unit.toLowerCase()
  const less = isSame && quantity.kind === 'less' && currentValue !== null ? currentValue - quantity.amount : null
  const whole = isSame && quantity.kind !== 'less' ? quantity.amount : null
  const targetValue = less ?? whole ?? target
  const now = currentValue === null ? 'has no value yet' : `stands at ${plain(currentValue)}${unit ? ` ${unit}` : ''}`
  const reasoning = `You keep “${name}” already, which ${now}.`
  return { metricId, name, unit, direction, frequency, targetValue, currentValue, reasoning, confidence }
}

function ofQuantity({ quantity }: GoalSubject): Measure[] {
  if (quantity === null) return []
  const { amount, unit, kind } = quantity
  const name = /^[%€$£¥]$/.test(unit) ? (kind === 'less' ? 'Amount left' : 'Amount reached') : capital(unit)
  const isDown = kind === 'less' || kind === 'at_most'
  return [
    {
      metricId: null,
      name,
      unit,
      direction: isDown ? 'lower' : 'higher',
      frequency: 'weekly',
      // So much less than what nobody has measured yet is no value to reach.
      targetValue: kind === 'less' ? null : amount,
      currentValue: null,
      reasoning: `Its text asks for ${plain(amount)} ${unit}.`,
      confidence: 0.7,
    },
  ]
}

const ofCommon = ({ metric }: (typeof COMMON)[number]): Measure => ({
  ...metric,
  unit: metric.unit || null,
  metricId: null,
  targetValue: null,
  currentValue: null,
  reasoning: COMMONLY,
  confidence: 0.3,
})
