import type { FastifyReply, FastifyRequest } from 'fastify'

/** What one browser keeps and shows again at one address, out of reach of scripts and of forms on other sites. */
export interface Keepsake {
  name: string
  value: string
  /** The only address that it is shown at. Over TLS it goes nowhere else than over TLS. */
  url: string
  /** Zero forgets it. */
  seconds: number
}

/** `Lax`, because the way back from a provider begins on another site. */
export function keepInBrowser(reply: FastifyReply, { name, value, url, seconds }: Keepsake) {
  const { pathname, protocol } = new URL(url)
  const secure = protocol === 'https:' ? '; Secure' : ''
  reply.header('set-cookie', `${name}=${value}; Path=${pathname}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`)
}

/** What this browser keeps under a name; null when it keeps nothing. */
export function keptInBrowser({ headers }: FastifyRequest, name: string): string | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}
