import path from 'node:path'
import { SignJWT } from 'jose'
import type { Database } from '#core/db.ts'
import { type Target, writeTargets } from './load.ts'
import { type Person, seedTasks, tokensFor } from './people.ts'
import { targetsFor } from './requests.ts'
import { type Server, startAlmanac, startBare, startPeer } from './servers.ts'
import { ENDPOINTS, type Endpoint, type Statement } from './statements.ts'

export const SIDES = ['almanac', 'bare', 'orm', 'raw'] as const
export type SideName = (typeof SIDES)[number]

/** One server under comparison, and the files of requests that it is sent. */
export interface Side {
  name: SideName
  server: Server
  targets: Record<Endpoint, string>
}

export interface Scene {
  /** For logs and requests; removed afterwards. */
  folder: string
  database: Database
  url: string
  people: Person[]
  pool: number
  statements: Record<Endpoint, Statement>
}

export async function openAlmanac(scene: Scene): Promise<Side> {
  const { folder, url, people, pool, database } = scene
  const server = await startAlmanac(
    { DATABASE_URL: url, DATABASE_POOL: String(pool), DATA_DIR: folder, LOG_LEVEL: 'info' },
    path.join(folder, 'almanac.log'),
  )
  const tokens = await tokensFor(database, server.url, people)
  const header = (index: number): Target['header'] => ['authorization', `Bearer ${tokens[index]}`]
  return { name: 'almanac', server, targets: await write(scene, 'almanac', '/api', header) }
}

export async function openBare(scene: Scene): Promise<Side> {
  const { folder, url, people, pool, statements } = scene
  const server = await startBare({ url, pool, statements }, path.join(folder, 'bare.log'))
  const header = (index: number): Target['header'] => ['x-user', people[index]?.userId ?? '']
  return { name: 'bare', server, targets: await write(scene, 'bare', '', header) }
}

const SECRET = 'secret-secret-secret-secret-secret'

/** FastAPI from the folder `peer`, on a table of its own in the same database, with the same people and tasks in it. */
export async function openPeer(scene: Scene, peer: string, name: 'orm' | 'raw'): Promise<Side> {
  const { folder, url, people } = scene
  const server = await startPeer(peer, url, SECRET, name === 'raw', path.join(folder, `${name}.log`))
  await fillOnce(scene)
  const tokens = await Promise.all(
    people.map(({ userId }) =>
      new SignJWT({ sub: userId }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(SECRET)),
    ),
  )
  const header = (index: number): Target['header'] => ['authorization', `Bearer ${tokens[index]}`]
  return { name, server, targets: await write(scene, name, '', header) }
}

async function fillOnce({ database, people }: Scene) {
  const [first] = await database.query<{ id: string }>('select id from peer_tasks limit 1')
  if (first) return
  for (const person of people) await seedTasks(database, 'peer_tasks', person)
  await database.script('vacuum analyze peer_tasks')
}

async function write(
  { folder, people }: Scene,
  name: SideName,
  base: string,
  header: (index: number) => Target['header'],
): Promise<Record<Endpoint, string>> {
  const files = ENDPOINTS.map((endpoint) => [endpoint, path.join(folder, `${name}-${endpoint}.tsv`)] as const)
  for (const [endpoint, file] of files) await writeTargets(file, targetsFor(endpoint, people, base, header))
  return Object.fromEntries(files) as Record<Endpoint, string> // one per endpoint
}
