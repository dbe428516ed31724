import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'

/** A client of `/ws/updates` that counts: it resumes from the last number it was told, however often it is cut off. */
export interface Listener {
  /** Numbers it was told, in the order in which they came. */
  readonly seqs: number[]
  /** Milliseconds from the beginning of the transaction (the feed's own time) to the frame; live ones only. */
  readonly delays: number[]
  /** How often the server could not replay what was missed. */
  lost: number
  resumes: number
  /** Where its feed stood when it first came in. */
  start: number
  /** Connects, and settles once it is signed in and, if it has been here before, up to date. Comes back by itself when the server goes. */
  connect(): Promise<void>
  /** Cuts the connection as a tunnel does: without a word. Comes back after so long. */
  cut(milliseconds: number): Promise<void>
  leave(): void
}

export function createListener(url: string, token: string): Listener {
  let ws: WebSocket | null = null
  let last: number | null = null
  let epoch = ''
  let isCatchingUp = false
  let hasLeft = false
  let coming: Promise<void> | null = null
  const listener: Listener = {
    seqs: [],
    delays: [],
    lost: 0,
    resumes: 0,
    start: 0,
    // The server's end and the end of a cut may both call it back; it comes once.
    connect: () => {
      coming ??= comeBack().finally(() => {
        coming = null
      })
      return coming
    },
    cut: async (milliseconds) => {
      const cutOff = ws
      ws = null
      cutOff?.terminate()
      await wait(milliseconds)
      await listener.connect()
    },
    leave: () => {
      hasLeft = true
      ws?.terminate()
    },
  }

  const comeBack = async () => {
    for (let pause = 200; !hasLeft && ws === null; pause = Math.min(pause * 2, 2_000)) {
      if (await enter().catch(() => false)) return
      await wait(pause * (0.5 + Math.random()))
    }
  }

  const enter = async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/updates`, { perMessageDeflate: false })
    const ready = new Promise<boolean>((settle) => {
      socket.on('message', (data) => {
        if (hear(socket, JSON.parse(String(data)))) settle(true)
      })
      socket.once('close', () => {
        settle(false)
        if (ws !== socket) return
        ws = null
        void listener.connect()
      })
      socket.once('error', () => settle(false))
    })
    await once(socket, 'open')
    socket.send(JSON.stringify({ type: 'auth', token }))
    if (!(await ready) || socket.readyState !== WebSocket.OPEN) return false
    ws = socket
    return true
  }

  /** True once the socket is up to date. */
  const hear = (socket: WebSocket, frame: Frame): boolean => {
    if (frame.type === 'change') {
      listener.seqs.push(frame.seq)
      if (!isCatchingUp) listener.delays.push(Date.now() - Date.parse(frame.at))
      last = frame.seq
    } else if (frame.type === 'ping') socket.send('{"type":"pong"}')
    else if (frame.type === 'resumed') {
      isCatchingUp = false
      if (!frame.recovered) listener.lost++
      return true
    } else if (frame.type === 'ready') {
      if (last !== null) {
        isCatchingUp = true
        listener.resumes++
        socket.send(JSON.stringify({ type: 'resume', epoch, seq: last }))
        return false
      }
      epoch = frame.epoch
      last = listener.start = frame.seq
      return true
    }
    return false
  }
  return listener
}

type Frame =
  | { type: 'change'; seq: number; at: string }
  | { type: 'ready'; seq: number; epoch: string }
  | { type: 'resumed'; recovered: boolean }
  | { type: 'ping' | 'reauth' }
