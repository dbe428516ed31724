import { median } from 'simple-statistics'
import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { dayOf, daysBetween } from '#core/time/zones.ts'
import { listLogs } from '#domains/metrics/logs.service.ts'
import { Confidence, SEVERITIES, sentences } from '../answers.schema.ts'
import { confidenceOf, FEWEST } from '../evidence.ts'
import { anew, type Draft, retelling } from '../retelling.ts'
import { counted, cut, measured, round } from '../wording.ts'
import { expectedRange, shiftOf, slipOf } from './anomalies.ts'
import { aboutMetric, type History, historyOf, type Metric } from './metric-facts.service.ts'
import { MetricInQuestion } from './questions.schema.ts'

const Severity = z.enum(SEVERITIES)

export const MetricAnomalies = z
  .object({
    isAnomaly: z.boolean().meta({ example: true }),
    anomalyType: z
      .enum(['spike', 'drop', 'gap', 'shift'])
      .nullable()
      .describe('`gap`: nothing was logged for long; `shift`: the last five days are all on one side')
      .meta({ example: 'spike' }),
    severity: Severity.nullable().meta({ example: 'high' }),
    latest: z.object({ value: z.number().meta({ example: 724 }), loggedAt: z.iso.datetime() }).nullable(),
    expectedRange: z
      .object({ min: z.number().meta({ example: 69.5 }), max: z.number().meta({ example: 75.1 }) })
      .nullable()
      .describe('By the logs before the latest; null with fewer than eight'),
    recent: z
      .array(
        z.object({
          loggedAt: z.iso.datetime(),
          value: z.number().meta({ example: 724 }),
          severity: Severity.meta({ example: 'high' }),
        }),
      )
      .max(5)
      .describe('Logs that stand out, newest first'),
    possibleCauses: sentences('It is about ten times the usual value: the decimal point may be one place off.'),
    recommendations: sentences('Look at the log again, and correct it if it is a slip.'),
    requiresAttention: z.boolean().meta({ example: true }),
    confidence: Confidence,
  })
  .meta({ id: 'MetricAnomalies' })
type MetricAnomalies = z.infer<typeof MetricAnomalies>

type Log = Awaited<ReturnType<typeof listLogs>>['items'][number]

const LOGS = 100
/** What a person who logs so often may leave out without anybody wondering. */
const LONGEST_GAP = { daily: 4, weekly: 15, monthly: 63 }

export const metricAnomalies = feature({
  name: 'metrics.anomalies',
  summary: 'Say whether something is odd about a metric',
  description:
    'About the latest log, the last days and what is missing. Causes come from notes and from how slips look.',
  input: MetricInQuestion,
  output: MetricAnomalies,
  cache: '1h',
  dependsOn: 'day',
  reads: ['metrics'],
  facts: async (ctx: UserCtx, { metricId }, { today, zone }): Promise<Draft<MetricAnomalies>> => {
    const [history, { items }] = await Promise.all([
      historyOf(ctx, metricId),
      listLogs(ctx, metricId, { limit: LOGS, order: 'newest' }),
    ])
    const notes = items
      .slice(0, 5)
      .map(({ value, loggedAt, note }) => ({ value, loggedAt, note: cut(note ?? '', 200) }))
    return { answer: judge(history, items, today, zone), background: { ...aboutMetric(history.metric), notes } }
  },
  ...retelling<MetricAnomalies>('Say whether something is odd about a metric of a person.', (own, said, known) =>
    anew(own, said, ['possibleCauses', 'recommendations'], known),
  ),
})

function judge({ metric, analytics, days }: History, logs: readonly Log[], today: string, zone: string) {
  const [latest, ...before] = logs
  const values = before.map(({ value }) => value)
  const range = expectedRange(values)
  const odd = oddityOf(latest, range, analytics.anomalies[0])
  const gap = latest ? daysBetween(dayOf(latest.loggedAt, zone), today) : 0
  const isGap = metric.status === 'active' && gap > LONGEST_GAP[metric.frequency]
  const shift = shiftOf(days.map(({ value }) => value))
  const alert = analytics.progress.alert
  const anomalyType = odd?.type ?? (isGap ? ('gap' as const) : shift ? ('shift' as const) : null)
  const severity = odd?.severity ?? (isGap ? ('low' as const) : shift ? ('medium' as const) : null)
  return {
    isAnomaly: anomalyType !== null,
    anomalyType,
    severity,
    latest: latest ? { value: latest.value, loggedAt: latest.loggedAt } : null,
    expectedRange: range && { min: round(range.min), max: round(range.max) },
    recent: analytics.anomalies.slice(0, 5).map(({ loggedAt, value, severity }) => ({ loggedAt, value, severity })),
    possibleCauses: causesOf(odd ? latest : undefined, values, shift),
    recommendations: adviceFor(metric, { type: anomalyType, gap, alert, logs: logs.length }),
    requiresAttention: severity === 'high' || alert !== null,
    confidence: confidenceOf(logs.length),
  }
}

/** Whether the latest log is odd: outside of what was expected, or among those that stand out from all. */
function oddityOf(
  latest: Log | undefined,
  range: { min: number; max: number } | null,
  newest: History['analytics']['anomalies'][number] | undefined,
) {
  if (!latest) return null
  const standsOut = newest?.loggedAt === latest.loggedAt ? newest : undefined
  const isOutside = range !== null && (latest.value > range.max || latest.value < range.min)
  if (!isOutside && !(standsOut && range)) return null
  const isUp = range ? latest.value > (range.min + range.max) / 2 : (standsOut?.zScore ?? 0) > 0
  return {
    type: isUp ? ('spike' as const) : ('drop' as const),
    severity: isOutside ? ('high' as const) : (standsOut?.severity ?? 'low'),
  }
}

function causesOf(odd: Log | undefined, before: number[], shift: 'up' | 'down' | null): string[] {
  const slip = odd && before.length > 0 ? slipOf(odd.value, median(before)) : null
  const note = odd?.note ? [`You noted: “${cut(odd.note, 200)}”.`] : []
  const moved = shift
    ? [
        `The last five days all lie in the ${shift === 'up' ? 'upper' : 'lower'} quarter of the days before: something has changed for longer than a day.`,
      ]
    : []
  return [...note, ...(slip ? [slip] : []), ...moved]
}

interface Judged {
  type: MetricAnomalies['anomalyType']
  gap: number
  alert: string | null
  logs: number
}

function adviceFor({ name, unit, thresholdLow, thresholdHigh }: Metric, { type, gap, alert, logs }: Judged): string[] {
  const missing = FEWEST + 1 - logs
  const limit = alert === 'below_threshold' ? thresholdLow : thresholdHigh
  return [
    ...(logs <= FEWEST
      ? [`Log ${counted(missing, 'more value')}: with fewer than ${FEWEST + 1} nothing can be called odd.`]
      : []),
    ...(type === 'spike' || type === 'drop'
      ? ['Look at the log again: correct it if it is a slip, note what happened if it is real.']
      : []),
    ...(type === 'gap'
      ? [`Nothing was logged for ${counted(gap, 'day')}. Log “${name}” today, or pause it if it is no longer needed.`]
      : []),
    ...(type === 'shift' ? ['Ask what began five days ago, and whether you want it to stay.'] : []),
    ...(alert && limit !== null
      ? [`It is ${alert === 'below_threshold' ? 'below' : 'above'} the limit of ${measured(limit, unit)} that you set.`]
      : []),
  ]
}
