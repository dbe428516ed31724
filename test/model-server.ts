import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { type Streamed, streamOf } from './model-streams.ts'

/** What the next question is answered with: the model's text, a refusal, or one of the ways in which a server fails. */
export type Reply = Spoken | { status: number; headers?: Record<string, string> } | 'stall' | 'garbage' | 'cut'

/** What the model says: its text, word by word where a stream is asked for, and the tools it calls behind it. */
export interface Spoken extends Streamed {
  usage?: { input: number; output: number } | null
}

export interface Asked {
  protocol: Protocol['name']
  key: string
  model: string
  /** Everything that was said to the model, as JSON. */
  body: string
  /** Resolves, with the time it took, when whoever asked hangs up before the answer. */
  hungUp: Promise<number>
}

interface Protocol {
  name: 'anthropic' | 'openai' | 'gemini'
  path: RegExp
  keyOf(request: IncomingMessage): string
  modelOf(request: IncomingMessage, body: Json): string
  /** What must be in every question, as far as the real server insists on it. */
  required: string[]
  answer(text: string, usage: { input: number; output: number } | null, body: Json): Json
  refusal(status: number): Json
}

type Json = Record<string, unknown>

const bearer = ({ headers }: IncomingMessage) => headers.authorization?.replace('Bearer ', '') ?? ''

const PROTOCOLS: Protocol[] = [
  {
    name: 'anthropic',
    path: /^\/v1\/messages$/,
    keyOf: ({ headers }) => (headers['anthropic-version'] ? String(headers['x-api-key'] ?? '') : ''),
    modelOf: (_, body) => String(body.model),
    required: ['model', 'max_tokens', 'messages'],
    answer: (text, usage, body) => ({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: body.model,
      content: [anthropicPart(text, body)],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: usage?.input ?? 0, output_tokens: usage?.output ?? 0 },
    }),
    refusal: (status) => ({
      type: 'error',
      error: { type: status === 529 ? 'overloaded_error' : 'api_error', message: 'no' },
    }),
  },
  {
    name: 'openai',
    path: /^(\/openai)?\/v1\/chat\/completions$/,
    keyOf: bearer,
    modelOf: (_, body) => String(body.model),
    required: ['model', 'messages'],
    answer: (text, usage, body) => ({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_800_000_000,
      model: body.model,
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
      ...(usage && {
        usage: {
          prompt_tokens: usage.input,
          completion_tokens: usage.output,
          total_tokens: usage.input + usage.output,
        },
      }),
    }),
    refusal: (status) => ({ error: { message: 'no', type: 'server_error', param: null, code: String(status) } }),
  },
  {
    name: 'gemini',
    path: /^\/v1beta\/models\/([^:]+):(?:generateContent|streamGenerateContent\?alt=sse)$/,
    keyOf: ({ headers }) => String(headers['x-goog-api-key'] ?? ''),
    modelOf: ({ url = '' }) => /models\/([^:]+):/.exec(url)?.[1] ?? '',
    required: ['contents'],
    answer: (text, usage) => ({
      candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
      ...(usage && {
        usageMetadata: {
          promptTokenCount: usage.input,
          candidatesTokenCount: usage.output,
          totalTokenCount: usage.input + usage.output,
        },
      }),
    }),
    refusal: (status) => ({ error: { code: status, message: 'no', status: 'INTERNAL' } }),
  },
]

/** Where an answer was asked for as a call of a tool, it comes as one. */
function anthropicPart(text: string, { tools }: Json): Json {
  const [tool] = (tools ?? []) as { name: string }[]
  if (!tool) return { type: 'text', text }
  return { type: 'tool_use', id: 'toolu_1', name: tool.name, input: JSON.parse(text) }
}

export interface ModelServer {
  /** A bare host, as operators write it. */
  url: string
  asked: Asked[]
  /** What the next questions get, one each; the last one stays. */
  replies: Reply[]
  close(): void
}

/**
 * A model provider on loopback that speaks what Anthropic, OpenAI (Groq, Ollama, vLLM) and Gemini speak, whole or in a stream, and
 * answers 400 to what they would not take.
 */
export async function openModelServer(...replies: Reply[]): Promise<ModelServer> {
  const asked: Asked[] = []
  const next = () => (replies.length > 1 ? replies.shift() : replies[0]) ?? { status: 500 }
  const server = createServer((request, response) => void answer(request, response, asked, next))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    replies,
    close: () => server.close().closeAllConnections(),
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, asked: Asked[], next: () => Reply) {
  const { promise: hungUp, resolve } = Promise.withResolvers<number>()
  const since = performance.now()
  response.on('close', () => {
    if (!response.writableFinished) resolve(performance.now() - since)
  })
  const protocol = PROTOCOLS.find(({ path }) => path.test(request.url ?? ''))
  if (!protocol || request.method !== 'POST') return send(response, 404, { error: { message: 'no such address' } })
  const text = await textOf(request)
  const body = JSON.parse(text) as Json
  const missing = protocol.required.filter((name) => !(name in body))
  if (missing.length > 0 || !schemasIn(body).every(isObjectSchema)) return send(response, 400, protocol.refusal(400))
  const { name } = protocol
  asked.push({
    protocol: name,
    key: protocol.keyOf(request),
    model: protocol.modelOf(request, body),
    body: text,
    hungUp,
  })
  const reply = next()
  if (reply === 'stall') return
  if (reply === 'garbage') return send(response, 200, '<html>gateway</html>')
  const given: Spoken = typeof reply === 'object' && 'text' in reply ? reply : { text: '{"title":"cut"}' }
  const usage = given.usage === undefined ? { input: 100, output: 20 } : given.usage
  if (typeof reply === 'object' && 'status' in reply)
    return send(response, reply.status, protocol.refusal(reply.status), reply.headers)
  if (body.stream === true || /:stream/.test(request.url ?? ''))
    return streamOf(name, response, reply === 'cut' ? { ...given, breaks: 'cut' } : given, usage)
  const whole = protocol.answer(given.text, usage, body)
  return reply === 'cut' ? cut(response, whole) : send(response, 200, whole)
}

/** Every JSON Schema that a question brings: of its answer, and of the tools it offers. */
function schemasIn({ response_format, output_config, output_format, tools }: Json): unknown[] {
  const format = response_format as { json_schema?: { schema?: unknown } } | undefined
  const { format: own = output_format } = (output_config ?? {}) as { format?: unknown }
  const offered = (Array.isArray(tools) ? tools : []) as {
    input_schema?: unknown
    function?: { parameters?: unknown }
  }[]
  const ofTools = offered.map((tool) => tool.input_schema ?? tool.function?.parameters)
  return [format?.json_schema?.schema, (own as Json | undefined)?.schema, ...ofTools].filter((one) => one !== undefined)
}

/** OpenAI and Anthropic take no schema whose root is a reference. */
const isObjectSchema = (schema: unknown) => (schema as Json).type === 'object'

function send(response: ServerResponse, status: number, body: Json | string, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** Half of what was announced, and then the connection is gone. */
function cut(response: ServerResponse, body: Json) {
  const text = JSON.stringify(body)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length })
  response.write(text.slice(0, text.length / 2), () => response.destroy())
}
