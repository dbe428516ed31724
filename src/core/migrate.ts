import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from './db.ts'

const FOLDER = path.join(import.meta.dirname, '../../migrations')
const LOCK = 7_236_501

interface Step {
  name: string
  text: string
  checksum: string
}

/**
 * Brings the database to the newest migration, in the order of file names, each in one transaction; several processes may start
 * at once. A migration that has run must never change: a different checksum stops the start. Answers the names it ran.
 */
export async function migrate(database: Database, progress: (line: string) => void = () => {}): Promise<string[]> {
  // Without the lock two sessions may both find no table and both create it.
  await database.script(`begin;
    select pg_advisory_xact_lock(${LOCK});
    create table if not exists migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now());
    commit;`)
  const steps = await readSteps()
  const missing = await pending(database, steps)
  for (const [at, step] of missing.entries()) {
    progress(`migrating ${at + 1}/${missing.length}: ${step.name}`)
    await apply(database, step)
  }
  return missing.map((step) => step.name)
}

/** Names of migrations that have not run here. Throws when one that ran has been edited since. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  return (await pending(database, await readSteps())).map((step) => step.name)
}

/** A digest of all migrations: two equal digests mean equal schemas. */
export async function schemaDigest(): Promise<string> {
  const sums = (await readSteps()).map(({ name, checksum }) => `${name} ${checksum}`).join()
  return createHash('sha256').update(sums).digest('hex').slice(0, 16)
}

async function readSteps(): Promise<Step[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(FOLDER, name), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function pending(database: Database, steps: Step[]): Promise<Step[]> {
  const done = await database.query<{ name: string; checksum: string }>('select name, checksum from migrations')
  const checksums = new Map(done.map((row) => [row.name, row.checksum]))
  const edited = steps.find((step) => checksums.has(step.name) && checksums.get(step.name) !== step.checksum)
  if (edited)
    throw new Error(`Migration ${edited.name} was changed after it ran. Restore it and add a new file instead.`)
  return steps.filter((step) => !checksums.has(step.name))
}

/** Under a lock, and asked again once it is held: a second process that starts at the same time finds nothing left to do. */
async function apply(database: Database, step: Step) {
  await database
    .script(`begin;
    select pg_advisory_xact_lock(${LOCK});
    do $migration$ begin
      if exists (select from migrations where name = '${step.name}') then raise exception 'already applied' using errcode = 'AL001'; end if;
    end $migration$;
    ${step.text};
    insert into migrations (name, checksum) values ('${step.name}', '${step.checksum}');
    commit;`)
    .catch((error: { code?: string }) => {
      if (error.code !== 'AL001') throw new Error(`Migration ${step.name} failed: ${String(error)}`, { cause: error })
    })
}
