import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** Of the lines that can run, in percent. */
export const LEAST_COVERED = 85

/** What a process needs to be told so that it leaves a report of the lines it ran in this folder. */
export const measured = (folder: string, name: string) => [
  '--experimental-test-coverage',
  '--test-coverage-include=src/**',
  '--test-coverage-exclude=**/*.test.ts',
  '--test-coverage-exclude=**/*.fixture.ts',
  '--test-reporter=lcov',
  `--test-reporter-destination=${path.join(folder, `${name}.lcov`)}`,
]

interface Covered {
  percent: number
  /** Files with the most lines that nothing runs, the worst first. */
  worst: { file: string; missed: number; lines: number }[]
}

/** All reports of a folder together: a line is covered that ran in any process. */
export async function coveredBy(folder: string): Promise<Covered> {
  const files = new Map<string, Map<number, boolean>>()
  for (const report of await readdir(folder)) add(files, await readFile(path.join(folder, report), 'utf8'))
  const each = [...files].map(([file, lines]) => ({
    file,
    lines: lines.size,
    missed: [...lines.values()].filter((ran) => !ran).length,
  }))
  const sum = (field: 'lines' | 'missed') => each.reduce((total, one) => total + one[field], 0)
  const worst = each.sort((a, b) => b.missed - a.missed).slice(0, 10)
  return { percent: 100 * (1 - sum('missed') / sum('lines')), worst }
}

/** A report in the format of lcov: `SF:<file>`, then `DA:<line>,<times>` for each of its lines. */
function add(files: Map<string, Map<number, boolean>>, report: string) {
  let lines = new Map<number, boolean>()
  for (const row of report.split('\n')) {
    const [, what, rest = ''] = /^(SF|DA):(.*)$/.exec(row) ?? []
    if (what === 'SF') {
      lines = files.get(rest) ?? new Map()
      files.set(rest, lines)
    }
    if (what !== 'DA') continue
    const [line = 0, times = 0] = rest.split(',').map(Number)
    lines.set(line, (lines.get(line) ?? false) || times > 0)
  }
}
