import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { ChatEvent } from './documents.ts'

const ALIVE_MS = 15_000

/** Events as a browser's EventSource reads them, at the reader's own pace; a comment now and then keeps proxies from hanging up. */
export function eventStream(events: AsyncGenerator<ChatEvent>, gone: AbortController): PassThrough {
  const stream = new PassThrough()
  const alive = setInterval(() => stream.write(': alive\n\n'), ALIVE_MS)
  stream.on('close', () => {
    clearInterval(alive)
    gone.abort()
  })
  stream.on('error', () => {})
  void pump(events, stream, gone.signal)
    .catch(() => {})
    .finally(() => stream.end())
  return stream
}

async function pump(events: AsyncGenerator<ChatEvent>, stream: PassThrough, signal: AbortSignal) {
  stream.write('retry: 1000\n\n')
  for await (const event of events) {
    const hasRoom = stream.write(`id: ${event.offset}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    if (!hasRoom) await once(stream, 'drain', { signal })
  }
}
