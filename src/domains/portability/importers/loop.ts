import { isDay } from '#core/time/zones.ts'
import { refused } from '../unzip.ts'
import { fitted, idsOf, type Plan, type Reader, type Row, rowsOf, type Step } from './plan.ts'

/** Files of the zip, as text, by name. */
export type Texts = ReadonlyMap<string, string>

export const HABITS = 'Habits.csv'
export const CHECKMARKS = 'Checkmarks.csv'

/**
 * Reads what Loop Habit Tracker exports as CSV: `Habits.csv` with a habit a row and `Checkmarks.csv` with a day a row and a habit a column; without
 * the latter the `Checkmarks.csv` in the folder of each habit. Repeated checkmarks that Loop filled in by itself are no days of one's own.
 */
export function planLoop(texts: Texts, reader: Reader): Plan {
  const habits = texts.get(HABITS)
  if (habits === undefined) throw refused('not_that_program', `The zip has no ${HABITS}: Loop did not make it.`)
  const idOf = idsOf(reader, 'loop')
  const plan: Plan = { steps: [], problems: [] }
  const rows = rowsOf(habits, 'Name', HABITS).filter((row) => row.cell('Name') !== '')
  const all = texts.get(CHECKMARKS)
  for (const [at, row] of rows.entries()) {
    const name = row.cell('Name')
    const days = all === undefined ? ownDays(texts, at, row) : columnOf(all, name)
    plan.steps.push(habitOf(row, idOf(name), days))
  }
  return plan
}

type Days = NonNullable<Step['days']>

function habitOf(row: Row, id: string, raw: [date: string, value: string][]): Step {
  const isNumber = /numer|measur|^1$/i.test(row.cell('Type')) || row.cell('Unit') !== ''
  const [times, days] = frequencyOf(row)
  const amount = Number(row.cell('Target Value'))
  const kept = raw.flatMap(([date, value]) => dayOf(date, value, isNumber))
  const first = kept.map(({ date }) => date).sort()[0]
  const input: Step['input'] = {
    name: row.cell('Name').slice(0, 200),
    description: fitted([row.cell('Question'), row.cell('Description')].filter(Boolean).join('\n\n'), 10_000),
    schedule: { kind: 'times_per', times: Math.min(times, days), days },
    archived: row.cell('Archived?').toLowerCase() === 'true',
    ...(first !== undefined && { startDate: first }),
    ...(isNumber && amount > 0 && { target: targetOf(row, amount) }),
  }
  return { where: HABITS, line: row.line, entity: 'habit', id, input, days: kept }
}

const targetOf = (row: Row, amount: number) => ({
  unit: row.cell('Unit').slice(0, 50) || 'times',
  amount,
  type: /most/i.test(row.cell('Target Type')) ? 'at_most' : 'at_least',
})

/** Older versions call it repetitions in an interval. */
function frequencyOf(row: Row): [times: number, days: number] {
  const number = (text: string) => Math.min(Math.max(1, Math.round(Number(text)) || 1), 366)
  const times = row.cell('FrequencyNumerator') || row.cell('NumRepetitions')
  const days = row.cell('FrequencyDenominator') || row.cell('Interval')
  return [number(times), number(days)]
}

function columnOf(text: string, name: string): [string, string][] {
  return rowsOf(text, 'Date', CHECKMARKS).map((row) => [row.cell('Date'), row.cell(name)])
}

/** `001 Wake up early/Checkmarks.csv`, whose two columns have had different names. */
function ownDays(texts: Texts, at: number, row: Row): [string, string][] {
  const position = row.cell('Position') || String(at + 1).padStart(3, '0')
  const found = [...texts].find(([path]) => path.startsWith(`${position} `) && path.endsWith(`/${CHECKMARKS}`))
  if (!found) return []
  return found[1].split(/\r?\n/).flatMap((line): [string, string][] => {
    const [date = '', value = ''] = line.split(',')
    return isDay(date) ? [[date, value.trim()]] : []
  })
}

/** 2 and YES_MANUAL were ticked, 3 and SKIP skipped; measured days are in thousandths. */
function dayOf(date: string, value: string, isNumber: boolean): Days {
  if (!isDay(date)) return []
  if (/^(3|SKIP)$/i.test(value)) return [{ date, state: 'skipped' }]
  if (isNumber) return Number(value) > 0 ? [{ date, state: 'done', amount: Number(value) / 1_000 }] : []
  return /^(2|YES_MANUAL)$/i.test(value) ? [{ date, state: 'done' }] : []
}
