import { createHash } from 'node:crypto'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import type { Image } from '#core/images.ts'
import { tablePath } from './archive.ts'
import { makeStaging, type Staged, stageRows } from './arrival.queries.ts'
import { examinerOf } from './arriving.ts'
import type { OwnedTable } from './catalogue.ts'
import { complaintOf, type Findings } from './findings.ts'
import type { ReadManifest } from './manifest.ts'
import { linesOf, type OpenZip } from './unzip.ts'

const ROWS_AT_ONCE = 500
const TEXT_AT_ONCE = 1_000_000

export interface Source {
  zip: OpenZip
  summary: ReadManifest['tables'][number]
  entities: Entities
  findings: Findings
  /** Told after every portion; throws when nobody waits for it any more. */
  beat: (rows: number) => Promise<void>
}

interface Line {
  line: number
  row: Image
}

/** Examines the lines of a table and lays the rows down in a table of this transaction. Null when there are none. */
export async function stageTable(ctx: UserCtx, table: OwnedTable, at: number, source: Source): Promise<Staged | null> {
  const { zip, summary, entities, findings, beat } = source
  const where = tablePath(table.name)
  const examine = examinerOf(table, entities)
  const hash = createHash('sha256')
  let staged: Staged | null = null
  let [portion, length, count]: [Line[], number, number] = [[], 0, 0]
  const lay = async () => {
    if (staged === null && portion[0]) {
      const columns = Object.keys(portion[0].row)
      staged = { table, columns, staging: await makeStaging(ctx, table, columns, at), rows: 0 }
    }
    if (staged) await layDown(ctx, staged, portion, findings)
    await beat(portion.length)
    portion = []
    length = 0
  }
  for await (const { line, text } of linesOf(await zip.read(where), where, (chunk) => hash.update(chunk))) {
    count++
    const examined = examine(text)
    if ('fault' in examined) findings.add(where, line, examined.fault)
    else portion.push({ line, row: examined.row })
    length += text.length
    if (portion.length >= ROWS_AT_ONCE || length >= TEXT_AT_ONCE) await lay()
  }
  await lay()
  if (count !== summary.rows || hash.digest('hex') !== summary.sha256)
    findings.add(where, null, 'is not what the manifest says of it: it was changed or damaged')
  return staged
}

/** All of them, or those that the database takes; each other one is found by halving. */
async function layDown(ctx: UserCtx, staged: Staged, lines: Line[], findings: Findings): Promise<void> {
  if (lines.length === 0) return
  const { table, staging, columns } = staged
  const rows = lines.map(({ row }) => row)
  try {
    await inTransaction(ctx, (ctx) => stageRows(ctx, table, staging, columns, rows))
    staged.rows += lines.length
  } catch (error) {
    const complaint = complaintOf(error)
    if (complaint === null) throw error
    const [first] = lines
    if (lines.length === 1 && first) return findings.add(tablePath(table.name), first.line, complaint)
    const half = lines.length >> 1
    await layDown(ctx, staged, lines.slice(0, half), findings)
    await layDown(ctx, staged, lines.slice(half), findings)
  }
}
