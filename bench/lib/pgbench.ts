import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { run } from './processes.ts'
import type { Statement } from './statements.ts'

export interface Inserts {
  url: string
  /** Where the script may be written. */
  file: string
  statement: Statement
  people: number
  connections: number
  seconds: number
}

/** Inserts per second that PostgreSQL takes when nothing but pgbench asks: the app's own INSERT, prepared, triggers and all. */
export async function insertsPerSecond({
  url,
  file,
  statement,
  people,
  connections,
  seconds,
}: Inserts): Promise<number> {
  await writeFile(file, `\\set user random(1, ${people})\n${scripted(statement)};\n`)
  const options = ['-n', '-M', 'prepared', '-c', String(connections), '-j', '1', '-T', String(seconds), '-f', file]
  const output = await run(program(), [...options, url])
  const [, perSecond = 'NaN'] = /tps = ([\d.]+)/.exec(output) ?? []
  return Number(perSecond)
}

/** `$1` and `$2` are the owner and the id; everything else stands in the text as it was sent. */
function scripted({ text, values }: Statement): string {
  return text.replace(/\$(\d+)/g, (_, digits: string) => {
    if (digits === '1') return `('00000000-0000-7000-8000-' || lpad(to_hex(:user::int), 12, '0'))::uuid`
    if (digits === '2') return 'gen_random_uuid()'
    return literal(values[Number(digits) - 1])
  })
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return `'{}'`
  return `'${String(value).replaceAll("'", "''")}'`
}

function program(): string {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a))
  return `/usr/lib/postgresql/${versions[0]}/bin/pgbench`
}
