import dns from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, fetch, type Response } from 'undici'
import { type Egress, isOpenedByName, mayReach, parseEgress } from './egress.ts'
import { AppError } from './errors.ts'

export interface FetchOptions {
  /** Exceptions to "public addresses only": host, host:port, address or CIDR range. See `parseEgress`. */
  allow: string[]
  /** For the whole exchange: names, connections, redirects and body. */
  timeoutMs?: number
  /** Of the decoded body. */
  maxBytes?: number
  /** How names become addresses; the system's resolver unless told. */
  lookup?: LookupFunction
}

export interface FetchInit {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  signal?: AbortSignal
  /** A redirect is answered as it is; otherwise up to 5 are followed. */
  redirect?: 'manual'
}

export interface Fetched {
  status: number
  /** Lower-case names; a repeated header is one value joined by `, `. */
  headers: Record<string, string>
  body: Buffer
  /** Where the answer came from, after redirects. */
  url: string
}

/** Why a user's URL failed, as `reason` in the problem document. */
export type FetchFailure =
  | 'url'
  | 'address'
  | 'port'
  | 'redirect'
  | 'timeout'
  | 'too_large'
  | 'certificate'
  | 'encoding'
  | 'unreachable'

export type GuardedFetch = (url: string, init?: FetchInit) => Promise<Fetched>

/**
 * Builds the only way to fetch a URL that a *user* gave. The address is checked on the connection itself, after the name
 * was resolved, so a name that changes its answer (DNS rebinding) gains nothing. http and https only, any port but
 * those the Fetch standard blocks (mail, IRC …), at most 5 redirects with each hop checked, 15 s and 5 MB unless told.
 * Every failure is an AppError `unprocessable` with a `reason`; none names an address behind the given host.
 * An abort through `init.signal` rejects with that signal's reason.
 */
export function createFetch(options: FetchOptions): GuardedFetch {
  const { timeoutMs = 15_000, maxBytes = 5_000_000, lookup = dns.lookup } = options
  const connect = guardedConnector(parseEgress(options.allow), lookup, timeoutMs)
  // HTTP/1.1 alone: a stranger's server gets no say in HTTP/2 windows and settings.
  const agent = new Agent({ connect, allowH2: false })
  return async (url, init = {}) => {
    const deadline = AbortSignal.timeout(timeoutMs)
    const signal = init.signal ? AbortSignal.any([deadline, init.signal]) : deadline
    try {
      return await exchange({ ...init, url: checkedUrl(url), signal }, agent, maxBytes)
    } catch (error) {
      if (init.signal?.aborted && !deadline.aborted) throw init.signal.reason
      throw deadline.aborted ? failure('timeout', timeoutMs / 1000) : explained(error)
    }
  }
}

interface Hop extends FetchInit {
  url: URL
  signal: AbortSignal
}

const MAX_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization']
const BODY_HEADERS = ['content-type', 'content-length', 'content-encoding', 'content-language', 'content-location']

async function exchange(first: Hop, agent: Agent, maxBytes: number): Promise<Fetched> {
  let hop = first
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const { url, method = 'GET', body = null, signal } = hop
    const headers = { 'user-agent': 'Almanac', ...hop.headers }
    const response = await fetch(url, { method, headers, body, signal, redirect: 'manual', dispatcher: agent })
    const mayFollow = hop.redirect !== 'manual' && REDIRECTS.has(response.status)
    const location = mayFollow ? response.headers.get('location') : null
    if (location === null) {
      const answered = { status: response.status, headers: Object.fromEntries(response.headers), url: url.href }
      return { ...answered, body: await readBody(response, maxBytes) }
    }
    await response.body?.cancel()
    hop = redirected(hop, response.status, location)
  }
  throw failure('redirect')
}

