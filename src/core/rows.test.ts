import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { asc, eq, sql } from 'drizzle-orm'
import { bigint, boolean, doublePrecision, integer, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { freshDatabase } from '#test/harness.ts'
import { day, document, instant } from './columns.ts'
import { sqlState } from './ctx.ts'
import { rowsOf } from './db.ts'
import { hotFields, hotRows } from './rows.ts'

const things = pgTable('things', {
  id: uuid().primaryKey(),
  label: text(),
  count: integer(),
  large: bigint({ mode: 'number' }),
  share: doublePrecision(),
  price: numeric(),
  isOpen: boolean(),
  dueDate: day(),
  dueAt: instant(),
  localAt: timestamp({ mode: 'string' }),
  tags: text().array(),
  links: uuid().array(),
  recurrence: document<{ rrule: string }>(),
})

const own = await freshDatabase()
const { db } = own.database
after(() => own.drop())
await own.database.script(`create table things (
  id uuid primary key, label text, count integer, large bigint, share double precision, price numeric, is_open boolean,
  due_date date, due_at timestamptz, local_at timestamp, tags text[], links uuid[], recurrence jsonb)`)

const findThing = hotRows<{ id: string }, typeof things>('find_thing', things, (db) =>
  db
    .select()
    .from(things)
    .where(eq(things.id, sql.placeholder('id'))),
)
const allThings = hotRows<{ limit: number }, typeof things>('all_things', things, (db) =>
  db.select().from(things).orderBy(asc(things.id)).limit(sql.placeholder('limit')),
)
const nameThing = hotRows<{ id: string }, typeof things>('name_thing', things, (db) =>
  db
    .update(things)
    .set({ label: sql`current_setting('app.actor', true)` })
    .where(eq(things.id, sql.placeholder('id')))
    .returning(),
)

const FULL = {
  id: '00000000-0000-7000-8000-000000000001',
  label: 'Grüße, "quoted" \\ and 📅\nover lines',
  count: -7,
  large: 9_007_199_254_740_991,
  share: 0.1,
  price: '12.3400',
  isOpen: false,
  dueDate: '2028-02-29',
  dueAt: '2027-03-01T09:00:00.120Z',
  localAt: '2027-03-01 09:00:00',
  tags: ['a, b', '{c}', ''],
  links: ['00000000-0000-7000-8000-000000000002'],
  recurrence: { rrule: 'FREQ=DAILY' },
}
const ABSENT = {
  ...Object.fromEntries(Object.keys(FULL).map((name) => [name, null])),
  id: '00000000-0000-7000-8000-000000000003',
}
await db.insert(things).values([FULL, ABSENT as unknown as typeof FULL])

test('a row read the hot way is the row that was written, every type and null', async () => {
  assert.deepEqual(await findThing(db, { id: FULL.id }), [FULL])
  assert.deepEqual(await findThing(db, { id: ABSENT.id }), [ABSENT])
  assert.deepEqual(await findThing(db, { id: '00000000-0000-7000-8000-0000000000ff' }), [])
})

test('chosen fields and expressions come as the columns and the driver read them, alike on every database', async () => {
  const { id, dueAt, recurrence } = things
  const fields = {
    id,
    dueAt,
    recurrence,
    isLate: sql<boolean>`due_at < now()`,
    words: sql<string[]>`tags`,
    none: sql`null::uuid`,
  }
  const find = hotFields<{ id: string }, Record<string, unknown>>('find_fields', fields, (db) =>
    db
      .select(fields)
      .from(things)
      .where(eq(things.id, sql.placeholder('id'))),
  )
  const { dueAt: at, recurrence: rule, tags: words } = FULL
  const wanted = { id: FULL.id, dueAt: at, recurrence: rule, isLate: false, words, none: null }
  assert.deepEqual(await find(db, { id: FULL.id }), [wanted])
  assert.deepEqual(await db.transaction((tx) => find(tx as unknown as typeof db, { id: FULL.id })), [wanted])
})

test('many connections at once, seen for the first or the second time, answer the same rows', async () => {
  const reads = Array.from({ length: 60 }, () => allThings(db, { limit: 10 }))
  for (const rows of await Promise.all(reads)) assert.deepEqual(rows, [FULL, ABSENT])
})

test('a transaction sees its own writes through it', async () => {
  const seen = await db.transaction(async (tx) => {
    const inside = tx as unknown as typeof db // as inTransaction does
    await inside.update(things).set({ label: 'draft' }).where(eq(things.id, FULL.id))
    const [thing] = await findThing(inside, { id: FULL.id })
    await inside.update(things).set({ label: FULL.label }).where(eq(things.id, FULL.id))
    return thing?.label
  })
  assert.equal(seen, 'draft')
  assert.equal((await findThing(db, { id: FULL.id }))[0]?.label, FULL.label)
})

test('whoever acts for the user reads the same rows, and a write still says who', async () => {
  const attributed = own.database.attributedTo('api_key:7')
  assert.deepEqual(await findThing(attributed, { id: FULL.id }), [FULL])
  const [row] = await nameThing(attributed, { id: ABSENT.id })
  assert.equal(row?.label, 'api_key:7')
  await db.update(things).set({ label: null }).where(eq(things.id, ABSENT.id))
})

test('a refused statement says why, and the next one is answered', async () => {
  for (let attempt = 0; attempt < 20; attempt++) {
    await assert.rejects(findThing(db, { id: 'no uuid' }), (error) => sqlState(error) === '22P02')
    await assert.rejects(allThings(db, { limit: -1 }), (error) => sqlState(error) === '2201W')
  }
  assert.deepEqual(await findThing(db, { id: FULL.id }), [FULL])
})

test('it is a prepared statement of the name it was given', async () => {
  await findThing(db, { id: FULL.id })
  const names = await Promise.all(
    Array.from({ length: 10 }, () => rowsOf<{ name: string }>(db, sql`select name from pg_prepared_statements`)),
  )
  // The embedded database knows no names; there is nothing to plan twice in one process.
  if (own.database.kind === 'postgres') assert.ok(names.flat().some(({ name }) => name === 'find_thing'))
})
