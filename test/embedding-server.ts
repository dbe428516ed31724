import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface EmbeddingServer {
  url: string
  /** Every text that somebody had read, in its order, and with which key. */
  read: { text: string; key: string }[]
  /** What is answered instead; null answers. */
  refusal: number | null
  close(): void
}

interface Body {
  input?: string[]
  requests?: { content: { parts: { text: string }[] } }[]
}

/** A server on loopback that reads texts as OpenAI's `/embeddings` and Gemini's `:batchEmbedContents` do: each word is a direction. */
export async function openEmbeddingServer(): Promise<EmbeddingServer> {
  const opened: EmbeddingServer = {
    url: '',
    read: [],
    refusal: null,
    close: () => server.close().closeAllConnections(),
  }
  const server = createServer(async (request, response) => {
    const { input, requests } = (await json(request)) as Body
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (opened.refusal !== null) return send(opened.refusal, { error: { message: 'no' } })
    const isGemini = /^\/v1beta\/models\/[\w-]+:batchEmbedContents$/.test(request.url ?? '')
    const texts = isGemini ? requests?.map(({ content }) => content.parts[0]?.text ?? '') : input
    if (!texts || (!isGemini && request.url !== '/v1/embeddings')) return send(404, { error: { message: 'no' } })
    const { authorization, 'x-goog-api-key': google } = request.headers
    const key = String(google ?? authorization?.replace('Bearer ', '') ?? '')
    opened.read.push(...texts.map((text) => ({ text, key })))
    if (isGemini) return send(200, { embeddings: texts.map((text) => ({ values: vectorOf(text) })) })
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }))
    return send(200, { object: 'list', data, usage: { prompt_tokens: 1, total_tokens: 1 } })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  opened.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  return opened
}

const DIMS = 96

function vectorOf(text: string): number[] {
  const vector = Array<number>(DIMS).fill(0)
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const slot = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % DIMS, 7)
    vector[slot] = (vector[slot] ?? 0) + 1
  }
  return vector
}
