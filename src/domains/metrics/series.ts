import { mean } from './statistics.ts'

/** A metric's logs in the order of time: milliseconds since 1970 and values, of one length. */
export interface Points {
  at: Float64Array
  value: Float64Array
}

/** One day's logs as one number. Days are numbers since 1970-01-01. */
export interface DailyValue {
  day: number
  count: number
  sum: number
  mean: number
  min: number
  max: number
}

/** The logs by the person's day, in order. Days without a log are absent. */
export function daily({ at, value }: Points, dayOf: (epoch: number) => number): DailyValue[] {
  const days: DailyValue[] = []
  for (let from = 0; from < at.length; ) {
    const day = dayOf(at[from] as number) // within the array
    let to = from + 1
    while (to < at.length && dayOf(at[to] as number) === day) to++
    days.push({ day, ...summary(value.subarray(from, to)) })
    from = to
  }
  return days
}

/** Of at least one value. */
export function summary(values: Float64Array): Omit<DailyValue, 'day'> {
  const average = mean(values)
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return { count: values.length, sum: average * values.length, mean: average, min, max }
}

/**
 * Days in a row with at least one log. The current streak ends today, or yesterday as long as today can still be logged; the
 * longest is of all time.
 */
export function streaks(days: readonly { day: number }[], today: number): { current: number; longest: number } {
  let [run, longest, last] = [0, 0, Number.NEGATIVE_INFINITY]
  for (const { day } of days) {
    run = day === last + 1 ? run + 1 : 1
    longest = Math.max(longest, run)
    last = day
  }
  return { current: last >= today - 1 ? run : 0, longest }
}

/** For each of the days `from` to `to`, the mean of the daily means of the `width` days that end there; a day without any is left out. */
export function movingAverage(days: readonly DailyValue[], from: number, to: number, width: number) {
  const result: { day: number; value: number }[] = []
  let [first, next] = [0, 0]
  for (let day = from; day <= to; day++) {
    while (next < days.length && (days[next] as DailyValue).day <= day) next++
    while (first < next && (days[first] as DailyValue).day <= day - width) first++
    if (first < next)
      result.push({
        day,
        value: mean(days.slice(first, next).map((one) => one.mean)),
      })
  }
  return result
}

/**
 * Strength of colour, 0 to 4, for a heatmap: ceil(4 · (value - least) / (most - least)); 2 when all are the same.
 */
export function intensities(values: readonly number[]): number[] {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const span = most - least
  return values.map((value) => (span > 0 ? Math.ceil(((value - least) / span) * 4) : 2))
}
