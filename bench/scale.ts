import { type Database, openPostgres } from '#core/db.ts'
import { createTask, getTask, listTasks } from '#domains/tasks/tasks.service.ts'
import { freshDatabase } from '#test/harness.ts'
import { report } from './lib/figures.ts'
import { type Action, MADE_ID, quietCtx, timesOf } from './lib/growth.ts'
import { userId } from './lib/people.ts'
import { type Statement, statementsOf } from './lib/statements.ts'

// Whether a user's list, item and write stay as fast while everybody else's rows, or their own, grow: README.md says how to read it.

const FEW_OTHERS = 10_000
const MANY_OTHERS = 1_000_000
const FEW_OWN = 100
const MANY_OWN = 100_000
const REPEATS = 300

/** Everybody else; the two users who are timed come after them. */
const OTHERS = 500
const LIGHT = userId(OTHERS + 1)
const HEAVY = userId(OTHERS + 2)

type Timed = (typeof TIMED)[number]
/** The write last: it makes the user's rows more. */
const TIMED = ['list', 'get', 'list of one status', 'list by due day', 'create'] as const

/** One user in one database. */
interface Case {
  database: Database
  id: string
}

async function main() {
  const own = [await freshDatabase(), await freshDatabase()]
  const databases = own.map(({ url }) => {
    if (url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/scale.ts')
    return openPostgres(url, 4, () => {})
  }) as [Database, Database]
  try {
    const [small, large] = databases
    const { list } = await statementsOf(own[0]?.url ?? '')
    for (const database of databases) await addUsers(database)
    await addTasks(small, [[LIGHT, FEW_OWN]], FEW_OTHERS)
    await addTasks(
      large,
      [
        [LIGHT, FEW_OWN],
        [HEAVY, MANY_OWN],
      ],
      MANY_OTHERS,
    )
    const light = { database: large, id: LIGHT }
    const heavy = { database: large, id: HEAVY }
    await compare(`${count(FEW_OTHERS)} → ${count(MANY_OTHERS)} rows of others`, { database: small, id: LIGHT }, light)
    await compare(`${count(FEW_OWN)} → ${count(MANY_OWN)} rows of one's own`, light, heavy)
    for (const { id } of [light, heavy]) {
      const rows = count(id === LIGHT ? FEW_OWN : MANY_OWN)
      console.log(`\nThe list's plan: ${rows} rows of one's own, ${count(MANY_OTHERS)} of others`)
      console.log(await planOf(large, list[0], id))
    }
  } finally {
    for (const database of databases) await database.close()
    for (const one of own) await one.drop()
  }
}

/** The default list, the item, the write and a filter must not grow. A list in another order reads all rows of its user. */
async function compare(growth: string, small: Case, large: Case) {
  const actions = [await actionsOf(small), await actionsOf(large)] as const
  for (const timed of TIMED) {
    const isFlat = timed !== 'list by due day'
    const [before, after] = await timesOf(actions[0][timed], actions[1][timed], isFlat ? REPEATS : REPEATS / 20)
    console.log(`  ${timed}: ${before.toFixed(2)} ms → ${after.toFixed(2)} ms`)
    const what = `${timed}: time, ${growth}`
    report({ what, value: after / before, unit: 'x', ...(isFlat && { goal: { atMost: 1.5 } }) })
  }
}

/** Through the service functions that HTTP calls. */
async function actionsOf({ database, id }: Case): Promise<Record<Timed, Action>> {
  const ctx = quietCtx(database, id)
  const query = { limit: 50, sort: 'newest' as const }
  const { items } = await listTasks(ctx, query)
  return {
    list: () => listTasks(ctx, query),
    get: (repeat) => getTask(ctx, items[repeat % items.length]?.id ?? ''),
    'list of one status': () => listTasks(ctx, { ...query, status: ['not_started'] }),
    'list by due day': () => listTasks(ctx, { ...query, sort: 'due' }),
    create: () => createTask(ctx, { title: 'Buy paint' }),
  }
}

async function addUsers(database: Database) {
  const ids = Array.from({ length: OTHERS + 2 }, (_, index) => userId(index + 1))
  await database.query(`insert into users (id, email) select id, id || '@example.org' from unnest($1::uuid[]) id`, [
    ids,
  ])
}

/** Rows of the others with each given user's strewn evenly among them. Triggers are off: history is not what is timed. */
async function addTasks(database: Database, owners: [id: string, rows: number][], others: number) {
  const strewn = owners.map(
    ([id, rows]) =>
      `union all select '${id}'::uuid, place * ${others / rows}::float8 from generate_series(1, ${rows}) place`,
  )
  await database.script(`
    begin;
    set local session_replication_role = replica;
    set local statement_timeout = 0;
    insert into tasks (user_id, id, title, description, priority, status, due_date)
      select owner, ${MADE_ID}, 'Task ' || n, case when n % 2 = 0 then repeat('Remember the milk. ', 4) end, 'p' || 1 + n % 4,
        case n % 10 when 0 then 'in_progress' when 1 then 'done' else 'not_started' end,
        case when n % 4 = 0 then date '2027-01-01' + (n % 700)::int end
      from (select owner, row_number() over (order by place) as n from (
        select ('00000000-0000-7000-8000-' || lpad(to_hex(1 + place % ${OTHERS}), 12, '0'))::uuid as owner, place::float8
          from generate_series(1, ${others}) place
        ${strewn.join('\n')}) everyone) ordered;
    commit;`)
  await database.script('vacuum analyze tasks')
}

async function planOf(database: Database, statement: Statement | undefined, id: string): Promise<string> {
  const rows = await database.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, buffers, costs off) ${statement?.text.replace('$1', `'${id}'`).replace('$2', '51')}`,
  )
  return rows.map((row) => `  ${row['QUERY PLAN'].slice(0, 140)}`).join('\n')
}

const count = (rows: number) => (rows >= 1e6 ? `${rows / 1e6} M` : rows >= 1_000 ? `${rows / 1_000} k` : String(rows))

await main()
