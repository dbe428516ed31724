import jstat from 'jstat'

/**
 * Descriptive statistics and least squares on plain arrays of finite numbers. Every sum of squares is of numbers divided by the
 * largest first, so that values up to the largest double give no infinity on the way.
 */

export function mean(values: ArrayLike<number>): number {
  // A running mean (Welford) never adds two large numbers.
  let result = 0
  for (let i = 0; i < values.length; i++) result += at(values, i) / (i + 1) - result / (i + 1)
  return result
}

/** Square root of the mean squared distance to the mean (divided by n). 0 for one value. NIST/SEMATECH e-Handbook 1.3.5.6. */
export function populationDeviation(values: ArrayLike<number>): number {
  const centre = mean(values)
  const scale = largest(values, centre)
  if (scale === 0) return 0
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (at(values, i) / scale - centre / scale) ** 2
  return Math.sqrt(sum / values.length) * scale
}

/** The middle value, or the mean of the two in the middle. NaN of nothing. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? at(sorted, half) : at(sorted, half - 1) / 2 + at(sorted, half) / 2
}

export interface Spread {
  median: number
  /** What a distance to the median is divided by to be a modified z-score; 0 when all values are the same. */
  unit: number
}

/**
 * The robust counterpart of mean and deviation: median, and MAD / 0.6745 with MAD the median distance to the median, so that
 * `(x - median) / unit` is the modified z-score M of Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (ASQC 1993), who
 * call |M| > 3.5 an outlier (also NIST/SEMATECH e-Handbook 1.3.5.17). When over half of the values are the same, MAD is 0 and the
 * mean distance times 1.253314 takes its place (IBM SPSS, "Modified z score").
 */
export function robustSpread(values: ArrayLike<number>): Spread {
  const middle = median(values)
  const distances = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) distances[i] = Math.abs(at(values, i) - middle)
  const mad = median(distances)
  return { median: middle, unit: mad > 0 ? mad / 0.6745 : mean(distances) * 1.253314 }
}

export interface Line {
  n: number
  intercept: number
  slope: number
  /** Share of the variance that the line explains, 0 to 1; of values that are all the same, 1. */
  r2: number
  /** Residual standard deviation, sqrt(SSres / (n - 2)); 0 for two points. */
  deviation: number
  meanX: number
  /** Sum of squared distances of x to its mean. */
  sxx: number
}

/**
 * The least-squares line through (x, y), by centred sums (NIST/SEMATECH e-Handbook 4.4.3.1). Null for fewer than two points or
 * when all x are the same, where no line can be told from another.
 */
export function leastSquares(x: ArrayLike<number>, y: ArrayLike<number>): Line | null {
  const n = x.length
  if (n < 2) return null
  const [meanX, meanY] = [mean(x), mean(y)]
  const scale = largest(y, meanY) || 1
  let [sxx, sxy, syy] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const dx = at(x, i) - meanX
    const dy = at(y, i) / scale - meanY / scale
    sxx += dx * dx
    sxy += dx * dy
    syy += dy * dy
  }
  if (sxx === 0) return null
  const slope = sxy / sxx
  let residual = 0
  for (let i = 0; i < n; i++) residual += (at(y, i) / scale - meanY / scale - slope * (at(x, i) - meanX)) ** 2
  const r2 = syy === 0 ? 1 : Math.min(1, Math.max(0, 1 - residual / syy))
  const deviation = n > 2 ? Math.sqrt(residual / (n - 2)) * scale : 0
  return { n, slope: slope * scale, intercept: meanY - slope * scale * meanX, r2, deviation, meanX, sxx }
}

/**
 * What the line says at `x`, with the 95 % prediction interval for one new value: t(0.975; n - 2) · s · sqrt(1 + 1/n + (x - x̄)²/Sxx)
 * (NIST/SEMATECH e-Handbook 4.5.2.1; Draper and Smith, "Applied Regression Analysis", 1.4). Needs three points.
 */
export function predict(line: Line, x: number): { value: number; low: number; high: number } {
  const { n, slope, intercept, deviation, meanX, sxx } = line
  const value = intercept + slope * x
  const spread = deviation * Math.sqrt(1 + 1 / n + (x - meanX) ** 2 / sxx)
  const half = spread === 0 ? 0 : jstat.studentt.inv(0.975, n - 2) * spread
  return { value, low: value - half, high: value + half }
}

function largest(values: ArrayLike<number>, centre: number): number {
  let most = 0
  for (let i = 0; i < values.length; i++) {
    // Halves, because the distance between two numbers can be more than the largest double.
    const distance = Math.abs(at(values, i) / 2 - centre / 2)
    if (distance > most) most = distance
  }
  return Math.min(most * 2, Number.MAX_VALUE)
}

/** Only asked for places that exist. */
const at = (values: ArrayLike<number>, i: number) => values[i] as number
