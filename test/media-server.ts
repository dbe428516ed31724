import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What the next question is answered with: an answer of the endpoint's kind, a refusal, or a way in which a server fails. */
export type MediaReply = { json: object } | { bytes: Buffer } | { status: number } | 'stall' | 'garbage'

export interface MediaAsked {
  /** `/v1/audio/speech` and the like. */
  path: string
  key: string
  /** What was sent, as JSON or as the fields of a form. */
  fields: Record<string, unknown>
  /** The file of a form. */
  file: File | null
}

export interface MediaServer {
  url: string
  asked: MediaAsked[]
  /** What the next questions get, one each; the last one stays. */
  replies: MediaReply[]
  close(): void
}

const REQUIRED: Record<string, string[]> = {
  '/v1/audio/speech': ['model', 'input', 'voice'],
  '/v1/audio/transcriptions': ['model', 'file'],
  '/v1/images/generations': ['model', 'prompt'],
}

/** A server on loopback that takes what OpenAI's audio and image endpoints take, and answers 400 to what they would not. */
export async function openMediaServer(...replies: MediaReply[]): Promise<MediaServer> {
  const asked: MediaAsked[] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const { fields, file } = await readBody(request)
    const given = new Set([...Object.keys(fields), ...(file ? ['file'] : [])])
    const required = REQUIRED[path]
    const send = (status: number, type: string, body: string | Buffer) =>
      response.writeHead(status, { 'content-type': type }).end(body)
    if (!required || request.method !== 'POST') return send(404, 'application/json', '{"error":{"message":"no"}}')
    if (required.some((name) => !given.has(name))) return send(400, 'application/json', '{"error":{"message":"no"}}')
    asked.push({ path, key: request.headers.authorization?.replace('Bearer ', '') ?? '', fields, file })
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? { status: 500 }
    if (reply === 'stall') return
    if (reply === 'garbage') return send(200, 'text/html', '<html>gateway</html>')
    if ('status' in reply) return send(reply.status, 'application/json', '{"error":{"message":"no"}}')
    if ('bytes' in reply) return send(200, 'audio/mpeg', reply.bytes)
    return send(200, 'application/json', JSON.stringify(reply.json))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return { url: `http://127.0.0.1:${port}`, asked, replies, close: () => server.close().closeAllConnections() }
}

async function readBody(request: IncomingMessage): Promise<Pick<MediaAsked, 'fields' | 'file'>> {
  const bytes = new Uint8Array(await buffer(request))
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return { fields: JSON.parse(new TextDecoder().decode(bytes)), file: null }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const fields: Record<string, unknown> = {}
  let file: File | null = null
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value
    else file = value as File
  }
  return { fields, file }
}
