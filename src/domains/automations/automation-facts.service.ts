import type { UserCtx } from '#core/ctx.ts'
import { addDays, localOf, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { dayFacts } from '#domains/coach/day-facts.service.ts'
import { metricsOverview } from '#domains/metrics/metrics.service.ts'
import { agenda } from '#domains/schedule/agenda.service.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'

type Day = Awaited<ReturnType<typeof dayFacts>>

/** What an automation may tell of. Journal and notes are not among it. */
export interface AutomationFacts extends Day {
  /** With ids, for what is to be changed about them. */
  openTasks: { id: string; title: string; due: string | null; status: string }[]
  schedule: { title: string; from: string; until: string }[]
  metrics: { name: string; unit: string | null; value: number | null; target: number | null; trend: string }[]
}

const DAYS_AHEAD = 7
const MOST_TASKS = 50
const MOST_BLOCKS = 60
const MOST_METRICS = 20

export async function automationFacts(ctx: UserCtx, today: string): Promise<AutomationFacts> {
  const { timezone } = await userZone(ctx)
  const span = { from: startOfDay(today, timezone), to: startOfDay(addDays(today, DAYS_AHEAD), timezone) }
  const [day, tasks, blocks, metrics] = await Promise.all([
    dayFacts(ctx, today),
    listTasks(ctx, { limit: MOST_TASKS, sort: 'due', status: ['not_started', 'in_progress', 'blocked'] }),
    agenda(ctx, span),
    metricsOverview(ctx),
  ])
  return {
    ...day,
    openTasks: tasks.items.map(({ id, title, dueDate, dueAt, status }) => ({
      id,
      title,
      due: dueAt ?? dueDate,
      status,
    })),
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
