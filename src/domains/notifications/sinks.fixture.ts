import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { actingAs, type UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import type { Body, Caller, TestApp } from '#test/harness.ts'
import type { Notice } from './notify.service.ts'

export interface Heard {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Said {
  status?: number
  headers?: Record<string, string>
  body?: string | object
  /** Never answers. */
  hang?: true
}

export interface Sink {
  url: string
  heard: Heard[]
  /** What it answers, one after the other; then what `answer` says, which is 200. */
  says: Said[]
  answer: (heard: Heard) => Said
  close(): void
}

/** Somebody else's server, on loopback: keeps what it hears and answers as told. */
export async function openSink(options: { host?: string; tls?: { key: string; cert: string } } = {}): Promise<Sink> {
  const { host = '127.0.0.1', tls } = options
  const sink: Sink = { url: '', heard: [], says: [], answer: () => ({}), close: () => {} }
  const listener: RequestListener = async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer) // without an encoding a request yields buffers
    const heard = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body: Buffer.concat(chunks) }
    sink.heard.push(heard)
    const { status = 200, headers = {}, body = '', hang } = sink.says.shift() ?? sink.answer(heard)
    if (!hang) res.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  const server = tls ? createTlsServer(tls, listener) : createServer(listener)
  await new Promise<void>((go) => server.listen(0, host, go))
  const { port } = server.address() as AddressInfo // it listens on TCP
  sink.url = `http${tls ? 's' : ''}://${tls ? 'localhost' : host}:${port}`
  sink.close = () => {
    server.closeAllConnections()
    server.close()
  }
  return sink
}

export const contextOf = (app: TestApp, { userId }: Caller): UserCtx =>
  actingAs({ ...app.platform.base, actor: null }, userId, 'test')

export const notice = (values: Partial<Notice> = {}): Notice => ({
  kind: 'reminder',
  title: 'Take the pill',
  body: null,
  entity: 'reminder',
  entityId: newId(),
  occurrence: '2027-03-01T08:00:00.000Z',
  channels: null,
  key: `test:${newId()}`,
  ...values,
})

/** Spares a test the wait until the next try. */
export const hurry = async (app: TestApp, { userId }: Caller) => {
  await app.platform.database.query(
    `update deliveries set due_at = now() - interval '1 second' where user_id = $1 and state = 'waiting'`,
    [userId],
  )
}

/** A channel or device, as its own answer to POST. */
export async function added(by: Caller, path: '/channels' | '/devices', payload: object): Promise<Body> {
  const { status, body } = await by.post(path, payload)
  if (status !== 201) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`)
  return body
}

export const logOf = async (by: Caller, path: string): Promise<Body[]> =>
  (await by.get(`${path}/deliveries`)).body.items
