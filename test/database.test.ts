import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Declared,
  declaredTables,
  type StoredColumn,
  type StoredIndex,
  type StoredKey,
  snake,
  storedColumns,
  storedIndexes,
  storedKeys,
  storedTriggers,
  typeOf,
} from '#test/catalog.ts'
import { freshDatabase, type OwnDatabase } from '#test/harness.ts'

/** Tables that name a user and are not items of theirs. */
const PRIVATE = new Map([
  ['changes', 'the feed itself'],
  ['activity_days', 'counted from the feed, and counted again'],
  ['audit_subjects', 'who is meant in the audit log'],
  ['support_accesses', 'leave that was given for minutes, listed beside sessions'],
  ['subscriptions', 'what the payment provider says; the profile, which is an item, shows the tier'],
  ['entitlement_uses', 'counted, not kept as items'],
  ['affirmation_picks', 'which one was shown on which day; listed beside them'],
  ['weekly_reviews', 'made of the other tables whenever it is asked for'],
  ['goal_drafts', 'only being thought out; what is accepted of it becomes items'],
  ['automation_timers', 'running is not a change of the automation'],
  ['automation_runs', 'what became of an automation, told by notifications and listed beside it'],
  ['daily_message_timers', 'sending is not a change of the slot'],
  ['feeds', 'the number of the feed'],
  ['idempotency_keys', 'answers kept for a day'],
  ['friend_links', 'the hash of a secret, not an item'],
  ['file_usage', 'what the living files add up to, kept by a trigger'],
  ['file_orphans', 'for the nightly tidying alone'],
  ['schedule_feeds', 'the hash of a secret address, not an item'],
  ['schedule_timers', 'ringing is not a change of the block'],
  ['schedule_rings', 'what became of a block’s reminders, told by notifications and listed beside it'],
  ['schedule_proposals', 'offered once; what is accepted of it becomes blocks'],
  ['share_grants', 'ties the two sides of a share together; each is an item of its own'],
  ['share_links', 'the hash of a secret, not an item'],
  ['share_comments', 'listed beside its share, which changes with each of them'],
  ['share_news', 'what the other side is about to be told'],
  ['sync_operations', 'answers to offline operations'],
  ['credentials', 'what proves who somebody is never enters the history'],
  ['api_key_uses', 'when a key was last used is not a change of the key'],
  ['identities', 'found by issuer and subject, before anybody is known'],
  ['sessions', 'sign-ins, ended and not deleted'],
  ['oauth_codes', 'short-lived secrets'],
  ['refresh_tokens', 'found by its hash, before anybody is known'],
  ['one_time_codes', 'short-lived secrets'],
  ['flashcard_reviews', 'what was answered; listed beside its card, which changes with each of them'],
  ['flashcard_days', 'what the reviews of a day add up to, kept by a trigger'],
  ['flashcard_files', 'derived from the sides of cards by a trigger'],
  ['flashcard_imports', 'how far the reading of a package is; what it brought are cards'],
  ['flashcard_media', 'which file a medium of a package became, so that it is not kept twice'],
  ['flashcard_backlog_plans', 'until when cards are put off, which is a change of theirs'],
  ['flashcard_optimizations', 'parameters that are proposed; what is accepted of them is a change of decks'],
  ['vision_drawings', 'drawn and not kept as a file yet; the tile is the item'],
  ['skill_prerequisites', 'derived from skills.prerequisite_ids by a trigger'],
  ['skill_decks', 'derived from skills.deck_ids by a trigger'],
  ['skill_courses', 'derived from skills.course_ids by a trigger'],
  ['skill_topics', 'derived from skills.topic_ids by a trigger'],
  ['skill_evidence', 'what was done elsewhere, or by hand; listed beside its skill'],
  ['skill_days', 'what the evidence of a day adds up to, kept by a trigger'],
  ['resource_dismissals', 'what is not to be recommended again, told of each entry of the catalogue'],
  ['signals', 'what devices tell by the thousand; kept for a time and listed by themselves'],
  ['signal_marks', 'what is still to be judged'],
  ['signal_effects', 'what a rule has made of a day; told by its runs'],
  ['signal_runs', 'what a rule has done; listed beside it'],
  ['note_files', 'derived from notes.file_ids by a trigger'],
  ['note_links', 'derived from notes.content by a trigger'],
  ['goal_tasks', 'derived from tasks.goal_ids by a trigger'],
  ['project_tasks', 'derived from tasks.project_ids by a trigger'],
  ['project_goals', 'derived from projects.goal_ids by a trigger'],
  ['goal_criterion_tasks', 'derived from goals.success_criteria by a trigger'],
  ['goal_criterion_metrics', 'derived from goals.success_criteria by a trigger'],
  ['metric_goals', 'derived from metrics.goal_ids by a trigger'],
  ['deliveries', 'the queue and log of sending, not an item of the user'],
  ['target_health', 'being used is not a change of a device or channel'],
  ['reminder_timers', 'firing is not a change of the reminder'],
  ['reminder_occurrences', 'what became of a reminder, told by notifications and listed beside it'],
  ['habit_goals', 'derived from habits.goal_ids by a trigger'],
  ['analytics_days', 'made of the other tables, and made again'],
  ['analytics_states', 'for which days analytics_days is right'],
  ['search_documents', 'made of the items, and made again'],
  ['search_vectors', 'made of search_documents'],
  ['search_words', 'counted from search_documents by a trigger'],
  ['search_states', 'how far the index has come'],
  ['habit_awards', 'derived from the logged days; points are told by the wallet'],
  ['habit_alarms', 'ringing is not a change of the habit'],
  ['action_policies', 'what the assistant may do, a setting and not an item'],
  ['ai_usage', 'what questions to models took; counted, not kept as items'],
  ['ai_holds', 'what questions that are being answered may take'],
  ['chat_messages', 'a tree in their conversation, which changes with each of them'],
  ['chat_generations', 'an answer in the making, told by events of its own'],
  ['chat_events', 'what such an answer said'],
  ['memory_uses', 'being told is not a change of the memory'],
  ['report_times', 'until when reports have told somebody'],
  ['exports', 'the making of an archive, told when it is asked after'],
  ['imports', 'the taking in of an archive, told when it is asked after'],
  ['wallets', 'what the postings add up to, kept by a trigger'],
  ['wallet_postings', 'the sides of wallet_transactions, which are the items'],
])

