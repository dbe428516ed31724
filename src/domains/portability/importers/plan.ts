import { parse } from 'csv-parse/sync'
import { derivedId } from '#core/ids.ts'
import { refused } from '../unzip.ts'

/** One item that a file of another program comes to. */
export interface Step {
  /** On which line of which file it stands. */
  where: string
  line: number | null
  entity: 'project' | 'task' | 'habit' | 'journal_entry'
  /** Follows from what the file says of it, so that the same file read again means the same items. */
  id: string
  /** As its collection takes it. */
  input: Record<string, unknown>
  /** Of a habit. */
  days?: { date: string; state: 'done' | 'skipped' | 'missed'; amount?: number }[]
  /** Of an entry: pictures in the zip, and what stands for each in its text. */
  pictures?: { entry: string; name: string; mark: string }[]
}

export interface Plan {
  steps: Step[]
  /** What was not understood; each concerns its line alone. */
  problems: { where: string; line: number | null; message: string }[]
}

/** For whom a file is read. */
export interface Reader {
  userId: string
  /** Instant. */
  now: string
  /** Where dates without a zone are meant. */
  zone: string
  /** What the file is called. */
  name: string
}

/** More is not read from one file of another program. */
export const MAX_STEPS = 10_000

/** A maker of ids out of what a program calls an item: the second of the same name gets another one. */
export function idsOf(reader: Reader, source: string): (key: string) => string {
  const seen = new Map<string, number>()
  return (key) => {
    const nth = (seen.get(key) ?? 0) + 1
    seen.set(key, nth)
    return derivedId(reader.userId, `${source}:${key}:${nth}`, SORTED_AT)
  }
}

/** They sort before whatever was written here. */
const SORTED_AT = Date.UTC(2010, 0, 1)

export interface Row {
  /** On which it ends. */
  line: number
  cell: (name: string) => string
}

/** Rows of a CSV file under its header, which is the first line that has this column. Names of columns are told apart without their case. */
export function rowsOf(text: string, column: string, where: string): Row[] {
  const records = recordsOf(text, where)
  const named = (record: string[]) => record.map((name) => name.toLowerCase().trim())
  const at = records.findIndex(({ record }) => named(record).includes(column.toLowerCase()))
  const header = records[at]
  if (!header) throw refused('not_that_program', `${where} has no column ${column}: another program made it.`)
  const columns = new Map(named(header.record).map((name, place) => [name, place]))
  return records.slice(at + 1).map(({ record, info: { lines: line } }) => ({
    line,
    cell: (name) => (record[columns.get(name.toLowerCase()) ?? -1] ?? '').trim(),
  }))
}

interface Raw {
  record: string[]
  info: { lines: number }
}

function recordsOf(text: string, where: string): Raw[] {
  try {
    // What `info` makes of each record.
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 400_000,
    }) as unknown as Raw[]
  } catch (error) {
    throw refused('not_csv', `${where} is not CSV: ${(error as Error).message}`)
  }
}

/** A text within what a field takes; null when there is none. */
export const fitted = (text: string, most: number): string | null => (text === '' ? null : text.slice(0, most))
