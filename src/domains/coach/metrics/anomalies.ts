import {
  linearRegression,
  linearRegressionLine,
  mean,
  median,
  medianAbsoluteDeviation,
  quantile,
} from 'simple-statistics'
import { FEWEST } from '../evidence.ts'

/** Iglewicz and Hoaglin (1993) call a modified z-score beyond this an outlier. */
const OUTLIER = 3.5
const SHIFTED_DAYS = 5
const BEFORE_SHIFT = 14

/**
 * Between which values the next log is expected: median ± 3.5 · MAD / 0.6745 of the ones before, where more than half are the same
 * ± 3.5 · 1.253314 · mean distance. Null for fewer than eight.
 */
export function expectedRange(before: readonly number[]): { min: number; max: number } | null {
  if (before.length < FEWEST) return null
  const values = [...before]
  const middle = median(values)
  const mad = medianAbsoluteDeviation(values)
  const unit = mad > 0 ? mad / 0.6745 : mean(values.map((value) => Math.abs(value - middle))) * 1.253314
  return { min: middle - OUTLIER * unit, max: middle + OUTLIER * unit }
}

/** What a slip of the hand would have made of the usual value, in words; null where none fits. */
export function slipOf(value: number, usual: number): string | null {
  if (usual === 0) return null
  const ratio = value / usual
  const found = SLIPS.find(([factor]) => Math.abs(ratio / factor - 1) < 0.15)
  return found?.[1] ?? null
}

const SLIPS: [factor: number, words: string][] = [
  [10, 'It is about ten times the usual value: the decimal point may be one place off.'],
  [100, 'It is about a hundred times the usual value: the decimal point may be two places off.'],
  [0.1, 'It is about a tenth of the usual value: the decimal point may be one place off.'],
  [0.01, 'It is about a hundredth of the usual value: the decimal point may be two places off.'],
  [2.2046, 'It is about 2.2 times the usual value: pounds may have been logged instead of kilograms.'],
  [0.4536, 'It is less than half of the usual value: kilograms may have been logged instead of pounds.'],
  [-1, 'It is the usual value with the other sign.'],
]

/**
 * Whether the last five values all lie beyond the same quarter of the fourteen or more before them, seen from the line that those
 * follow, so that a steady trend is no shift; chance alone does that in one of five hundred cases.
 */
export function shiftOf(values: readonly number[]): 'up' | 'down' | null {
  if (values.length < BEFORE_SHIFT + SHIFTED_DAYS) return null
  const line = linearRegressionLine(linearRegression(values.slice(0, -SHIFTED_DAYS).map((value, at) => [at, value])))
  const off = values.map((value, at) => value - line(at))
  const [before, last] = [off.slice(0, -SHIFTED_DAYS), off.slice(-SHIFTED_DAYS)]
  const [low, high] = [quantile([...before], 0.25), quantile([...before], 0.75)]
  if (last.every((value) => value > high)) return 'up'
  return last.every((value) => value < low) ? 'down' : null
}
