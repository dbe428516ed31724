import { stringify } from 'csv-stringify/sync'
import type { UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { addDays, dayOf, daysBetween, WEEKDAY_CODES, weekdayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { requireIncluded } from '#domains/billing/billing.service.ts'
import {
  type AnalyticsQuery,
  type AnalyticsSpan,
  CSV_COLUMNS,
  MAX_DAYS,
  type WeekdayMoods,
} from './analytics.schema.ts'
import { nothing, sumOf } from './counts.ts'
import { countDays } from './days.service.ts'
import { type Period, type Report, reportOf, type View } from './report.ts'
import { VIEWS, type ViewName } from './views.ts'

const USUAL_DAYS = 30
/** What lies in a longer span belongs to the advanced analytics of a paid plan. */
const PLAIN_DAYS = 92

/** What one view says of a span: totals, the period before, the series, streaks. As new as the last change. */
export async function getAnalytics(
  ctx: UserCtx,
  name: ViewName,
  query: AnalyticsQuery,
): Promise<Report & { timezone: string }> {
  const view: View = VIEWS[name]
  const { from, to } = await spanOf(ctx, query)
  const length = daysBetween(from, to) + 1
  const furthest = [addDays(from, -length), addDays(to, 1 - MAX_DAYS)].sort()[0] ?? from
  const { days, today, timezone, weekStartsOn } = await countDays(ctx, furthest, to, view.isLive)
  return { ...reportOf(view, days, { from, to, granularity: query.granularity, today, weekStartsOn }), timezone }
}

/** The series of one view as RFC 4180, a line for each of its days, weeks or months. */
export async function exportView(
  ctx: UserCtx,
  name: ViewName,
  query: AnalyticsQuery,
): Promise<Period & { csv: string }> {
  const { from, to, series } = await getAnalytics(ctx, name, query)
  const columns = ['from', 'to', ...Object.keys(VIEWS[name].figures(nothing()))]
  return { from, to, csv: stringify(series, { header: true, columns }) }
}

/** How the days of the week compare in mood, from the first one of the user's weeks. 403 where the plan lacks advanced analytics. */
export async function getWeekdays(ctx: UserCtx, query: AnalyticsSpan): Promise<WeekdayMoods> {
  await requireIncluded(ctx, 'advanced_analytics')
  const { from, to } = await spanOf(ctx, query)
  const { days, weekStartsOn, timezone } = await countDays(ctx, from, to, true)
  const by = Map.groupBy(days, ({ day }) => weekdayOf(day))
  const first = WEEKDAY_CODES.indexOf(weekStartsOn)
  const codes = [...WEEKDAY_CODES.slice(first), ...WEEKDAY_CODES.slice(0, first)]
  const weekdays = codes.map((weekday) => ({ weekday, ...VIEWS.mood.figures(sumOf(by.get(weekday) ?? [])) }))
  return { from, to, timezone, weekdays }
}

/** Every day of a span with everything that is counted, as RFC 4180. Nothing but days and numbers, so no spreadsheet sees a formula. */
export async function exportDays(ctx: UserCtx, query: AnalyticsSpan): Promise<Period & { csv: string }> {
  const { from, to } = await spanOf(ctx, query)
  const { days } = await countDays(ctx, from, to)
  return { from, to, csv: stringify(days, { header: true, columns: [...CSV_COLUMNS] }) }
}

async function spanOf(ctx: UserCtx, query: AnalyticsSpan): Promise<Period> {
  const to = query.to ?? (await today(ctx))
  const from = query.from ?? addDays(to, 1 - USUAL_DAYS)
  const length = daysBetween(from, to) + 1
  if (length < 1) throw invalid('to', 'The last day lies before the first.')
  if (length > MAX_DAYS) throw invalid('from', `Ask for at most ${MAX_DAYS} days at once.`)
  if (from < EARLIEST || to > LATEST) throw invalid('from', `Ask for days from ${EARLIEST} to ${LATEST}.`)
  if (length > PLAIN_DAYS) await requireIncluded(ctx, 'advanced_analytics')
  return { from, to }
}

/** Room for what lies before the span, and for every calendar that a database knows. */
const EARLIEST = '1900-01-01'
const LATEST = '2999-12-31'

async function today(ctx: UserCtx): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
}
