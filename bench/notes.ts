import { type Database, openPostgres } from '#core/db.ts'
import { listNotes } from '#domains/notes/notes.service.ts'
import { freshDatabase } from '#test/harness.ts'
import { report } from './lib/figures.ts'
import { type Action, MADE_ID, quietCtx, timesOf } from './lib/growth.ts'
import { userId } from './lib/people.ts'

// Whether the list of notes stays as fast for somebody with fifty thousand of them: README.md says how to read it.

const [FEW, MANY] = [100, 50_000]
const REPEATS = 200
const PAGE = 50

async function main() {
  const own = await freshDatabase()
  if (own.url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/notes.ts')
  const database = openPostgres(own.url, 4, () => {})
  try {
    for (const [at, rows] of [FEW, MANY].entries()) await addNotes(database, userId(at + 1), rows)
    await database.script('vacuum analyze notes')
    const [few, many] = [await actionsOf(database, userId(1)), await actionsOf(database, userId(2))]
    for (const name of Object.keys(few) as (keyof typeof few)[]) {
      const [before, after] = await timesOf(few[name], many[name], REPEATS)
      console.log(`  ${name}: ${before.toFixed(2)} ms → ${after.toFixed(2)} ms`)
      const what = `notes, ${name}: time, ${FEW} → ${MANY / 1_000} k notes`
      report({ what, value: after / before, unit: 'x', goal: { atMost: 1.5 } })
    }
  } finally {
    await database.close()
    await own.drop()
  }
}

async function actionsOf(database: Database, id: string) {
  const ctx = quietCtx(database, id)
  const newest = { limit: PAGE, sort: 'newest', archived: 'false' } as const
  const { nextCursor } = await listNotes(ctx, newest)
  if (nextCursor === null) throw new Error('There is one page only')
  return {
    'the newest': () => listNotes(ctx, newest),
    'the page after': () => listNotes(ctx, { ...newest, cursor: nextCursor }),
    'changed last': () => listNotes(ctx, { ...newest, sort: 'updated' }),
    'by title': () => listNotes(ctx, { ...newest, sort: 'title' }),
    'text that is nowhere': () => listNotes(ctx, { ...newest, q: 'quagga' }),
  } satisfies Record<string, Action>
}

/** Triggers are off: history is not what is timed. */
async function addNotes(database: Database, id: string, rows: number) {
  await database.query(`insert into users (id, email) select id, id || '@example.org' from unnest($1::uuid[]) id`, [
    [id],
  ])
  await database.script(`
    begin;
    set local session_replication_role = replica;
    set local statement_timeout = 0;
    insert into notes (user_id, id, title, content, updated_at)
      select '${id}', ${MADE_ID}, 'Note ' || md5(n::text), repeat('What I read about gardens and rivers. ', 20), now() - n * interval '1 minute'
      from generate_series(1, ${rows}) n;
    commit;`)
}

await main()
