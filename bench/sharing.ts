import os from 'node:os'
import pg from 'pg'
import type { Database } from '#core/db.ts'
import { befriend, person } from '#domains/friends/friends.fixture.ts'
import { giveOver } from '#domains/sharing/sharing.fixture.ts'
import { type Answer, type Caller, freshDatabase, startApp } from '#test/harness.ts'
import { median, report } from './lib/figures.ts'
import { userId } from './lib/people.ts'

// What it costs to ask whether somebody may read a shared item: the same note and task read by their owner and by a friend, in turn, among many
// shares of others. Real requests to a server of this process. bin/with-services.sh --durable node bench/sharing.ts

const OTHERS = 500
const OTHERS_EACH = 200
const ROUNDS = 11
const REQUESTS = 400
const AT_ONCE = [1, 16]

async function main() {
  const own = await freshDatabase()
  const { database, url } = own
  if (url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/sharing.ts')
  const app = await startApp({ database, env: { ROLE: 'web' } })
  try {
    console.log(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}`)
    await addShares(database)
    const [ann, bob] = [await person(app, 'Ann'), await person(app, 'Bob')]
    await befriend(ann, bob)
    const address = await app.http.listen({ port: 0, host: '127.0.0.1' })
    const items = { note: { title: 'Soil', content: 'Loose and rich. '.repeat(60) }, task: { title: 'Dig' } }
    for (const [kind, fields] of Object.entries(items)) {
      const { body: item } = await ann.post(`/${kind}s`, fields)
      const { received, share } = await giveOver(ann, bob, kind, item.id)
      const mine = reader(address, ann, `/${kind}s/${item.id}`)
      const theirs = reader(address, bob, `/shared/${kind}s/${received.id}`)
      await counting(kind, mine, theirs)
      for (const width of AT_ONCE) await inTurn(kind, mine, theirs, width)
      await revoking(ann, bob, { shareId: share.id, address: `/shared/${kind}s/${received.id}` })
    }
  } finally {
    await app.close()
    await own.drop()
  }
}

/** Sides and grants of others at once: how they came about is not what is timed. */
async function addShares(database: Database) {
  const ids = Array.from(
    { length: OTHERS },
    (_, at) => `('${userId(at + 1)}'::uuid, '${userId(((at + 1) % OTHERS) + 1)}'::uuid)`,
  )
  await database.script(`begin; set local session_replication_role = replica; set local statement_timeout = 0;
    create temporary table pairs on commit drop as select * from (values ${ids}) p (owner, friend);
    insert into users (id, email) select owner, owner || '@example.org' from pairs on conflict do nothing;
    insert into friends (user_id, id, state, friend_id) select owner, gen_random_uuid(), 'accepted', friend from pairs;
    create temporary table made on commit drop as
      select owner, friend, gen_random_uuid() as share, gen_random_uuid() as received from pairs, generate_series(1, ${OTHERS_EACH});
    insert into shares (user_id, id, friend_id, entity, entity_id, access, fields, state)
      select owner, share, friend, 'note', gen_random_uuid(), 'view', '{content}', 'accepted' from made;
    insert into received_shares (user_id, id, owner_id, entity, title, item_version) select friend, received, owner, 'note', 'A note', 1 from made;
    insert into share_grants select owner, share, friend, received from made;
    commit`)
  for (const table of ['friends', 'shares', 'received_shares', 'share_grants'])
    await database.query(`vacuum analyze ${table}`)
}

type Read = () => Promise<unknown>

function reader(address: string, { token }: Caller, path: string): Read {
  const headers = { authorization: `Bearer ${token}` }
  return async () => {
    const answer = await fetch(`${address}/api${path}`, { headers })
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
}

async function counting(kind: string, mine: Read, theirs: Read) {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
  let sent = 0
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    sent++
    return query.apply(this, args)
  } as never // as the one it stands in for
  // The fewest of many: the worker of this process asks things of its own meanwhile.
  const count = async (read: Read) => {
    let fewest = Number.POSITIVE_INFINITY
    for (let at = 0; at < 20; at++) {
      const before = sent
      await read()
      fewest = Math.min(fewest, sent - before)
    }
    return fewest
  }
  const [own, shared] = [await count(mine), await count(theirs)]
  pg.Client.prototype.query = query as never // the same function again
  report({ what: `a ${kind} of one’s own`, value: own, unit: 'statements' })
  report({ what: `what sharing adds to a ${kind}`, value: shared - own, unit: 'statements', goal: { atMost: 1 } })
}

async function inTurn(kind: string, mine: Read, theirs: Read, width: number) {
  const [own, shared]: [number[], number[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round++) {
    const [a, b] = [await perRead(mine, width), await perRead(theirs, width)]
    // The first round warms up.
    if (round > 0) own.push(a) && shared.push(b)
  }
  const [a, b] = [median(own), median(shared)]
  const ratios = own.map((one, at) => (shared[at] ?? 0) / one)
  report({ what: `own ${kind}, ${width} at once: a read`, value: a, unit: 'ms' })
  report({ what: `shared ${kind}, ${width} at once: a read`, value: b, unit: 'ms' })
  const added = (median(ratios) - 1) * 100
  report({ what: `what sharing adds to a ${kind}, ${width} at once`, value: added, unit: '%', goal: { atMost: 15 } })
}

async function perRead(read: Read, width: number): Promise<number> {
  const started = performance.now()
  let next = 0
  const work = async () => {
    while (next++ < REQUESTS) await read()
  }
  await Promise.all(Array.from({ length: width }, work))
  return (performance.now() - started) / REQUESTS
}

interface Given {
  shareId: string
  address: string
}

async function revoking(ann: Caller, bob: Caller, { shareId, address }: Given) {
  const started = performance.now()
  await ann.delete(`/shares/${shareId}`)
  let answer: Answer = await bob.get(address)
  while (answer.status !== 404) answer = await bob.get(address)
  const { body } = await bob.get('/shared')
  if (body.items.length > 0) throw new Error('It is still listed')
  const value = performance.now() - started
  report({ what: 'revoked: until nothing is read any more', value, unit: 'ms', goal: { atMost: 1_000 } })
}

await main()
