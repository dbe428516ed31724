import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { AppError, invalid } from '#core/errors.ts'
import { isDay, isLocal, resolveLocal } from '#core/time/zones.ts'
import { MAX_CSV_ROWS, MetricLogFields } from './logs.schema.ts'

/** A log or what is wrong with its row, and the line of the file on which the row ends. */
export type CsvRow = { line: number } & ({ log: MetricLogFields } | { refused: string })

export const CSV_HEADER = 'loggedAt,value,note,externalId\n'

interface Line {
  id: string
  loggedAt: string
  value: number
  note: string | null
  externalId: string | null
}

/**
 * Logs as lines of RFC 4180 without the header. A log without an external id goes by its own id, so that what was exported can be
 * read back without doubling it. Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV
 * Injection"), which reading takes off again.
 */
export function csvLines(logs: Line[]): string {
  return stringify(
    logs.map(({ id, loggedAt, value, note, externalId }) => [
      loggedAt,
      String(value),
      armed(note),
      armed(externalId ?? id),
    ]),
  )
}

/**
 * Reads a file with a header: a column `value`, and as far as there are any `loggedAt` (or `date`, `timestamp`, `time`), `note`
 * and `externalId` (or `id`), in any order and spelling. Columns are parted by comma, semicolon or tab, as a first line `sep=;` may
 * say; where it is not the comma, numbers may have one. A time without an offset, and noon of a day without a time, is of the given zone. Throws 400 when the
 * file as a whole cannot be read, or none of its columns says when although there are some that nobody knows; a row that cannot keeps its place with the reason.
 */
export function readCsv(text: string, zone: string): CsvRow[] {
  const [mark = '', named] = /^\uFEFF?sep=([,;\t])(?=\r?\n)/i.exec(text) ?? []
  const delimiter = named ?? delimiterOf(text)
  // What is left of the line that named it is empty, and counts as a line.
  const [header, ...rows] = recordsOf(text.slice(mark.length), delimiter)
  if (header === undefined) throw invalid('csv', 'The file is empty. Its first line names the columns.')
  const columns = columnsOf(header.record)
  if (columns.value === -1) throw invalid('csv', 'The first line names no column `value`.')
  refuseUntimed(header.record, columns)
  if (rows.length > MAX_CSV_ROWS) throw invalid('csv', `At most ${MAX_CSV_ROWS} rows are read at once; split the file.`)
  return rows.map(({ record, info }) => ({ line: info.lines, ...readRow(record, columns, delimiter, zone) }))
}

/** Of a file whose days nobody recognised, all rows would be logged now. */
function refuseUntimed(header: string[], columns: Columns) {
  const known = Object.values(columns)
  const strange = header.filter((_, at) => !known.includes(at)).map((name) => `'${name.slice(0, 40)}'`)
  if (columns.loggedAt !== -1 || strange.length === 0) return
  const which = strange.slice(0, 5).join(', ')
  throw invalid(
    'csv',
    `No column says when. Name it loggedAt, date, timestamp or time; to log all now, leave out ${which}.`,
  )
}

interface RawRow {
  record: string[]
  info: { lines: number }
}

function recordsOf(text: string, delimiter: string): RawRow[] {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
      trim: true,
    }) as unknown as RawRow[] // what `info` makes of each record
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new AppError('invalid_input', `This is not CSV: ${error.message}`, {
      errors: [{ path: 'csv', message: error.message }],
    })
  }
}

const DELIMITERS = [',', ';', '\t'] as const

/** The one that the first line has most of. */
function delimiterOf(text: string): string {
  const first = text.slice(0, 2_000).split(/\r?\n/, 1)[0] ?? ''
  const count = (delimiter: string) => first.split(delimiter).length
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

type Columns = Record<keyof typeof NAMES, number>

const NAMES = {
  value: ['value', 'amount'],
  loggedAt: ['loggedat', 'timestamp', 'datetime', 'date', 'time'],
  note: ['note', 'notes', 'comment'],
  externalId: ['externalid', 'id'],
} as const

function columnsOf(header: string[]): Columns {
  const given = header.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ''))
  const place = (names: readonly string[]) => {
    const name = names.find((one) => given.includes(one))
    return name === undefined ? -1 : given.indexOf(name)
  }
  return {
    value: place(NAMES.value),
    loggedAt: place(NAMES.loggedAt),
    note: place(NAMES.note),
    externalId: place(NAMES.externalId),
  }
}

function readRow(record: string[], columns: Columns, delimiter: string, zone: string) {
  const cell = (name: keyof Columns) => record[columns[name]] ?? ''
  const value = numberIn(cell('value'), delimiter)
  if (value === null) return { refused: `value: '${cell('value').slice(0, 40)}' is not a number` }
  const loggedAt = instantIn(cell('loggedAt'), zone)
  if (loggedAt === null) return { refused: `loggedAt: '${cell('loggedAt').slice(0, 40)}' is not a day or a time` }
  const [note, externalId] = [disarmed(cell('note')), disarmed(cell('externalId'))]
  const parsed = MetricLogFields.safeParse({
    value,
    ...(loggedAt !== undefined && { loggedAt }),
    ...(note !== '' && { note }),
    ...(externalId !== '' && { externalId }),
  })
  if (parsed.success) return { log: parsed.data }
  const issue = parsed.error.issues[0]
  return { refused: `${issue?.path.join('.')}: ${issue?.message}` }
}

function numberIn(text: string, delimiter: string): number | null {
  const plain = delimiter === ',' ? text : text.replace(',', '.')
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null
}

/** Undefined when nothing is given, null when it cannot be read. */
function instantIn(text: string, zone: string): string | undefined | null {
  if (text === '') return undefined
  if (isDay(text)) return resolveLocal(`${text}T12:00`, zone)
  const local = text.replace(' ', 'T').replace(/\.\d+$/, '')
  if (isLocal(local)) return resolveLocal(local, zone)
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)$/i.test(text)) return null
  const ms = Date.parse(text.replace(/ (?=\d)/, 'T').replace(' ', ''))
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

const FORMULA = /^[=+\-@\t\r]/
const armed = (text: string | null) => (text !== null && FORMULA.test(text) ? `'${text}` : text)
const disarmed = (text: string) => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text)
