import jstat from 'jstat'
import { mean } from './statistics.ts'

/** Fewer pairs than this say nothing that a person should act on. */
export const FEWEST_PAIRS = 8

export interface Correlation {
  /** -1 to 1. */
  r: number
  /** Two-sided: how often chance alone gives an |r| at least as large. */
  p: number
}

/**
 * Pearson's product-moment correlation with its p value: t = r·sqrt((n - 2) / (1 - r²)) under Student's t with n - 2 degrees of
 * freedom. Null when one side is constant, where r does not exist, or with fewer than three pairs.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): Correlation | null {
  const n = x.length
  if (n < 3) return null
  const [meanX, meanY] = [mean(x), mean(y)]
  const [scaleX, scaleY] = [farthest(x, meanX), farthest(y, meanY)]
  if (scaleX === 0 || scaleY === 0) return null
  let [sxx, sxy, syy] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const dx = (at(x, i) - meanX) / scaleX
    const dy = (at(y, i) - meanY) / scaleY
    sxx += dx * dx
    sxy += dx * dy
    syy += dy * dy
  }
  const r = Math.min(1, Math.max(-1, sxy / Math.sqrt(sxx * syy)))
  return { r, p: pValue(r, n) }
}

/** Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank; the same t for its p value. */
export const spearman = (x: ArrayLike<number>, y: ArrayLike<number>): Correlation | null => pearson(ranks(x), ranks(y))

/** Ranks from 1; equal values share the mean of the ranks they take up. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => at(values, a) - at(values, b))
  const result = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && at(values, at(order, to)) === at(values, at(order, from))) to++
    for (let i = from; i < to; i++) result[at(order, i)] = (from + 1 + to) / 2
    from = to
  }
  return result
}

/**
 * Benjamini and Hochberg's adjusted p values ("Controlling the False Discovery Rate", J. R. Stat. Soc. B 57, 1995): of the tests
 * that are called findings at q ≤ 0.05, at most one in twenty is expected to be chance. In the order given; never above 1.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => at(ps, b) - at(ps, a))
  const adjusted = new Array<number>(ps.length)
  let least = 1
  for (const [place, i] of order.entries()) {
    least = Math.min(least, (at(ps, i) * ps.length) / (ps.length - place))
    adjusted[i] = least
  }
  return adjusted
}

export const strengthOf = (r: number) => (Math.abs(r) >= 0.7 ? 'strong' : Math.abs(r) >= 0.4 ? 'moderate' : 'weak')

/**
 * P(|T| ≥ |t|) = I(df / (df + t²); df/2, 1/2), the regularised incomplete beta function (Abramowitz and Stegun 26.7.1); with
 * t² = r²·df / (1 - r²) its argument is 1 - r². Taken this way, small p values keep their digits.
 */
function pValue(r: number, n: number): number {
  const rest = (1 - Math.abs(r)) * (1 + Math.abs(r))
  return rest <= 0 ? 0 : Math.min(1, jstat.beta.cdf(rest, (n - 2) / 2, 0.5))
}

function farthest(values: ArrayLike<number>, centre: number): number {
  let most = 0
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(at(values, i) - centre))
  // What rounding leaves of equal numbers is no variation.
  return most <= Math.abs(centre) * 1e-14 ? 0 : most
}

/** Only asked for places that exist. */
const at = (values: ArrayLike<number>, i: number) => values[i] as number