/** Tables that the code reaches only by hand-written SQL. */
const WITHOUT_DECLARATION = new Map([
  ['migrations', 'kept by the migrator'],
  ['instance', 'one row: the epoch'],
  ['feeds', 'written by a trigger'],
  ['changes', 'written by a trigger'],
  ['idempotency_keys', 'three statements in one file'],
  ['sync_operations', 'three statements in one file'],
])

/** Unique across users, each for a reason. */
const UNIQUE_FOR_ALL = new Map([
  ['users_email', 'an address signs one person in'],
  ['users_pkey', 'the user is the owner'],
  ['identities_pkey', 'looked up by what another provider says'],
  ['refresh_tokens_pkey', 'looked up by the secret'],
  ['oauth_codes_pkey', 'looked up by the secret'],
  ['one_time_codes_link', 'looked up by the secret'],
  ['api_keys_hash', 'looked up by the secret'],
  ['schedule_feeds_hash', 'looked up by the secret'],
  ['support_accesses_code', 'looked up by the secret'],
  ['friend_links_hash', 'looked up by the secret'],
  ['share_links_hash', 'looked up by the secret'],
  ['subscriptions_customer', 'looked up by what the payment provider says'],
])

let own: OwnDatabase
let columns: StoredColumn[]
let keys: StoredKey[]
let indexes: StoredIndex[]
let declared: Declared[]
let owned: string[]

before(async () => {
  own = await freshDatabase()
  const { database } = own
  ;[columns, keys, indexes, declared] = await Promise.all([
    storedColumns(database),
    storedKeys(database),
    storedIndexes(database),
    declaredTables(),
  ])
  owned = columns.filter(({ table, name }) => name === 'user_id' && !PRIVATE.has(table)).map(({ table }) => table)
})
after(async () => {
  await own.database.close()
  await own.drop()
})

const withUser = () => new Set(columns.filter(({ name }) => name === 'user_id').map(({ table }) => table))
const keyOf = (table: string) => keys.find((key) => key.table === table && key.kind === 'p')?.columns

