import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import type { Body } from '#test/harness.ts'
import { type Server, startProcess, startServer } from '#test/process.ts'
import { parseConfig } from '../../src/config.ts'

const PERSON = { email: 'ann@example.org', password: 'correct horse battery' }

let dataDir: string
let server: Server
let token: string

before(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'almanac-process-'))
  server = await startServer({ DATA_DIR: dataDir })
  // A server that has just started on a busy machine may say that it is busy.
  await eventually(async () => {
    const { status, body } = await post('/auth/signup', PERSON)
    assert.equal(status, 201, JSON.stringify(body))
    token = body.accessToken
  })
})
after(async () => {
  server.child.kill('SIGKILL')
  await server.ended
  await rm(dataDir, { recursive: true, force: true })
})

async function post(url: string, payload: object): Promise<{ status: number; body: Body }> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(`${server.url}/api${url}`, { method: 'POST', headers, body: JSON.stringify(payload) })
  return { status: answer.status, body: await answer.json() }
}

async function titles(): Promise<string[]> {
  const found: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const url = `${server.url}/api/tasks?limit=100${cursor && `&cursor=${cursor}`}`
    const body: Body = await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json()
    found.push(...body.items.map((task: Body) => task.title))
    cursor = body.nextCursor
  }
  return found
}

/** A request that the server has begun to read and that cannot end before we say so. */
async function beginTask(title: string): Promise<{ finish(): Promise<number | undefined> }> {
  const body = JSON.stringify({ title })
  const request = http.request(`${server.url}/api/tasks`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': body.length,
      expect: '100-continue',
    },
  })
  request.flushHeaders()
  const answered = once(request, 'response').then(([answer]: http.IncomingMessage[]) => {
    answer?.resume()
    return answer?.statusCode
  })
  const early = await Promise.race([once(request, 'continue').then(() => null), answered])
  assert.equal(early, null)
  return {
    finish: () => {
      request.end(body)
      return answered
    },
  }
}

test('a second process on the same data folder is refused by name, and the first goes on', async () => {
  const second = startProcess({ DATA_DIR: dataDir })
  assert.equal(await second.ended, 1)
  assert.match(second.output(), new RegExp(`is in use by process ${server.child.pid}.*DATA_DIR`))
  assert.equal((await post('/tasks', { title: 'still here' })).status, 201)
})

test('asked to stop under load, it answers what it has begun, takes nothing new and ends cleanly', async () => {
  const begun = await Promise.all(Array.from({ length: 10 }, (_, at) => beginTask(`begun ${at}`)))
  const stopped = performance.now()
  server.child.kill('SIGTERM')
  await eventually(async () => {
    const answer = await post('/tasks', { title: 'late' }).catch(() => null)
    assert.ok(answer === null || answer.status === 503)
  })
  assert.deepEqual(await Promise.all(begun.map(({ finish }) => finish())), Array(10).fill(201))
  assert.equal(await server.ended, 0)
  assert.ok(performance.now() - stopped < 30_000)
  server = await startServer({ DATA_DIR: dataDir })
  assert.equal((await titles()).filter((title) => title.startsWith('begun')).length, 10)
})

test('killed in the middle of writing, it loses nothing that it had answered', async () => {
  const answered: string[] = []
  let isAlive = true
  const write = async (writer: number) => {
    for (let at = 0; isAlive; at++) {
      const title = `kept ${writer} ${at}`
      const answer = await post('/tasks', { title }).catch(() => null)
      if (answer?.status === 201) answered.push(title)
    }
  }
  const writers = [1, 2, 3, 4].map(write)
  await eventually(() => assert.ok(answered.length >= 50))
  server.child.kill('SIGKILL')
  await server.ended
  isAlive = false
  await Promise.all(writers)
  server = await startServer({ DATA_DIR: dataDir })
  const there = new Set(await titles())
  assert.deepEqual(
    answered.filter((title) => !there.has(title)),
    [],
  )
})

test('a wrong configuration stops the start and names every setting that is wrong', async () => {
  const wrong = startProcess({ PORT: 'banana', DATABASE_URL: 'mysql://localhost/x', GOOGLE_CLIENT_ID: '' })
  assert.equal(await wrong.ended, 1)
  assert.match(wrong.output(), /PORT: /)
  assert.match(wrong.output(), /DATABASE_URL: /)
  assert.throws(
    () => parseConfig({ ADMIN_EMAIL: 'root@example.org' }),
    /ADMIN_EMAIL and ADMIN_PASSWORD must be set together/,
  )
})

test('a database that cannot be reached stops the start with a message and no stack', async () => {
  const alone = startProcess({ DATABASE_URL: 'postgres://nobody:geheim@127.0.0.1:1/none' })
  assert.equal(await alone.ended, 1)
  assert.match(alone.output(), /ECONNREFUSED|cannot be reached/)
  assert.doesNotMatch(alone.output(), /geheim|\n\s+at /)
})
