import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  linearRegression,
  medianAbsoluteDeviation,
  median as referenceMedian,
  rSquared,
  standardDeviation,
} from 'simple-statistics'
import { leastSquares, mean, median, populationDeviation, predict, robustSpread } from './statistics.ts'

const close = (actual: number | undefined, expected: number, within = 1e-9) => {
  const room = within * Math.max(1, Math.abs(expected))
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= room, `${actual} instead of ${expected}`)
}

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 60 })

test('mean and deviation keep their digits where textbook formulas lose them (NIST StRD NumAcc3 and NumAcc4)', () => {
  for (const base of [1_000_000, 10_000_000]) {
    const data = [base + 0.2]
    for (let i = 0; i < 500; i++) data.push(base + 0.1, base + 0.3)
    close(mean(data), base + 0.2, 1e-15)
    // Certified: a sample deviation of 0.1 exactly. What is left is the rounding of the data themselves.
    close(populationDeviation(data) * Math.sqrt(1001 / 1000), 0.1, 1e-8)
  }
})

test('a line has the certified values of NIST StRD Norris', () => {
  const y = [
    0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
    557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2,
    0.2,
  ]
  const x = [
    0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5,
    11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1,
    448.9, 0.5,
  ]
  const line = leastSquares(x, y)
  close(line?.intercept, -0.262323073774029, 1e-11)
  close(line?.slope, 1.00211681802045, 1e-13)
  close(line?.deviation, 0.884796396144373, 1e-12)
  close(line?.r2, 0.999993745883712, 1e-14)
})

test('Anscombe’s four sets have one and the same line (The American Statistician 27, 1973)', () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const sets: [number[], number[]][] = [
    [x, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]],
    [x, [9.14, 8.14, 8.74, 8.77, 9.26, 8.1, 6.13, 3.1, 9.13, 7.26, 4.74]],
    [x, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73]],
    [
      [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8],
      [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.5, 5.56, 7.91, 6.89],
    ],
  ]
  for (const [x, y] of sets) {
    const line = leastSquares(x, y)
    close(line?.slope, 0.5, 1e-3)
    close(line?.intercept, 3, 1e-3)
    close(line?.r2, 0.667, 1e-3)
  }
})

test('lines, medians and deviations equal those of an independent library', () => {
  fc.assert(
    fc.property(values, (y) => {
      const x = y.map((_, i) => i)
      const pairs = y.map((value, i) => [i, value])
      const [line, theirs] = [leastSquares(x, y), linearRegression(pairs)]
      close(line?.slope, theirs.m, 1e-7)
      close(line?.intercept, theirs.b, 1e-7)
      if (standardDeviation(y) > 1)
        close(
          line?.r2,
          rSquared(pairs, (at) => theirs.m * at + theirs.b),
          1e-6,
        )
      close(populationDeviation(y), standardDeviation(y), 1e-9)
      close(median(y), referenceMedian(y))
      const { unit } = robustSpread(y)
      const mad = medianAbsoluteDeviation(y)
      if (mad > 1e-6) close(unit, mad / 0.6745)
    }),
    { numRuns: 200 },
  )
})

test('the prediction interval is that of the normal equations with t from the table', () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
  const line = leastSquares(x, y)
  assert.ok(line)
  // (X'X)^-1 of a line by hand, and t(0.975; 9) = 2.262157.
  const [n, sx, sxx] = [11, 99, 1001]
  const determinant = n * sxx - sx * sx
  const leverage = (sxx - 2 * 20 * sx + 20 * 20 * n) / determinant
  const residual = y.reduce((sum, value, i) => sum + (value - line.intercept - line.slope * (x[i] ?? 0)) ** 2, 0)
  const half = 2.262157 * Math.sqrt((residual / 9) * (1 + leverage))
  const { value, low, high } = predict(line, 20)
  close(value, 13.00190909, 1e-7)
  close(high - value, half, 1e-6)
  close(value - low, half, 1e-6)
})

test('the modified z-score finds what hides from the z-score (Tietjen and Moore’s uranium data, NIST 1.3.5.17)', () => {
  const data = [199.31, 199.53, 200.19, 200.82, 201.92, 201.95, 202.18, 245.57]
  const { median, unit } = robustSpread(data)
  close(median, 201.37)
  close((245.57 - median) / unit, (0.6745 * 44.2) / 0.995)
  assert.ok((245.57 - mean(data)) / populationDeviation(data) < 3)
})

test('when most values are the same, the mean distance stands in for the median one', () => {
  const { median, unit } = robustSpread([5, 5, 5, 5, 5, 5, 15])
  close(median, 5)
  close(unit, (10 / 7) * 1.253314)
  assert.equal(robustSpread([3, 3, 3]).unit, 0)
})

test('the same value again and again, one value, and values at the edge of a double give numbers', () => {
  assert.equal(populationDeviation([7, 7, 7]), 0)
  assert.equal(populationDeviation([0.1, 0.1, 0.1]), 0)
  assert.equal(populationDeviation([42]), 0)
  assert.deepEqual([leastSquares([1], [1]), leastSquares([2, 2, 2], [1, 2, 3])], [null, null])
  const flat = leastSquares([0, 1, 2], [5, 5, 5])
  assert.deepEqual([flat?.slope, flat?.intercept, flat?.r2, flat?.deviation], [0, 5, 1, 0])
  const huge = [1e308, -1e308, 1e308, -1e308]
  close(mean(huge), 0)
  close(populationDeviation(huge) / 1e308, 1)
  close(median([1e308, 1.2e308]) / 1e308, 1.1)
  const steep = leastSquares([0, 1, 2, 3], [0, 3e307, 6e307, 9e307])
  close((steep?.slope ?? 0) / 3e307, 1)
  close(steep?.r2, 1)
})
