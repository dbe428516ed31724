import assert from 'node:assert/strict'
import { eventually } from '#test/eventually.ts'
import { type Answer, type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'

export interface Stage {
  /** Nobody has a model here: the rules answer. */
  app: TestApp
  /** Whoever asks here is answered by `model`. */
  withModel: TestApp
  model: ModelServer
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const model = await openModelServer()
  const app = await startApp()
  const withModel = await startApp({ env: { GROQ_BASE_URL: model.url, GROQ_API_KEY: 'k' } })
  const close = async () => {
    await Promise.all([app.close(), withModel.close()])
    model.close()
  }
  return { app, withModel, model, close }
}

/** Asks again while this machine is too busy with the tests themselves to be asked at all. */
const patiently = (send: () => Promise<Answer>): Promise<Answer> =>
  eventually(async () => {
    const answer = await send()
    if (answer.status === 503) throw new Error(`still unavailable: ${JSON.stringify(answer.body)}`)
    return answer
  })

export async function make(caller: Caller, collection: string, fields: object): Promise<Body> {
  const { status, body } = await patiently(() => caller.post(`/${collection}`, fields))
  assert.ok(status < 300, JSON.stringify(body))
  return body
}

/** Puts a question at an instant in UTC, and answers what came back whatever it was. */
export const put = (caller: Caller, feature: string, input: object, now = NOW): Promise<Answer> =>
  patiently(() => caller.post(`/ai/${feature}`, { ...input, now, timezone: 'UTC' }))

export async function ask(caller: Caller, feature: string, input: object, now = NOW): Promise<Body> {
  const { status, body } = await put(caller, feature, input, now)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** A Wednesday noon. */
const NOW = '2027-03-10T12:00:00.000Z'

/** What the model says from now on. */
export function says({ model }: Stage, answer: object): void {
  model.replies.splice(0, Infinity, { text: JSON.stringify(answer) })
}

/** Nobody is told about another's item, and a key without the scopes is turned away. */
export async function assertPrivate({ app }: Stage, owner: Caller, questions: [feature: string, input: object][]) {
  const stranger = await app.as()
  const { key } = await make(owner, 'api-keys', { name: 'k', scopes: ['ai:write'], expiresInDays: 1 })
  const byKey = await app.as(key)
  for (const [feature, input] of questions) {
    assert.equal((await put(stranger, feature, input)).status, 404, feature)
    assert.equal((await put(byKey, feature, input)).status, 403, feature)
  }
}

export const each = (list: Body[], name: string): Body[] => list.map((one) => one[name])
