import { stringify } from 'csv-stringify/sync'
import type { UserCtx } from '#core/ctx.ts'
import { invalid } from '#core/errors.ts'
import { addDays, dayOf, daysBetween } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { type AnalyticsQuery, type AnalyticsSpan, CSV_COLUMNS, MAX_DAYS } from './analytics.schema.ts'
import { countDays } from './days.service.ts'
import { type Period, type Report, reportOf, type View } from './report.ts'
import { VIEWS, type ViewName } from './views.ts'

const USUAL_DAYS = 30

/** What one view says of a span: totals, the period before, the series, streaks. As new as the last change. */
export async function getAnalytics(
  ctx: UserCtx,
  name: ViewName,
  query: AnalyticsQuery,
): Promise<Report & { timezone: string }> {
  const { from, to } = await spanOf(ctx, query)
  const length = daysBetween(from, to) + 1
  const furthest = [addDays(from, -length), addDays(to, 1 - MAX_DAYS)].sort()[0] ?? from
  const { days, today, timezone, weekStartsOn } = await countDays(ctx, furthest, to)
  const view: View = VIEWS[name]
  return { ...reportOf(view, days, { from, to, granularity: query.granularity, today, weekStartsOn }), timezone }
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
  return { from, to }
}

/** Room for what lies before the span, and for every calendar that a database knows. */
const EARLIEST = '1900-01-01'
const LATEST = '2999-12-31'

async function today(ctx: UserCtx): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
}