/** The next request, by the Fetch standard's rules; credentials and bodies never travel from https to http. */
function redirected(hop: Hop, status: number, location: string): Hop {
  const url = checkedUrl(location, hop.url)
  const next: Hop = { ...hop, url, headers: { ...hop.headers } }
  const method = hop.method?.toUpperCase() ?? 'GET'
  if ((status === 303 && method !== 'HEAD') || (status < 303 && method === 'POST')) {
    next.method = 'GET'
    delete next.body
    next.headers = without(next.headers, BODY_HEADERS)
  }
  const bare = without(next.headers, CREDENTIALS)
  const exposes = next.body !== undefined || Object.keys(bare).length < Object.keys(next.headers ?? {}).length
  if (exposes && hop.url.protocol === 'https:' && url.protocol === 'http:') throw failure('redirect')
  if (url.origin !== hop.url.origin) next.headers = bare
  return next
}

function without(headers: Record<string, string> = {}, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())))
}

function checkedUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw failure('url')
  return url
}

/** Decoded bytes are counted as they come, so neither an endless body nor a compressed one grows beyond the limit. */
async function readBody(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw failure('too_large', maxBytes / 1_000_000)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function guardedConnector(egress: Egress, lookup: LookupFunction, timeout: number): buildConnector.connector {
  const opened = buildConnector({ lookup, timeout, allowH2: false })
  const guarded = buildConnector({ lookup: guardedLookup(egress, lookup), timeout, allowH2: false })
  return (to, callback) => {
    const port = Number(to.port) || (to.protocol === 'https:' ? 443 : 80)
    if (isOpenedByName(egress, to.hostname, port)) opened(to, callback)
    // A literal address is never looked up, so it is checked here.
    else if (isIP(to.hostname) !== 0 && !mayReach(egress, to.hostname)) callback(failure('address'), null)
    else guarded(to, callback)
  }
}

/** Resolves to the addresses a connection may be made to, and to no other: the socket connects to exactly these. */
function guardedLookup(egress: Egress, lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const reachable = [addresses].flat().flatMap((found) => {
        const address = typeof found === 'string' ? found : found.address
        return mayReach(egress, address) ? [{ address, family: isIP(address) }] : []
      })
      const [first] = reachable
      if (first === undefined) callback(failure('address'), [])
      else if (options.all) callback(null, reachable)
      else callback(null, first.address, first.family)
    })
  }
}

/** Finds the reason in what undici threw. Messages of the network layer carry addresses and stay inside. */
function explained(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause
    const code = 'code' in cause ? String(cause.code) : ''
    // An unknown name and a private one sound alike, so the names of an inner network cannot be listed from outside.
    if (/^(ENOTFOUND|EAI_)/.test(code)) return failure('address')
    if (/CERT|SELF_SIGNED|ISSUER|^ERR_(TLS|SSL)/.test(code)) return failure('certificate')
    if (/^(Z_|ERR__ERROR|ERR_BROTLI|ERR_PADDING|ZSTD_)/.test(code)) return failure('encoding')
    if (cause.message === 'bad port') return failure('port')
  }
  const fromNetwork = error instanceof TypeError && error.cause instanceof Error
  return fromNetwork ? failure('unreachable') : error
}

const MESSAGES: Record<FetchFailure, string> = {
  url: 'This is not a web address that can be fetched. Give one that starts with https:// and holds no password.',
  address: 'No public address was found for this URL. Check its spelling; private network addresses are not fetched.',
  port: 'This port is not used for web pages. Give an address on another port.',
  redirect: 'This address redirects too often, or from https to http. Give the address it finally leads to.',
  timeout: 'This address did not answer completely within # seconds. Try again later or give another address.',
  too_large: 'What this address sends is larger than # MB. Give the address of a smaller document.',
  certificate: 'The certificate of this address is not valid. Correct it there or give another address.',
  encoding: 'What this address sends is damaged. Correct it there or give another address.',
  unreachable: 'This address could not be reached. Check it and that its server is running, then try again.',
}

function failure(reason: FetchFailure, limit = 0): AppError {
  return new AppError('unprocessable', MESSAGES[reason].replace('#', String(limit)), { extra: { reason } })
}
