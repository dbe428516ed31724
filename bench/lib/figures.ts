import { appendFileSync } from 'node:fs'

/** One measured thing. Ratios are the point: an absolute time says more about the machine than about the program. */
export interface Figure {
  what: string
  value: number
  /** `x` is a ratio; `statements` are counted, not timed. */
  unit: 'x' | 's' | 'ms' | 'statements' | 'kB' | '%'
  goal?: { atLeast: number } | { atMost: number }
}

/** Prints a figure and, under bench/run.ts, puts it on the table at the end. */
export function report(figure: Figure) {
  console.log(`  ${lineOf(figure).join('  ')}`)
  const file = process.env.BENCH_FIGURES
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figure)}\n`)
}

export function table(figures: Figure[]): string {
  const rows = figures.map(lineOf)
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

/** Null when the figure has no goal. */
export function isReached({ value, goal }: Figure): boolean | null {
  if (goal === undefined) return null
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost
}

/** The middle of the values; of an even number, the mean of the two in the middle. NaN when there are none. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}

function lineOf(figure: Figure): [string, string, string, string] {
  const { what, value, unit, goal } = figure
  const target = goal === undefined ? '' : 'atLeast' in goal ? `goal ≥ ${goal.atLeast}` : `goal ≤ ${goal.atMost}`
  const reached = isReached(figure)
  return [what, `${digits(value)} ${unit}`, target, reached === null ? '' : reached ? 'reached' : 'MISSED']
}

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))
