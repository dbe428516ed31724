import os from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type MadeNote, packageOf } from '#domains/flashcards/anki/packages.fixture.ts'
import { eventually } from '#test/eventually.ts'
import { formOf } from '#test/forms.ts'
import { type Body, type Caller, freshDatabase, startApp, type TestApp } from '#test/harness.ts'
import { report } from './lib/figures.ts'

// What it takes to bring a package of Anki's with twenty thousand cards and a hundred thousand reviews, and to take it along again. The
// job runs in this process. On PostgreSQL: bin/with-services.sh --durable node bench/flashcard-packages.ts; else embedded.

const CARDS = Number(process.env.CARDS ?? 20_000)
const REVIEWS_EACH = 5
const DAY_MS = 86_400_000

async function main() {
  const own = await freshDatabase()
  const app = await startApp({ database: own.database, env: { FILES_QUOTA_MB: '500' } })
  try {
    console.log(
      `${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}; ${own.url === null ? 'embedded' : 'PostgreSQL'}`,
    )
    await app.work()
    const ann = await app.as()
    const made = notes()
    for (const generation of ['anki21b', 'anki21'] as const)
      await bringing(ann, await packageOf({ generation, notes: made }), generation)
    await takingAlong(app, ann)
  } finally {
    await app.close()
    await own.drop()
  }
}

function notes(): MadeNote[] {
  const began = Date.now() - 400 * DAY_MS
  return Array.from({ length: CARDS }, (_, at) => {
    const reviews = Array.from(
      { length: REVIEWS_EACH },
      (_, n): [number, number, number, number, number, number, number] => [
        began + at * 1_000 + n * 9 * DAY_MS + n,
        n === 2 ? 1 : 3,
        9,
        n === 0 ? 0 : 9,
        2_500,
        4_000,
        n === 0 ? 0 : 1,
      ],
    )
    return {
      guid: `note ${at}`,
      fields: [
        `What is <b>number ${at}</b>?`,
        `An answer of some length.<br>${'And more of it. '.repeat(1 + (at % 6))}`,
      ],
      tags: 'bench',
      cards: [{ type: 2, due: 300 + (at % 200), ivl: 1 + (at % 60), factor: 2_500, reps: REVIEWS_EACH, reviews }],
    }
  })
}

/** The first of them makes every card, the second finds each of them again. */
async function bringing(ann: Caller, bytes: Buffer, generation: string) {
  const file = new File([new Uint8Array(bytes)], `${generation}.apkg`)
  const fileId = (await ann.post('/files', formOf({ file }))).body.id
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const started = performance.now()
  const cpu = process.cpuUsage()
  const { id } = (await ann.post('/flashcards/import', { fileId })).body
  const { counts, state }: Body = await eventually(async () => {
    const { body } = await ann.get(`/flashcards/imports/${id}`)
    if (body.finishedAt === null) throw new Error(`${body.done} of ${body.total}`)
    return body
  }, 300_000)
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  loop.disable()
  console.log(`    ${((user + system) / 1e6).toFixed(1)} s of a core in this process`)
  console.log(`    ${generation}, ${(bytes.length / 1e6).toFixed(1)} MB: ${state}, ${JSON.stringify(counts)}`)
  report({ what: `bring ${CARDS} cards, ${generation}`, value: seconds, unit: 's', goal: { atMost: 30 } })
  report({ what: 'longest wait of others meanwhile: p99', value: loop.percentile(99) / 1e6, unit: 'ms' })
}

async function takingAlong(app: TestApp, ann: Caller) {
  const [deck] = (await ann.get('/flashcard-decks')).body.items
  const started = performance.now()
  const headers = { authorization: `Bearer ${ann.token}` }
  const { rawPayload, statusCode } = await app.http.inject({
    url: `/api/flashcard-decks/${deck.id}/cards.apkg`,
    headers,
  })
  if (statusCode !== 200) throw new Error(String(statusCode))
  console.log(`    a package of ${(rawPayload.length / 1e6).toFixed(1)} MB`)
  report({ what: `take ${CARDS} cards along`, value: (performance.now() - started) / 1_000, unit: 's' })
}

await main()
