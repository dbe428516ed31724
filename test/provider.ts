import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export interface Account {
  email: string
  email_verified: boolean
  name?: string
}

/** A certified OpenID provider on loopback that knows whoever stands in `accounts`, and a browser to sign in with. */
export async function openProvider(redirectUri: string, accounts: Map<string, Account>) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  const provider = new Provider(issuer, {
    cookies: { keys: ['test'] },
    clients: [{ client_id: 'almanac', client_secret: 'secret', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...accounts.get(accountId) }) }),
  })
  server.on('request', provider.callback())
  return {
    issuer,
    /** Follows the provider's pages as somebody would, and answers the address they are sent back to. */
    signIn: (start: string, login: string, consents = true) => browse(start, redirectUri, login, consents),
    close: () => server.close().closeAllConnections(),
  }
}

async function browse(start: string, end: string, login: string, consents: boolean): Promise<string> {
  const jar = new Map<string, string>()
  let [url, form]: [string, URLSearchParams | null] = [start, null]
  while (!url.startsWith(end)) {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const sent: RequestInit = form === null ? {} : { method: 'POST', body: form }
    const response: Response = await fetch(url, { ...sent, headers: { cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const page = await response.text()
    const location = response.headers.get('location')
    form = location === null ? formOf(page, login) : null
    if (location !== null) url = new URL(location, url).href
    else if (page.includes('value="consent"') && !consents) [url, form] = [`${url}/abort`, null]
  }
  return url
}

function formOf(page: string, login: string): URLSearchParams {
  return page.includes('name="login"')
    ? new URLSearchParams({ prompt: 'login', login, password: 'x' })
    : new URLSearchParams({ prompt: 'consent' })
}
