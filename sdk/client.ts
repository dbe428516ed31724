import { type Api, OPERATIONS } from './api.ts'
import type { Problem } from './types.ts'

export interface ClientOptions {
  /** Where the server is: `http://127.0.0.1:3000`. */
  baseUrl: string
  /** An access token or API key, or a function that is asked for one before every request. */
  token?: string | (() => string | null | Promise<string | null>)
  /** How often a request is repeated after 429 or 503, when that is safe: reads, and POSTs with an idempotencyKey. 2 unless said. */
  retries?: number
  fetch?: typeof fetch
}

export type Almanac = Api

/** An answer that says no: `problem` is the server's own document (RFC 9457), with the fields that are wrong. */
export class AlmanacError extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'AlmanacError'
    this.status = problem.status
    this.problem = problem
  }
}

/** What any operation may be given: its path's parameters by name, and these. */
interface Input {
  [parameter: string]: unknown
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  idempotencyKey?: string
  /** The version that was read: the write is refused (412) when it is another by now. */
  ifMatch?: number
}

/** A client with one function for every operation. Rejects with AlmanacError when the server says no. */
export function createClient(options: ClientOptions): Almanac {
  const entries = Object.entries(OPERATIONS).map(([name, [method, path]]) => [
    name,
    (input: Input = {}) => send(options, method, path, input),
  ])
  return Object.fromEntries(entries) as Almanac // OPERATIONS has a line for every function of Api
}

async function send(options: ClientOptions, method: string, path: string, input: Input): Promise<unknown> {
  const { baseUrl, retries = 2, fetch: send = fetch } = options
  const url = baseUrl.replace(/\/+$/, '') + addressOf(path, input)
  const isRepeatable = method === 'GET' || input.idempotencyKey !== undefined
  for (let attempt = 0; ; attempt++) {
    const response = await send(url, { method, headers: await headersOf(options, input), ...bodyOf(input) })
    if (response.ok) return contentOf(response)
    const wait = Number(response.headers.get('retry-after'))
    const mayPass = response.status === 429 || response.status === 503
    if (!(mayPass && isRepeatable && wait > 0 && attempt < retries)) throw new AlmanacError(await problemOf(response, url))
    await response.body?.cancel()
    await new Promise((resolve) => setTimeout(resolve, wait * 1_000))
  }
}

function addressOf(path: string, input: Input): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined && value !== null) search.append(name, String(value))
  return search.size > 0 ? `${address}?${search}` : address
}

async function headersOf({ token }: ClientOptions, input: Input): Promise<Record<string, string>> {
  const bearer = typeof token === 'function' ? await token() : token
  return {
    accept: 'application/json',
    ...(bearer && { authorization: `Bearer ${bearer}` }),
    ...(input.body !== undefined && !(input.body instanceof FormData) && { 'content-type': 'application/json' }),
    ...(input.idempotencyKey !== undefined && { 'idempotency-key': input.idempotencyKey }),
    ...(input.ifMatch !== undefined && { 'if-match': `"${input.ifMatch}"` }),
  }
}

function bodyOf({ body }: Input): { body?: string | FormData } {
  if (body === undefined) return {}
  return { body: body instanceof FormData ? body : JSON.stringify(body) }
}

async function contentOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  const type = response.headers.get('content-type') ?? ''
  if (type.includes('json')) return response.json()
  return type.startsWith('text/') ? response.text() : response.blob()
}

/** A proxy on the way may answer for the server; what it says becomes a problem, too. */
async function problemOf(response: Response, url: string): Promise<Problem> {
  const text = await response.text()
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) return JSON.parse(text) as Problem
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: 'unavailable',
    detail: text.slice(0, 500) || response.statusText,
    instance: new URL(url, 'http://localhost').pathname,
    traceId: '',
  }
}
