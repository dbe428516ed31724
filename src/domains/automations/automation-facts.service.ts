import type { UserCtx } from '#core/ctx.ts'
import { addDays, localOf, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { dayFacts } from '#domains/coach/day-facts.service.ts'
import { metricsOverview } from '#domains/metrics/metrics.service.ts'
import { agenda } from '#domains/schedule/agenda.service.ts'

type Day = Awaited<ReturnType<typeof dayFacts>>

/** What an automation may tell of. Journal and notes are not among it. */
export interface AutomationFacts extends Day {
  schedule: { title: string; from: string; until: string }[]
  metrics: { name: string; unit: string | null; value: number | null; target: number | null; trend: string }[]
}

const DAYS_AHEAD = 7
const MOST_BLOCKS = 60
const MOST_METRICS = 20

export async function automationFacts(ctx: UserCtx, today: string): Promise<AutomationFacts> {
  const { timezone } = await userZone(ctx)
  const span = { from: startOfDay(today, timezone), to: startOfDay(addDays(today, DAYS_AHEAD), timezone) }
  const [day, blocks, metrics] = await Promise.all([dayFacts(ctx, today), agenda(ctx, span), metricsOverview(ctx)])
  return {
    ...day,
    schedule: blocks.slice(0, MOST_BLOCKS).map(({ title, startAt, endAt }) => ({
      title,
      from: localOf(startAt, timezone),
      until: localOf(endAt, timezone),
    })),
    metrics: metrics
      .slice(0, MOST_METRICS)
      .map(({ name, unit, value, target, trend }) => ({ name, unit, value, target, trend })),
  }
}
