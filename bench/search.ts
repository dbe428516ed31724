import os from 'node:os'
import type { Database } from '#core/db.ts'
import { indexOne } from '#domains/search/indexer.service.ts'
import { createIndex } from '#domains/search/indexing.service.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { report } from './lib/figures.ts'

// What it takes to have ten thousand items of one person read, and to search them: each question another one, its embedding included.
// node bench/search.ts                                   on the embedded database
// bin/with-services.sh --durable node bench/search.ts    on PostgreSQL

const DOCUMENTS = Number(process.env.BENCH_DOCUMENTS ?? 10_000)
const QUESTIONS = 300

async function main() {
  const app = await startApp()
  try {
    const load = os.loadavg()[0]?.toFixed(1)
    console.log(
      `${os.availableParallelism()} cores, load ${load}, ${DOCUMENTS} documents, ${app.platform.database.kind}`,
    )
    const ann = await app.as()
    await seed(app.platform.database, ann)
    await read(app, ann)
    await showPlans(app.platform.database, ann)
    await ask(ann, 30)
    const { times, processor, failed } = await ask(ann, QUESTIONS)
    tell('a question', times)
    report({ what: 'a question, processor time', value: processor, unit: 'ms' })
    report({ what: 'questions whose meaning could not be compared', value: failed, unit: '%', goal: { atMost: 0 } })
  } finally {
    await app.close()
  }
}

async function read(app: TestApp, { userId }: Caller) {
  const base = { ...app.platform.base, actor: null }
  const index = createIndex(app.platform.entities)
  await index.embedder.embed(['The first text starts the thread'])
  const started = performance.now()
  const before = process.cpuUsage()
  while (await indexOne(base, index, userId)) {}
  const each = (performance.now() - started) / DOCUMENTS
  const { user, system } = process.cpuUsage(before)
  report({ what: 'to index a document', value: each, unit: 'ms', goal: { atMost: 5 } })
  report({ what: 'to index a document, processor time', value: (user + system) / 1_000 / DOCUMENTS, unit: 'ms' })
  console.log(`  ${(1_000 / each).toFixed(0)} documents a second`)
}

/** One after the other. */
async function ask(ann: Caller, count: number) {
  const times: number[] = []
  let failed = 0
  const before = process.cpuUsage()
  for (let at = 0; at < count; at++) {
    const q = question(at + (count === QUESTIONS ? 1_000 : 0))
    const started = performance.now()
    const { status, body } = await ann.get(`/search?q=${encodeURIComponent(q)}`)
    times.push(performance.now() - started)
    if (status !== 200) throw new Error(`${q}: ${status}`)
    if (body.meta.meaning !== 'used') failed += 100 / count
  }
  const { user, system } = process.cpuUsage(before)
  return { times, processor: (user + system) / 1_000 / count, failed }
}

function tell(what: string, times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  report({ what: `${what}, median`, value: at(0.5), unit: 'ms' })
  report({ what: `${what}, p95`, value: at(0.95), unit: 'ms', goal: { atMost: 60 } })
}

const VERBS =
  'call write buy fix clean plan send read book pay sort learn visit repair order check move paint cook pack'.split(' ')
const THINGS =
  'dentist report groceries bicycle kitchen holiday invoice chapter hotel rent photos guitar grandmother roof curtains brakes boxes fence dinner suitcase passport garden letter garage insurance medicine laptop curriculum plants aquarium printer contract newsletter recipe violin tent'.split(
    ' ',
  )
const DETAILS =
  'before Friday|with Anna|for the project|in the morning|again|at the office|for the children|next month|near the station|as agreed'.split(
    '|',
  )
const NOTES =
  'Ask for a discount and keep the receipt|The number is on the fridge|Martin knows a good place for this|Must be done before the winter begins|Last time it took two hours longer than planned|See the mail of last week'.split(
    '|',
  )

/** The nth of as many different items as one likes, about as long as what people write: every third has a note. */
function documentAt(at: number) {
  const title = `${pick(VERBS, at)} the ${pick(THINGS, Math.floor(at / 7))} ${pick(DETAILS, Math.floor(at / 31))} ${Math.floor(at / 250)}`
  return { title, description: at % 3 === 0 ? pick(NOTES, at) : null }
}

/** Words that stand there, misspelt ones, and none of them, in turn. */
function question(at: number): string {
  const thing = pick(THINGS, at)
  if (at % 3 === 0) return `${pick(VERBS, Math.floor(at / 5))} ${thing} ${at}`
  if (at % 3 === 1) return `${thing.slice(0, 2)}${thing.slice(3)} ${pick(DETAILS, at)} ${at}`
  return `somebody who helps me with number ${at}`
}

const pick = (list: readonly string[], at: number) => list[at % list.length] ?? ''

async function seed(database: Database, { userId }: Caller) {
  for (let from = 0; from < DOCUMENTS; from += 500) {
    const rows = Array.from({ length: Math.min(500, DOCUMENTS - from) }, (_, at) => documentAt(from + at))
    await database.query(
      `insert into tasks (user_id, id, title, description)
       select $1, gen_random_uuid(), title, description from jsonb_to_recordset($2::jsonb) as x(title text, description text)`,
      [userId, JSON.stringify(rows)],
    )
  }
}

async function showPlans(database: Database, { userId }: Caller) {
  await database.script('analyze search_documents; analyze search_vectors; analyze search_words')
  const vector = `(select vector from search_vectors where user_id = '${userId}' limit 1)`
  const plans = [
    `select entity, id from search_documents where user_id = '${userId}' and words @@ '''dentist'' | ''fridg'''::tsquery limit 60`,
    `select entity, id, vector <=> ${vector} as distance from search_vectors
     where user_id = '${userId}' and model = 'use-lite-en' and vector is not null order by distance limit 120`,
    `select word from search_words where user_id = '${userId}' and word > 'den' and word < 'den\u{10FFFF}'`,
    `select word from search_words where user_id = '${userId}' and word = any ('{dentist,guitar}')`,
  ]
  for (const plan of plans) {
    const rows = await database.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off) ${plan}`)
    console.log(rows.map((row) => `  ${row['QUERY PLAN']}`).join('\n'))
  }
}

await main()
