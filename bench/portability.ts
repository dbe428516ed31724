import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { actingAs, type Ctx } from '#core/ctx.ts'
import { eraseRows } from '#domains/accounts/erasure.queries.ts'
import { makeExport } from '#domains/portability/exporting.service.ts'
import { freshDatabase, startApp } from '#test/harness.ts'
import { userId } from './lib/people.ts'

// What leaving costs somebody who has a great deal: README.md says how to run and read it. ROWS=1000000 is the figure that is promised.

/** Between two writes of somebody else: a busy person, not a load. */
const PAUSE_MS = 10
const ROWS = Number(process.env.ROWS ?? 100_000)
const OWNER = userId(1)
const OTHER = userId(2)
const EXPORT = '0198f3a1-7c00-7000-8000-0000000000e1'

const id = (n: string) => sql.raw(`('0198f3a1-7c00-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`)

async function main() {
  const own = await freshDatabase()
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'))
  const app = await startApp({ database: own.database, env: { DATA_DIR: dataDir } })
  const { base, reach } = app.platform
  const ctx: Ctx = { ...base, actor: null }
  try {
    await fill(ctx)
    await exportAll(ctx, reach)
    await eraseAll(ctx)
  } finally {
    await app.close()
    await own.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A tenth tasks, two fifths days of habits, and the change of each: as many rows in all as were asked for. */
async function fill({ db }: Ctx) {
  const [tasks, logs] = [ROWS / 10, (ROWS * 4) / 10]
  await db.execute(
    sql`insert into users (id, email) values (${OWNER}, 'one@example.org'), (${OTHER}, 'two@example.org')`,
  )
  await db.execute(
    sql`insert into tasks (user_id, id, title, description)
        select ${OWNER}, ${id('n')}, 'Task ' || n, repeat(md5(n::text), 8) from generate_series(1, ${tasks}::int) n`,
  )
  await db.execute(
    sql`insert into tasks (user_id, id, title, description)
        select ${OTHER}, ${id('n')}, 'Task ' || n, repeat(md5(n::text), 8) from generate_series(1, 10000) n`,
  )
  await db.execute(
    sql`insert into habits (user_id, id, name, schedule, start_date)
        values (${OWNER}, ${id('1')}, 'Read', '{"kind":"times_per","times":1,"days":1}', '1900-01-01')`,
  )
  for (let at = 0; at < logs; at += 100_000)
    await db.execute(
      sql`insert into habit_logs (user_id, id, habit_id, date, state)
          select ${OWNER}, ${id('n')}, ${id('1')}, '0001-01-01'::date + n, 'done'
          from generate_series(${at + 1}::int, ${Math.min(at + 100_000, logs)}::int) n`,
    )
  await db.execute(sql`analyze`)
}

async function exportAll(base: Ctx, reach: Parameters<typeof makeExport>[1]) {
  const ctx = actingAs(base, OWNER, 'bench')
  for (const who of [OTHER, OWNER])
    await ctx.db.execute(sql`insert into exports (user_id, id, secret) values (${who}, ${EXPORT}, 'x')`)
  // What any export takes, however small, is not what grows with rows.
  await makeExport(actingAs(base, OTHER, 'bench'), reach, { id: EXPORT, url: 'http://bench' })
  globalThis.gc?.()
  const [growth, other] = [watchMemory(), someoneElse(ctx)]
  const started = performance.now()
  await makeExport(ctx, reach, { id: EXPORT, url: 'http://bench' })
  const seconds = (performance.now() - started) / 1_000
  const grown = growth()
  await other()
  const rows = (await ctx.db.execute(
    sql`select rows, bytes from exports where user_id = ${OWNER} and id = ${EXPORT}`,
  )) as unknown as {
    rows: { rows: string; bytes: string }[]
  }
  const [made] = rows.rows
  const megabytes = Number(made?.bytes) / 1e6
  console.log(`export: ${made?.rows} rows in ${seconds.toFixed(1)} s, ${megabytes.toFixed(1)} MB of zip`)
  console.log(`  ${Math.round(Number(made?.rows) / seconds)} rows/s, memory grew by ${grown}`)
}

/** By how many MB each kind of memory grew at most. What V8 has reserved and not given back yet stands in the first figure only. */
function watchMemory(): () => string {
  const before = process.memoryUsage()
  const most = { ...before }
  const kinds = ['rss', 'heapTotal', 'heapUsed', 'external'] as const
  const watch = setInterval(() => {
    const now = process.memoryUsage()
    for (const kind of kinds) most[kind] = Math.max(most[kind], now[kind])
  }, 20)
  return () => {
    clearInterval(watch)
    return kinds.map((kind) => `${kind} ${((most[kind] - before[kind]) / 1e6).toFixed(0)} MB`).join(', ')
  }
}

async function eraseAll(ctx: Ctx) {
  await ctx.db.execute(sql`update users set status = 'erasing' where id = ${OWNER}`)
  const other = someoneElse(ctx)
  const started = performance.now()
  const gone = await eraseRows(ctx, OWNER)
  const seconds = (performance.now() - started) / 1_000
  console.log(`erasure: ${gone} rows in ${seconds.toFixed(1)} s, ${Math.round(gone / seconds)} rows/s`)
  await other()
}

/** Writes until it is told to stop, and then says how long the longest write took. */
function someoneElse({ db }: Ctx): () => Promise<void> {
  let [isOver, longest, writes] = [false, 0, 0]
  const writing = (async () => {
    while (!isOver) {
      const started = performance.now()
      await db.execute(sql`insert into tasks (user_id, id, title) values (${OTHER}, gen_random_uuid(), 'Meanwhile')`)
      longest = Math.max(longest, performance.now() - started)
      writes++
      await sleep(PAUSE_MS)
    }
  })()
  return async () => {
    isOver = true
    await writing
    console.log(`  meanwhile somebody else wrote ${writes} times, the slowest took ${longest.toFixed(0)} ms`)
  }
}

await main()
