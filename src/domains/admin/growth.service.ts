import { stringify } from 'csv-stringify/sync'
import type { UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { addDays, daysBetween, startOfWeek } from '#core/time/zones.ts'
import { revenueFacts } from '#domains/billing/revenue.service.ts'
import { countActivity } from './activity.service.ts'
import * as queries from './growth.queries.ts'
import { type AiSpend, type Growth, MAX_DAYS, type Revenue, type SpanQuery } from './growth.schema.ts'

const USUAL_DAYS = 30
const COHORTS = 12

/** Who came, stayed and used what, up to this moment. */
export async function getGrowth(ctx: UserCtx, query: SpanQuery): Promise<Growth> {
  const span = spanOf(ctx, query)
  await countActivity(ctx)
  const { activated, ...totals } = await queries.selectTotals(ctx, span)
  const first = addDays(startOfWeek(span.to, 'mo'), -7 * (COHORTS - 1))
  return {
    ...span,
    ...totals,
    stickiness: share(totals.dau, totals.mau),
    activation: { activated, rate: share(activated, totals.signups) },
    days: await queries.selectGrowthDays(ctx, span),
    cohorts: cohortsOf(await queries.selectCohorts(ctx, first, span.to), span.to),
    features: await queries.selectFeatures(ctx, span),
  }
}

export async function exportGrowth(ctx: UserCtx, query: SpanQuery): Promise<string> {
  const span = spanOf(ctx, query)
  await countActivity(ctx)
  return stringify(await queries.selectGrowthDays(ctx, span), { header: true, columns: ['day', 'signups', 'active'] })
}

/** What everybody's questions to models took, by the askers' own days. */
export async function getAiSpend(ctx: UserCtx, query: SpanQuery): Promise<AiSpend> {
  const span = spanOf(ctx, query)
  const rows = await queries.selectSpend(ctx, span)
  const { total: [total] = [], ...by } = Object.groupBy(rows, ({ place }) => place)
  const nothing = { calls: 0, inputTokens: 0, outputTokens: 0, costMicros: 0, unpricedTokens: 0 }
  return {
    ...span,
    total: total ?? nothing,
    days: (by.day ?? []).map((row) => ({ ...row, day: row.day ?? span.from })),
    features: (by.feature ?? []).map((row) => ({ ...row, feature: row.feature ?? '' })),
    providers: (by.provider ?? []).map((row) => ({ ...row, provider: row.provider ?? '' })),
    models: (by.model ?? []).map((row) => ({ ...row, provider: row.provider ?? '', model: row.model ?? '' })),
    users: await queries.selectSpenders(ctx, span),
  }
}

const SPEND = [
  'day',
  'feature',
  'provider',
  'model',
  'calls',
  'inputTokens',
  'outputTokens',
  'costMicros',
  'unpricedTokens',
]

export async function exportAiSpend(ctx: UserCtx, query: SpanQuery): Promise<string> {
  return stringify(await queries.selectSpendLines(ctx, spanOf(ctx, query)), { header: true, columns: SPEND })
}

export async function getRevenue(ctx: UserCtx, query: SpanQuery): Promise<Revenue> {
  const { from, to } = spanOf(ctx, query)
  const until = `${addDays(to, 1)}T00:00:00.000Z`
  return { from, to, ...(await revenueFacts(ctx, `${from}T00:00:00.000Z`, until)) }
}

export async function exportRevenue(ctx: UserCtx, query: SpanQuery): Promise<string> {
  const { byPlan, ...facts } = await getRevenue(ctx, query)
  return stringify(Object.entries({ ...facts, ...byPlan }), { header: true, columns: ['figure', 'value'] })
}

function spanOf(ctx: UserCtx, query: SpanQuery): queries.Span {
  const to = query.to ?? ctx.now().toISOString().slice(0, 10)
  const from = query.from ?? addDays(to, 1 - USUAL_DAYS)
  const length = daysBetween(from, to) + 1
  if (length < 1) throw invalid('to', 'The last day lies before the first.')
  if (length > MAX_DAYS) throw invalid('from', `Ask for at most ${MAX_DAYS} days at once.`)
  if (from < '1970-01-01' || to > '2999-12-31') throw invalid('from', 'Ask for days from 1970 to 2999.')
  return { from, to }
}

/** Each week with one number for every week that has begun since, 0 where nobody came. */
function cohortsOf(rows: Awaited<ReturnType<typeof queries.selectCohorts>>, to: string): Growth['cohorts'] {
  return [...Map.groupBy(rows, ({ week }) => week)].map(([week, of]) => {
    const weeks = Math.floor(daysBetween(week, to) / 7) + 1
    const at = new Map(of.map(({ later, retained }) => [later, retained]))
    return { week, size: of[0]?.size ?? 0, retained: Array.from({ length: weeks }, (_, later) => at.get(later) ?? 0) }
  })
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
