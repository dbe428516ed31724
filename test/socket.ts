import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'
import { checkFrames, type Frame } from './frames.ts'
import type { TestApp } from './harness.ts'

const PATIENCE_MS = 10_000

export interface TestSocket {
  ws: WebSocket
  /** Everything received so far. */
  frames: Frame[]
  /** What came as binary frames, in order. */
  bytes: Buffer[]
  send(frame: unknown): void
  /** The first frame of this type that has not been handed out; others before it are passed over. */
  next(type: string): Promise<Frame>
  /** How the server ended it. */
  closed: Promise<{ code: number; detail: string; retryAfterMs: number | null }>
}

export interface Door {
  url: string
  connect(path?: string, options?: ClientOptions & { protocols?: string[] }): Promise<TestSocket>
  /** Connected and signed in; `ready` has been read. */
  enter(token: string): Promise<TestSocket & { ready: Frame }>
}

/** Listens, and opens sockets whose every frame is held to the AsyncAPI document. */
export async function openDoor(app: TestApp): Promise<Door> {
  const address = await app.http.listen({ port: 0, host: '127.0.0.1' })
  const check = checkFrames((await app.call({ url: '/asyncapi.json' })).body)
  const connect: Door['connect'] = async (path = '/ws/updates', { protocols = [], ...options } = {}) => {
    const ws = new WebSocket(`${address.replace('http', 'ws')}${path}`, protocols, options)
    const channel = path.split('/')[2] ?? ''
    const socket = listenTo(ws, (frame) => check.fromServer(channel, frame))
    await once(ws, 'open')
    return socket
  }
  const enter: Door['enter'] = async (token) => {
    const socket = await connect()
    socket.send({ type: 'auth', token })
    return { ...socket, ready: await socket.next('ready') }
  }
  return { url: address, connect, enter }
}

function listenTo(ws: WebSocket, check: (frame: Frame) => void): TestSocket {
  const frames: Frame[] = []
  const bytes: Buffer[] = []
  const failures: unknown[] = []
  const unread: Frame[] = []
  let wake = () => {}
  ws.on('error', (error) => failures.push(error))
  ws.on('message', (data, isBinary) => {
    if (isBinary) return void bytes.push(data as Buffer) // ws gives one Buffer unless told otherwise
    const frame = JSON.parse(String(data))
    try {
      check(frame)
    } catch (error) {
      failures.push(error)
    }
    frames.push(frame)
    unread.push(frame)
    wake()
  })
  const next = async (type: string): Promise<Frame> => {
    const deadline = AbortSignal.timeout(PATIENCE_MS)
    while (!deadline.aborted) {
      if (failures.length > 0) throw failures[0]
      const at = unread.findIndex((frame) => frame.type === type)
      if (at >= 0) return unread.splice(0, at + 1).at(-1)
      await new Promise<void>((go) => {
        wake = go
        deadline.addEventListener('abort', () => go(), { once: true })
      })
    }
    throw new Error(`no ${type} frame came; received ${JSON.stringify(frames).slice(0, 2_000)}`)
  }
  const closed = once(ws, 'close').then(([code, reason]) => ({
    code,
    ...(String(reason) ? JSON.parse(String(reason)) : {}),
  }))
  return {
    ws,
    frames,
    bytes,
    next,
    closed,
    send: (frame) => ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
  }
}
