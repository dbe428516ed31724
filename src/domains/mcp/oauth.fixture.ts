import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { PASSWORD, type SignedUp } from '#test/people.ts'

/** The app at the address that it names in its documents, which must be known before the start. */
export async function serve(): Promise<{ app: TestApp; url: string }> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo // it listens on TCP
  await new Promise((resolve) => probe.close(resolve))
  const url = `http://127.0.0.1:${port}`
  const app = await startApp({ env: { PUBLIC_URL: url } })
  await app.http.listen({ port, host: '127.0.0.1' })
  return { app, url }
}

export const CALLBACK = 'http://127.0.0.1:7777/callback?from=almanac'
const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' }

export interface Flow {
  verifier: string
  query: Record<string, string>
}

export const answerOf = (response: Response) => new URL(response.headers.get('location') ?? '').searchParams

export const refused = async (response: Response) => [response.status, ((await response.json()) as Body).error]

/** What programs and people do at this server, through the front door. */
export function visit(url: string) {
  const send = (path: string, body: string, type: string, headers: Record<string, string> = {}) =>
    fetch(url + path, { method: 'POST', redirect: 'manual', headers: { 'content-type': type, ...headers }, body })
  const json = (path: string, body: unknown) => send(path, JSON.stringify(body), 'application/json')
  const form = (path: string, fields: [string, string][] | Record<string, string>) =>
    send(path, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded')
  const list = async (token: string) => {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream' }
    return (await send('/mcp', JSON.stringify(LIST), 'application/json', headers)).status
  }

  const register = async (more: object = {}): Promise<Body> =>
    (await json('/oauth/register', { client_name: 'Desk', redirect_uris: [CALLBACK], ...more })).json()

  function flowFor({ client_id }: Body, more: Record<string, string> = {}): Flow {
    const verifier = randomBytes(32).toString('base64url')
    const code_challenge = createHash('sha256').update(verifier).digest('base64url')
    const fixed = {
      response_type: 'code',
      client_id,
      redirect_uri: CALLBACK,
      code_challenge_method: 'S256',
      state: 's1',
    }
    return { verifier, query: { ...fixed, code_challenge, resource: `${url}/mcp`, ...more } }
  }

  /** Fills in the page that a person sees, and answers where it leads. */
  async function decide(address: string, by: SignedUp, filled: Record<string, string> = {}): Promise<Response> {
    const page = await (await fetch(address)).text()
    const fields = [...page.matchAll(/name="([^"]+)" value="([^"]*)"/g)]
      .filter(([, name]) => name !== 'decision' && name !== 'email')
      .map(([, name = '', value = '']): [string, string] => [name, value.replaceAll('&amp;', '&')])
    const own = { email: by.email, password: PASSWORD, decision: 'allow', ...filled }
    return form('/oauth/authorize', [...fields, ...Object.entries(own)])
  }

  const authorize = (by: SignedUp, { query }: Flow, filled: Record<string, string> = {}) =>
    decide(`${url}/oauth/authorize?${new URLSearchParams(query)}`, by, filled)

  async function codeFor(by: SignedUp, flow: Flow): Promise<string> {
    const response = await authorize(by, flow)
    assert.equal(response.status, 303, await response.text())
    return answerOf(response).get('code') ?? ''
  }

  const redeem = (flow: Flow, code: string, more: Record<string, string> = {}) => {
    const { client_id = '', redirect_uri = '' } = flow.query
    const fields = { grant_type: 'authorization_code', code, client_id, redirect_uri, code_verifier: flow.verifier }
    return form('/oauth/token', { ...fields, ...more })
  }

  const refresh = ({ query: { client_id = '' } }: Flow, refresh_token: string) =>
    form('/oauth/token', { grant_type: 'refresh_token', client_id, refresh_token })

  async function letIn(by: SignedUp, scope = 'tasks:read'): Promise<{ flow: Flow; tokens: Body }> {
    const flow = flowFor(await register(), { scope })
    const response = await redeem(flow, await codeFor(by, flow))
    assert.equal(response.status, 200)
    return { flow, tokens: await response.json() }
  }
  return { send, json, form, list, register, flowFor, decide, authorize, codeFor, redeem, refresh, letIn }
}
