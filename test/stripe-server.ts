import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { createBooks, type Json, Refused, type StripeBooks } from './stripe-books.ts'

/** How the next request fails instead of being answered. */
export type Trouble =
  | { status: number; code?: string; type?: string; headers?: Record<string, string> }
  /** Done, but the answer never comes. */
  | 'silence'
  /** The connection ends without a word, and nothing was done. */
  | 'hang_up'

export interface Asked {
  method: string
  path: string
  form: Record<string, string>
  idempotencyKey: string | null
  authorization: string
  version: string
}

export interface StripeServer {
  url: string
  books: StripeBooks
  asked: Asked[]
  /** The next request whose path holds this fails so, so many times. */
  fail(path: string, trouble: Trouble, times?: number): void
  /** The next request whose path holds this waits until it is let go. */
  hold(path: string): { arrived: Promise<void>; letGo(): void }
  close(): Promise<void>
}

interface Failing {
  path: string
  trouble: Trouble
  times: number
}

/**
 * Speaks as much of Stripe's API as is needed here, over real HTTP: form-encoded bodies, keys, idempotency for as long as it lives, and
 * errors in Stripe's shape.
 */
export async function startStripe(key = 'sk_test_almanac'): Promise<StripeServer> {
  const books = createBooks()
  const asked: Asked[] = []
  const failing: Failing[] = []
  const held: { path: string; arrive: () => void; until: Promise<void> }[] = []
  const kept = new Map<string, { print: string; status: number; body: Json }>()

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const one = await read(request)
    asked.push(one)
    const trouble = nextTrouble(failing, one.path)
    if (trouble === 'hang_up') return void request.socket.destroy()
    if (one.authorization !== `Bearer ${key}`)
      return send(response, 401, problem('invalid_request_error', 'No such key'))
    if (trouble !== null && trouble !== 'silence')
      return send(
        response,
        trouble.status,
        problem(trouble.type ?? 'api_error', 'As asked', trouble.code),
        trouble.headers,
      )
    const { status, body, replayed } = answeredOnce(kept, one, () => carryOut(books, one))
    if (trouble === 'silence') return
    const at = held.findIndex(({ path }) => one.path.includes(path))
    const [waiting] = at === -1 ? [] : held.splice(at, 1)
    waiting?.arrive()
    await waiting?.until
    send(response, status, body, replayed ? { 'idempotent-replayed': 'true' } : {})
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on TCP
    books,
    asked,
    fail: (path, trouble, times = 1) => failing.push({ path, trouble, times }),
    hold: (path) => {
      const [arrived, until] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      held.push({ path, arrive: arrived.resolve, until: until.promise })
      return { arrived: arrived.promise, letGo: until.resolve }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The header that Stripe signs an event's bytes with. */
export function signed(body: string, secret: string, at: Date = new Date()): string {
  const seconds = Math.floor(at.getTime() / 1_000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { method = '', url = '', headers } = request
  const { pathname, searchParams } = new URL(url, 'http://stripe')
  const form = Object.fromEntries([...searchParams, ...new URLSearchParams(await textOf(request))])
  const idempotencyKey = headers['idempotency-key']
  return {
    method,
    path: pathname,
    form,
    idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : null,
    authorization: headers.authorization ?? '',
    version: String(headers['stripe-version'] ?? ''),
  }
}

function nextTrouble(failing: Failing[], path: string): Trouble | null {
  const at = failing.findIndex((one) => path.includes(one.path))
  const one = failing[at]
  if (one === undefined) return null
  one.times -= 1
  if (one.times === 0) failing.splice(at, 1)
  return one.trouble
}

function carryOut(books: StripeBooks, { method, path, form }: Asked): { status: number; body: Json } {
  try {
    return { status: 200, body: books.answer(method, path, form) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { status: error.status, body: problem(error.type, error.message, error.code) }
  }
}

/** What came with a key before is answered as it was then; other words under the same key are refused. */
function answeredOnce(
  kept: Map<string, { print: string; status: number; body: Json }>,
  { idempotencyKey, path, form }: Asked,
  work: () => { status: number; body: Json },
): { status: number; body: Json; replayed: boolean } {
  if (idempotencyKey === null) return { ...work(), replayed: false }
  const print = JSON.stringify([path, form])
  const known = kept.get(idempotencyKey)
  if (known && known.print !== print)
    return { status: 400, body: problem('idempotency_error', 'Keys are for one request'), replayed: false }
  if (known) return { ...known, replayed: true }
  const done = work()
  kept.set(idempotencyKey, { print, ...done })
  return { ...done, replayed: false }
}

const problem = (type: string, message: string, code?: string): Json => ({
  error: { type, message, ...(code && { code }) },
})

function send(response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_test', ...headers })
  response.end(JSON.stringify(body))
}