test('every owned table starts with the owned columns and is keyed owner first', () => {
  const expected = {
    user_id: 'uuid',
    id: 'uuid',
    version: 'integer',
    created_at: 'timestamp with time zone',
    updated_at: 'timestamp with time zone',
    deleted_at: 'timestamp with time zone',
  }
  for (const table of owned) {
    const there = Object.fromEntries(
      columns.filter((one) => one.table === table && one.name in expected).map(({ name, type }) => [name, type]),
    )
    assert.deepEqual(there, expected, table)
    assert.deepEqual(keyOf(table), table === 'users' ? ['id'] : ['user_id', 'id'], table)
  }
  assert.ok(owned.length >= 6)
})

test('every owned table is watched by the feed', async () => {
  const triggers = (await storedTriggers(own.database)).map(({ table, name }) => `${table} ${name}`)
  const missing = owned.flatMap((table) => [`${table} touch`, `${table} feed`]).filter((one) => !triggers.includes(one))
  assert.deepEqual(missing, [])
})

test('every unique index of a user’s table starts with the user', () => {
  const users = withUser()
  const bad = indexes.filter(
    ({ table, name, unique, columns: [first] }) =>
      unique && users.has(table) && first !== 'user_id' && !UNIQUE_FOR_ALL.has(name),
  )
  assert.deepEqual(bad, [])
})

test('a reference between users’ tables carries the user, so that it cannot leave their rows', () => {
  const users = withUser()
  const bad = keys.filter(({ kind, table, target, columns: [first], targetColumns }) => {
    return (
      kind === 'f' &&
      users.has(table) &&
      users.has(target ?? '') &&
      (first !== 'user_id' || targetColumns?.[0] !== 'user_id')
    )
  })
  assert.deepEqual(bad, [])
})

test('every foreign key is indexed where it points from', () => {
  const bad = keys.filter(({ kind, table, columns: needed }) => {
    if (kind !== 'f') return false
    const covers = (have: string[]) => needed.every((column) => have.slice(0, needed.length).includes(column))
    return !indexes.some((index) => index.table === table && covers(index.columns))
  })
  assert.deepEqual(bad, [])
})

test('the name of a reference says which field of a request it comes from', () => {
  const bad = keys.filter(
    ({ kind, table, name }) =>
      kind === 'f' && owned.includes(table) && !new RegExp(`^"?${table}__[a-zA-Z]+"?$`).test(name),
  )
  assert.deepEqual(bad, [])
})

test('the migrations make exactly the tables that the code declares', () => {
  const stored = new Set(columns.map(({ table }) => table))
  const names = new Set(declared.map(({ name }) => name))
  assert.deepEqual(
    [...names].filter((name) => !stored.has(name)),
    [],
  )
  assert.deepEqual(
    [...stored].filter((name) => !names.has(name) && !WITHOUT_DECLARATION.has(name)),
    [],
  )
  for (const table of declared) {
    const inCode = table.columns.map((column) => ({
      name: snake(column.name),
      nullable: !column.notNull && !column.primary,
      hasDefault: column.default !== undefined || column.generated !== undefined,
      type: typeOf(column.getSQLType()),
    }))
    const inDatabase = columns
      .filter((one) => one.table === table.name)
      .map(({ name, nullable, hasDefault, type }) => ({ name, nullable, hasDefault, type }))
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
    assert.deepEqual(inCode.sort(byName), inDatabase.sort(byName), table.name)
  }
})

test('the migrations make the keys, references and indexes that the code declares', () => {
  for (const table of declared) {
    const inCode = {
      references: table.foreignKeys.map((key) => key.getName()).sort(),
      indexes: table.indexes.map((index) => index.config.name).sort(),
    }
    const made = indexes
      .filter((one) => one.table === table.name && !one.name.endsWith('_pkey'))
      .map(({ name }) => name)
    const references = keys.filter((one) => one.table === table.name && one.kind === 'f').map(({ name }) => name)
    if (owned.includes(table.name)) assert.deepEqual(inCode.references, references.sort(), table.name)
    assert.deepEqual(inCode.indexes, made.sort(), table.name)
  }
})
