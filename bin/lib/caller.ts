interface Person {
  email: string
  password: string
  name: string
  timezone: string
}

type Json = Record<string, unknown>

export interface Caller {
  get(path: string): Promise<Json>
  post(path: string, body: object): Promise<Json>
  patch(path: string, body: object): Promise<Json>
}

const PATIENCE = 6

/** Signs a person up, or in where they are known already. Says how to start the server when none answers. */
export async function callerOf(base: string, person: Person, say: (line: string) => void): Promise<Caller> {
  const { email, password } = person
  const send = (method: string, path: string, body?: object, token?: string) => request(base, method, path, body, token)
  const known = await send('POST', '/auth/signup', person).catch(() => {
    throw new Error(`Nothing answers at ${base}. Start the server with "npm start", or set BASE_URL.`)
  })
  const { status, body } = known.status === 409 ? await send('POST', '/auth/login', { email, password }) : known
  if (status >= 400) throw new Error(`${email} cannot sign in: ${String(body.detail)}`)
  say(`  ${known.status === 409 ? 'signed in' : 'signed up'} as ${email}`)
  const call = async (method: string, path: string, payload?: object) => {
    const answer = await send(method, path, payload, String(body.accessToken))
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${String(answer.body.detail)}`)
    return answer.body
  }
  return {
    get: (path) => call('GET', path),
    post: (path, payload) => call('POST', path, payload),
    patch: (path, payload) => call('PATCH', path, payload),
  }
}

/** One request; told to wait (429, 503), it waits as long as it was told and asks again. */
async function request(base: string, method: string, path: string, body?: object, token?: string) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${base}/api${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const wait = Number(response.headers.get('retry-after'))
    if (!(response.status === 429 || response.status === 503) || attempt === PATIENCE) {
      const text = await response.text()
      return { status: response.status, body: (text ? JSON.parse(text) : {}) as Json }
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(1, wait) * 1_000))
  }
}
