const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost']
const MAX_CHARACTERS = 500

/** Where a browser may be sent with a code: over TLS, or to a program on the same machine (RFC 8252 §7.3). */
export function isRedirectUri(text: string): boolean {
  if (text.length > MAX_CHARACTERS || text.includes('#') || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
}

/** The address with what the client is told; what stood in its query stays. */
export function redirectTo(uri: string, told: Record<string, string | null>): string {
  const address = new URL(uri)
  for (const [name, value] of Object.entries(told)) if (value !== null) address.searchParams.set(name, value)
  return address.href
}
