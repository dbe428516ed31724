import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#core/db.ts'
import { freshDatabase, type OwnDatabase } from '#test/harness.ts'
import { isTaken, leftOut, MADE_AGAIN, type OwnedTable, SECRETS } from './catalogue.ts'
import { ownedTables } from './snapshot.queries.ts'

/** Columns whose names sound like a secret and that are none. */
const PLAIN = new Map([
  ['ai_usage.input_tokens', 'counted'],
  ['ai_usage.output_tokens', 'counted'],
  ['ai_usage.unpriced_tokens', 'counted'],
  ['deliveries.key', 'which occurrence it tells of'],
  ['notifications.key', 'which occurrence it tells of'],
  ['channels.previous_secret_until', 'an instant'],
  ['flashcards.anki_key', 'which note of Anki it came from'],
  ['api_key_uses.api_key_id', 'an id'],
  ['signals.key', 'what tells a repeated signal from a new one'],
  ['journal_entries.is_private', 'yes or no'],
])

const SOUNDS_SECRET =
  /secret|token|hash|password|passphrase|credential|signature|nonce|verifier|private|totp|recovery|(^|_)(code|key|keys|jwk)(_|$)/

let own: OwnDatabase
let tables: OwnedTable[]
before(async () => {
  own = await freshDatabase()
  tables = await ownedTables(own.database)
})
after(async () => {
  await own.database.close()
  await own.drop()
})

const columnsOf = (name: string) => tables.find((table) => table.name === name)?.columns.map((column) => column.name)

test('every column that sounds like a secret is kept back from archives, or is named as none', () => {
  const bad = tables.filter(isTaken).flatMap((table) => {
    const without = leftOut(table)
    const kept = table.columns.filter(({ name }) => SOUNDS_SECRET.test(name) && !without.includes(name))
    return kept.map(({ name }) => `${table.name}.${name}`).filter((column) => !PLAIN.has(column))
  })
  assert.deepEqual(bad, [])
})

test('what the lists of the catalogue name is there, and in one of them only', () => {
  const gone = [...SECRETS].flatMap(([name, columns]) => {
    const there = columnsOf(name)
    return there === undefined || columns === '*'
      ? []
      : columns.filter((column) => !there.includes(column)).map((column) => `${name}.${column}`)
  })
  assert.deepEqual(gone, [])
  assert.deepEqual(
    [...MADE_AGAIN.keys()].filter((name) => columnsOf(name) === undefined || SECRETS.has(name)),
    [],
  )
})

test('the history keeps no secret that the tables keep back', async () => {
  const watched = await rowsOf<{ name: string; args: string }>(
    own.database.db,
    sql`select t.tgrelid::regclass::text as name, encode(t.tgargs, 'escape') as args from pg_trigger t
        join pg_proc p on p.oid = t.tgfoid where p.proname = 'record_change'`,
  )
  assert.ok(watched.length > 20)
  const bad = watched.flatMap(({ name, args }) => {
    const secret = SECRETS.get(name)
    const hidden = args.split('\\000').slice(1)
    if (secret === undefined) return []
    if (secret === '*') return [name]
    return secret.filter((column) => !hidden.includes(column)).map((column) => `${name}.${column}`)
  })
  assert.deepEqual(bad, [])
})
