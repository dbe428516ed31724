import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics'
import { benjaminiHochberg, pearson, ranks, spearman } from './correlation.ts'
import { findings, type Series, testPair } from './pairs.ts'

const close = (actual: number | undefined, expected: number, within = 1e-9) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= within, `${actual} instead of ${expected}`)

// Hollander and Wolfe, "Nonparametric Statistical Methods" (1973), p. 187: lightness of tuna and panel scores; R's own example.
const lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
const scores = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]

test('r, its p value and Spearman’s rho are those of Hollander and Wolfe’s tuna', () => {
  const linear = pearson(lightness, scores)
  close(linear?.r, 0.5711816, 1e-7)
  close(linear?.p, 0.1082, 5e-5)
  close(spearman(lightness, scores)?.r, 0.6)
})

test('p values meet the table of critical values of r', () => {
  // Two-sided, by degrees of freedom (Fisher and Yates, Statistical Tables, VII).
  for (const [df, r, p] of [
    [1, 0.9969173, 0.05],
    [8, 0.6319, 0.05],
    [8, 0.7646, 0.01],
    [20, 0.4227, 0.05],
    [100, 0.1946, 0.05],
  ] as const) {
    const n = df + 2
    const x = Array.from({ length: n }, (_, i) => i - (n - 1) / 2)
    // A parabola is at right angles to a line that is centred, so a mix of both has the r that is wanted.
    const e = centred(x.map((one) => one * one))
    const scale = (v: number[]) => v.map((one) => one / Math.hypot(...v))
    const [u, w] = [scale(x), scale(e)]
    const y = u.map((one, i) => r * one + Math.sqrt(1 - r * r) * (w[i] ?? 0))
    const found = pearson(x, y)
    close(found?.r, r)
    close(found?.p, p, p * 0.005)
  }
})

const centred = (values: number[]) => values.map((one) => one - values.reduce((a, b) => a + b, 0) / values.length)

test('a tiny p value keeps its digits', () => {
  const x = Array.from({ length: 100 }, (_, i) => i)
  const y = x.map((one) => one + (one % 2))
  const p = pearson(x, y)?.p ?? 1
  assert.ok(p > 0 && p < 1e-100, `${p}`)
  assert.deepEqual(pearson([1, 2, 3, 4], [2, 4, 6, 8]), { r: 1, p: 0 })
})

test('both correlations equal those of an independent library', () => {
  const pair = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -1e6, max: 1e6 })), {
    minLength: 3,
    maxLength: 40,
  })
  fc.assert(
    fc.property(pair, (pairs) => {
      const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)]
      const linear = pearson(x, y)
      if (linear === null) return assert.ok(new Set(x).size === 1 || new Set(y).size === 1)
      close(linear.r, sampleCorrelation(x, y), 1e-9)
      // Theirs gives tied values different ranks.
      if (new Set(x).size === x.length && new Set(y).size === y.length)
        close(spearman(x, y)?.r, sampleRankCorrelation(x, y), 1e-9)
      assert.ok(linear.p >= 0 && linear.p <= 1)
    }),
    { numRuns: 200 },
  )
})

test('equal values share the mean of their ranks', () => {
  assert.deepEqual([...ranks([10, 20, 20, 5, 20])], [2, 4, 4, 1, 4])
})

test('a constant, too few pairs and the largest doubles have no infinite correlation', () => {
  assert.equal(pearson([1, 1, 1, 1], [1, 2, 3, 4]), null)
  assert.equal(pearson([0.1, 0.1, 0.1], [1, 2, 3]), null)
  assert.equal(pearson([1, 2], [1, 2]), null)
  close(pearson([1e307, 2e307, 3e307, 4e307], [1, 2, 3, 5])?.r, sampleCorrelation([1, 2, 3, 4], [1, 2, 3, 5]))
})

test('of Benjamini and Hochberg’s own fifteen p values, four are findings at 0.05', () => {
  const ps = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]
  const q = benjaminiHochberg(ps)
  assert.equal(q.filter((one) => one <= 0.05).length, 4)
  close(q[0], 0.0015)
  close(q[3], 0.035625)
  assert.deepEqual(
    q,
    q.toSorted((a, b) => a - b),
  )
  const mixed = benjaminiHochberg(ps.toReversed())
  assert.deepEqual(mixed, q.toReversed())
  assert.deepEqual([benjaminiHochberg([]), benjaminiHochberg([0.3])], [[], [0.3]])
})

const series = (id: string, days: number[]): Series => ({ id, name: id, days: Float64Array.from(days) })
/** Numbers without a pattern, the same in every run. */
const noise = (seed: number, length: number) =>
  Array.from({ length }, (_, i) => {
    const x = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453
    return x - Math.floor(x)
  })

test('a metric that follows another two days later is found with that lag and that order', () => {
  const cause = noise(1, 60)
  const effect = cause.map((_, i) => 3 - 2 * (cause[i - 2] ?? 0.5))
  const [found] = findings([testPair(series('mood', effect), series('sleep', cause))])
  assert.deepEqual(
    [found?.metricId, found?.otherMetricId, found?.lagDays, found?.direction, found?.isSignificant],
    ['sleep', 'mood', 2, 'negative', true],
  )
  assert.equal(found?.text, 'More sleep goes with less mood 2 days later.')
})

test('of twenty metrics of pure noise, hardly any pair is called a finding, though many a p is small', () => {
  const all = Array.from({ length: 20 }, (_, i) => series(`m${i}`, noise(i + 1, 90)))
  const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => testPair(a, b)))
  const small = pairs.flat().filter((one) => one.pearson.p < 0.05).length
  assert.ok(small > 50, `${small} small p values`)
  assert.ok(findings(pairs).filter((one) => one.isSignificant).length <= 2)
})

test('seven days in common are too few, eight are enough, and gaps are no days', () => {
  const x = noise(1, 8)
  assert.equal(testPair(series('a', x.slice(1)), series('b', noise(2, 7))).length, 0)
  assert.equal(testPair(series('a', x), series('b', noise(2, 8))).length, 1)
  assert.equal(testPair(series('a', [Number.NaN, ...x.slice(1)]), series('b', noise(2, 8))).length, 0)
})
