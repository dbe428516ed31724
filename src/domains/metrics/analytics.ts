import { formatDay } from '#core/time/civil.ts'
import { type Aim, goodness, type Progress, progressOf } from './progress.ts'
import { type DailyValue, daily, movingAverage, type Points, streaks } from './series.ts'
import { type Line, leastSquares, mean, populationDeviation, predict, robustSpread } from './statistics.ts'

const DAY_MS = 86_400_000
const AVERAGE_DAYS = 7
const AVERAGE_SHOWN = 90
const HORIZON_DAYS = 30
const ANOMALIES_SHOWN = 50
/** A target further away than this is not in sight. */
const FARTHEST_DAYS = 3_650

export interface Trend {
  current: number | null
  previous: number | null
  change: number | null
  changePercent: number | null
  velocity: number | null
  acceleration: number | null
  direction: 'improving' | 'declining' | 'stable'
}

export interface Forecast {
  date: string
  value: number
  low: number
  high: number
  r2: number
}

export interface Anomaly {
  loggedAt: string
  value: number
  zScore: number
  modifiedZScore: number
  severity: 'low' | 'medium' | 'high'
}

export interface Analytics {
  trend: Trend
  progress: Progress & { expectedOn: string | null }
  streak: { current: number; longest: number; lastLoggedOn: string | null }
  movingAverage: { date: string; value: number }[]
  forecast: Forecast | null
  anomalies: Anomaly[]
}

/** The person's calendar: the day an instant falls on, and today, as numbers. */
export interface Calendar {
  dayOf: (epoch: number) => number
  today: number
}

/** Everything that a metric's logs say, by the formulas that each part names. Linear in the number of logs but for one sort. */
export function analyse(points: Points, aim: Aim, calendar: Calendar): Analytics {
  const days = daily(points, calendar.dayOf)
  const last = days.at(-1)?.day ?? null
  const line = lineOf(points)
  return {
    trend: trendOf(points, aim),
    progress: {
      ...progressOf(aim, points.value.at(-1) ?? null),
      expectedOn: expectedOn(points, aim, line, calendar),
    },
    streak: { ...streaks(days, calendar.today), lastLoggedOn: last === null ? null : formatDay(last) },
    movingAverage: averages(days, calendar.today),
    forecast: forecastOf(points, line, calendar),
    anomalies: anomaliesOf(points),
  }
}

/**
 * The last step: change and percent of the previous value's size (0 when that is 0), velocity = change per day with at least one
 * day between the two logs, acceleration = velocity less the velocity of the step before. Null where a log is missing.
 */
export function trendOf({ at, value }: Points, aim: Pick<Aim, 'direction' | 'target'>): Trend {
  const [c, p] = [value.at(-1), value.at(-2)]
  if (c === undefined || p === undefined) {
    const nothing = { previous: null, change: null, changePercent: null, velocity: null, acceleration: null }
    return { current: c ?? null, ...nothing, direction: 'stable' }
  }
  const n = value.length
  const velocity = velocityAt(at, value, n - 1)
  const change = c - p
  const better = goodness(aim, p, c)
  return {
    current: c,
    previous: p,
    change,
    changePercent: p === 0 ? 0 : (change / Math.abs(p)) * 100,
    velocity,
    acceleration: n < 3 ? null : velocity - velocityAt(at, value, n - 2),
    direction: better > 0 ? 'improving' : better < 0 ? 'declining' : 'stable',
  }
}

/** Only asked for logs that have one before them. */
function velocityAt(at: Float64Array, value: Float64Array, i: number): number {
  const [now, before] = [at[i] as number, at[i - 1] as number]
  return ((value[i] as number) - (value[i - 1] as number)) / Math.max(1, (now - before) / DAY_MS)
}

/** The least-squares line of all logs over days since the first one; null for fewer than three. */
function lineOf({ at, value }: Points): Line | null {
  if (at.length < 3) return null
  const first = at[0] as number // there are three
  return leastSquares(
    at.map((epoch) => (epoch - first) / DAY_MS),
    value,
  )
}

/**
 * What the line says for the day thirty days after today, at the time of day of the first log, with its 95 % prediction interval
 * and R². Logs of one moment have no line.
 */
function forecastOf({ at }: Points, line: Line | null, { today, dayOf }: Calendar): Forecast | null {
  if (line === null) return null
  const day = today + HORIZON_DAYS
  return { date: formatDay(day), ...predict(line, day - dayOf(at[0] as number)), r2: line.r2 } // a line has points
}

/** The day on which the line meets the target, if it leads there within ten years and the target is not met already. */
function expectedOn({ at, value }: Points, aim: Aim, line: Line | null, { today, dayOf }: Calendar): string | null {
  const { target } = aim
  const current = value.at(-1)
  if (line === null || target === null || current === undefined || line.slope === 0) return null
  if (progressOf(aim, current).percent === 100) return null
  const day = dayOf(at[0] as number) + Math.ceil((target - line.intercept) / line.slope) // a line has points
  return day >= today && day <= today + FARTHEST_DAYS ? formatDay(day) : null
}

function averages(days: DailyValue[], today: number) {
  return movingAverage(days, today - AVERAGE_SHOWN + 1, today, AVERAGE_DAYS).map(({ day, value }) => ({
    date: formatDay(day),
    value,
  }))
}

/**
 * Logs that stand out, newest first and at most fifty: by the population z-score from 2 (low), 2.5 (medium), 3 (high), or by the
 * modified z-score beyond 3.5 (high), which a few extreme logs cannot hide from as they can from the z-score, whose mean and
 * deviation they pull along. Needs three logs; of logs that are all the same none stands out.
 */
export function anomaliesOf({ at, value }: Points): Anomaly[] {
  if (value.length < 3) return []
  const [centre, deviation, robust] = [mean(value), populationDeviation(value), robustSpread(value)]
  if (deviation === 0) return []
  const found: Anomaly[] = []
  for (let i = value.length - 1; i >= 0 && found.length < ANOMALIES_SHOWN; i--) {
    const one = value[i] as number // within the array
    const zScore = (one - centre) / deviation
    const modifiedZScore = robust.unit > 0 ? (one - robust.median) / robust.unit : 0
    const severity = severityOf(Math.abs(zScore), Math.abs(modifiedZScore))
    if (severity === null) continue
    const loggedAt = new Date(at[i] as number).toISOString() // as long as the other
    found.push({ loggedAt, value: one, zScore, modifiedZScore, severity })
  }
  return found
}

function severityOf(z: number, modified: number): Anomaly['severity'] | null {
  if (z >= 3 || modified > 3.5) return 'high'
  if (z >= 2.5) return 'medium'
  return z >= 2 ? 'low' : null
}
