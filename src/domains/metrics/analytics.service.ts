import { LRUCache } from 'lru-cache'
import type { UserCtx } from '#core/ctx.ts'
import { formatDay, parseDay } from '#core/time/civil.ts'
import { dayCounter } from '#core/time/days.ts'
import { addMonths, startOfWeek } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { type Analytics, analyse, type Calendar } from './analytics.ts'
import { getMetric } from './metrics.service.ts'
import { markOf, pointsOf } from './points.service.ts'
import { goodness } from './progress.ts'
import { type DailyValue, daily, intensities } from './series.ts'
import { mean } from './statistics.ts'

const ANSWERS_REMEMBERED = 1_000

const answers = new LRUCache<string, { mark: string; analytics: Analytics }>({ max: ANSWERS_REMEMBERED })

/**
 * What a metric's logs say, up to the user's today. Every change of the logs is a new version of the metric, so one look at its row
 * tells whether what is remembered still holds; the logs themselves are read only when it does not.
 */
export async function analyseMetric(ctx: UserCtx, id: string): Promise<Analytics> {
  const metric = await getMetric(ctx, id)
  const calendar = await calendarOf(ctx)
  const key = `${ctx.actor.id} ${id}`
  const mark = `${markOf(metric)} ${calendar.mark}`
  const known = answers.get(key)
  if (known?.mark === mark) return known.analytics
  const analytics = analyse(await pointsOf(ctx, metric), metric, calendar)
  answers.set(key, { mark, analytics })
  return analytics
}

export interface HeatmapDay {
  date: string
  count: number
  value: number
  intensity: number
}

/** The days of the last months on which something was logged, each with a strength of colour between the least and the most. */
export async function heatmap(ctx: UserCtx, id: string, months: number) {
  const metric = await getMetric(ctx, id)
  const calendar = await calendarOf(ctx)
  const to = formatDay(calendar.today)
  const from = addMonths(to, -months)
  const days = between(daily(await pointsOf(ctx, metric), calendar.dayOf), parseDay(from), calendar.today)
  const strength = intensities(days.map((one) => one.mean))
  const items = days.map(
    (one, i): HeatmapDay => ({
      date: formatDay(one.day),
      count: one.count,
      value: one.mean,
      intensity: strength[i] as number, // one for each
    }),
  )
  return { from, to, items }
}

/** This week or calendar month of the user, so far, beside the whole one before. */
export async function comparePeriods(ctx: UserCtx, id: string, period: 'week' | 'month') {
  const metric = await getMetric(ctx, id)
  const calendar = await calendarOf(ctx)
  const today = formatDay(calendar.today)
  const begin = period === 'week' ? startOfWeek(today, calendar.weekStartsOn) : `${today.slice(0, 8)}01`
  const before = period === 'week' ? formatDay(parseDay(begin) - 7) : addMonths(begin, -1)
  const days = daily(await pointsOf(ctx, metric), calendar.dayOf)
  const current = spanOf(days, parseDay(begin), calendar.today)
  const previous = spanOf(days, parseDay(before), parseDay(begin) - 1)
  if (current.mean === null || previous.mean === null)
    return { current, previous, change: null, changePercent: null, direction: 'stable' as const }
  const change = current.mean - previous.mean
  const better = goodness(metric, previous.mean, current.mean)
  return {
    current,
    previous,
    change,
    changePercent: previous.mean === 0 ? 0 : (change / Math.abs(previous.mean)) * 100,
    direction: better > 0 ? ('improving' as const) : better < 0 ? ('declining' as const) : ('stable' as const),
  }
}

async function calendarOf(ctx: UserCtx) {
  const { timezone, dayStartsAt, weekStartsOn } = await userZone(ctx)
  const dayOf = dayCounter(timezone, dayStartsAt)
  const today = dayOf(ctx.now().getTime())
  const calendar: Calendar = { dayOf, today }
  return { ...calendar, weekStartsOn, mark: `${today} ${timezone} ${dayStartsAt}` }
}

const between = (days: DailyValue[], from: number, to: number) => days.filter(({ day }) => day >= from && day <= to)

function spanOf(all: DailyValue[], from: number, to: number) {
  const days = between(all, from, to)
  const isEmpty = days.length === 0
  return {
    from: formatDay(from),
    to: formatDay(to),
    logs: days.reduce((sum, { count }) => sum + count, 0),
    mean: isEmpty ? null : mean(days.map((one) => one.mean)),
    sum: days.reduce((sum, one) => sum + one.sum, 0),
    min: isEmpty ? null : Math.min(...days.map((one) => one.min)),
    max: isEmpty ? null : Math.max(...days.map((one) => one.max)),
  }
}
