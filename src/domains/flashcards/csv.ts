import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { AppError, invalid } from '#core/errors.ts'
import { type CsvCard, CsvCardFields, MAX_CSV_ROWS } from './csv.schema.ts'
import type { FlashcardRow } from './flashcards.tables.ts'

/** A card or what is wrong with its row, and the line of the file on which the row ends. */
export type CsvRow = { line: number } & ({ card: CsvCard } | { refused: string })

export const CSV_HEADER = 'front,back,hint,tags,id\n'

/**
 * Cards as lines of RFC 4180 without the header; tags are parted by semicolons. Text that a spreadsheet would take for a formula gets
 * an apostrophe in front (OWASP, "CSV Injection"), which reading takes off again.
 */
export function csvLines(cards: readonly Pick<FlashcardRow, 'id' | 'front' | 'back' | 'hint' | 'tags'>[]): string {
  return stringify(
    cards.map(({ id, front, back, hint, tags }) => [front, back, hint ?? '', tags.join(';'), id].map(armed)),
  )
}

/**
 * Reads a file with a header: columns `front` and `back` (or `question` and `answer`), and as far as there are any `hint`, `tags`
 * and `id`, in any order and spelling, parted by comma, semicolon or tab. Throws 400 when the file as a whole cannot be read; a row
 * that cannot, or that has the front or id of an earlier one, keeps its place with the reason.
 */
export function readCsv(text: string): CsvRow[] {
  const [header, ...records] = recordsOf(text)
  if (header === undefined) throw invalid('csv', 'The file is empty. Its first line names the columns.')
  const columns = columnsOf(header.record)
  for (const name of ['front', 'back'] as const)
    if (columns[name] === -1) throw invalid('csv', `The first line names no column \`${name}\`.`)
  if (records.length > MAX_CSV_ROWS)
    throw invalid('csv', `At most ${MAX_CSV_ROWS} rows are read at once; split the file.`)
  const seen = new Map<string, number>()
  return records.map(({ record, info: { lines: line } }) => {
    const row = readRow(record, columns)
    if ('refused' in row) return { line, ...row }
    const { front, id } = row.card
    for (const [field, value] of [
      ['front', front],
      ['id', id],
    ] as const) {
      const earlier = seen.get(`${field} ${value}`)
      if (earlier !== undefined) return { line, refused: `${field}: the same stands on line ${earlier}` }
    }
    seen.set(`front ${front}`, line)
    if (id !== null) seen.set(`id ${id}`, line)
    return { line, ...row }
  })
}

interface Raw {
  record: string[]
  info: { lines: number }
}

function recordsOf(text: string): Raw[] {
  const [first = ''] = text.slice(0, 2_000).split(/\r?\n/, 1)
  const count = (delimiter: string) => first.split(delimiter).length
  const [delimiter] = [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiter ?? ',',
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 200_000,
      trim: true,
    }) as unknown as Raw[] // what `info` makes of each record
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new AppError('invalid_input', `This is not CSV: ${error.message}`, {
      errors: [{ path: 'csv', message: error.message }],
    })
  }
}

const NAMES = {
  front: ['front', 'question', 'term'],
  back: ['back', 'answer', 'definition'],
  hint: ['hint'],
  tags: ['tags', 'tag'],
  id: ['id'],
} as const
type Columns = Record<keyof typeof NAMES, number>

function columnsOf(header: string[]): Columns {
  const given = header.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ''))
  const place = (names: readonly string[]) => given.findIndex((name) => names.includes(name))
  return {
    front: place(NAMES.front),
    back: place(NAMES.back),
    hint: place(NAMES.hint),
    tags: place(NAMES.tags),
    id: place(NAMES.id),
  }
}

function readRow(record: string[], columns: Columns): { card: CsvCard } | { refused: string } {
  const cell = (name: keyof Columns) => disarmed(record[columns[name]] ?? '')
  const tags = cell('tags').split(';')
  const parsed = CsvCardFields.safeParse({
    front: cell('front'),
    back: cell('back'),
    hint: cell('hint') || null,
    tags: tags.map((tag) => tag.trim()).filter((tag) => tag !== ''),
    id: cell('id') || null,
  })
  if (parsed.success) return { card: parsed.data }
  const [issue] = parsed.error.issues
  return { refused: `${issue?.path.join('.')}: ${issue?.message}` }
}

const armed = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const disarmed = (text: string) => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text)
