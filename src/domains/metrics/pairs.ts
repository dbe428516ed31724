import { benjaminiHochberg, type Correlation, FEWEST_PAIRS, pearson, spearman, strengthOf } from './correlation.ts'

export const LONGEST_LAG = 7
const SIGNIFICANT = 0.05

/** One metric's value for each day of a span, NaN where there is none. */
export interface Series {
  id: string
  name: string
  days: Float64Array
}

export interface Adjusted extends Correlation {
  q: number
}

export interface Finding {
  metricId: string
  name: string
  otherMetricId: string
  otherName: string
  lagDays: number
  n: number
  pearson: Adjusted
  spearman: Adjusted
  direction: 'positive' | 'negative'
  strength: 'strong' | 'moderate' | 'weak'
  isSignificant: boolean
  text: string
}

export interface Test {
  leader: Series
  follower: Series
  lagDays: number
  n: number
  pearson: Correlation
  spearman: Correlation
}

/**
 * All tests of one pair: the same day, and each leading the other by one to seven days. A lag with fewer than eight days on which
 * both are known, or with one side constant, is not tested.
 */
export function testPair(a: Series, b: Series): Test[] {
  const tests: Test[] = []
  for (let lag = 0; lag <= LONGEST_LAG; lag++) {
    for (const [leader, follower] of lag === 0 ? [[a, b] as const] : [[a, b] as const, [b, a] as const]) {
      const [x, y] = aligned(leader.days, follower.days, lag)
      if (x.length < FEWEST_PAIRS) continue
      const [linear, ranked] = [pearson(x, y), spearman(x, y)]
      if (linear && ranked)
        tests.push({ leader, follower, lagDays: lag, n: x.length, pearson: linear, spearman: ranked })
    }
  }
  return tests
}

/**
 * The most telling test of each pair, with p values adjusted over all tests of all pairs, so that looking at many lags is paid
 * for. Most certain first.
 */
export function findings(pairs: Test[][]): Finding[] {
  const all = pairs.flat()
  const linear = benjaminiHochberg(all.map((test) => test.pearson.p))
  const ranked = benjaminiHochberg(all.map((test) => test.spearman.p))
  const places = new Map(all.map((test, i) => [test, i]))
  const found = pairs.flatMap((tests) => {
    const best = tests.toSorted(byCertainty)[0]
    const i = best && places.get(best)
    if (best === undefined || i === undefined) return []
    return [findingOf(best, linear[i] as number, ranked[i] as number)] // one for each test
  })
  return found.sort((a, b) => a.pearson.q - b.pearson.q || Math.abs(b.pearson.r) - Math.abs(a.pearson.r))
}

const byCertainty = (a: Test, b: Test) =>
  a.pearson.p - b.pearson.p || Math.abs(b.pearson.r) - Math.abs(a.pearson.r) || a.lagDays - b.lagDays

/** The days on which the leader is known, and the follower `lag` days later. */
function aligned(leader: Float64Array, follower: Float64Array, lag: number): [number[], number[]] {
  const [x, y]: [number[], number[]] = [[], []]
  for (let day = 0; day + lag < leader.length; day++) {
    const [a, b] = [leader[day] as number, follower[day + lag] as number] // spans are of one length
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    x.push(a)
    y.push(b)
  }
  return [x, y]
}

function findingOf({ leader, follower, lagDays, n, ...test }: Test, linear: number, ranked: number): Finding {
  const isPositive = test.pearson.r >= 0
  const later = lagDays === 0 ? 'on the same day' : lagDays === 1 ? 'a day later' : `${lagDays} days later`
  return {
    metricId: leader.id,
    name: leader.name,
    otherMetricId: follower.id,
    otherName: follower.name,
    lagDays,
    n,
    pearson: { ...test.pearson, q: linear },
    spearman: { ...test.spearman, q: ranked },
    direction: isPositive ? 'positive' : 'negative',
    strength: strengthOf(test.pearson.r),
    isSignificant: linear <= SIGNIFICANT && ranked <= SIGNIFICANT,
    text: `More ${leader.name} goes with ${isPositive ? 'more' : 'less'} ${follower.name} ${later}.`,
  }
}
