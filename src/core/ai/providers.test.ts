import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer, type Reply } from '#test/model-server.ts'
import { PROVIDER_NAMES, type ProviderName } from './names.ts'

const SPOKEN: Record<ProviderName, string> = {
  anthropic: 'anthropic',
  openai: 'openai',
  gemini: 'gemini',
  groq: 'openai',
  ollama: 'openai',
  vllm: 'openai',
  compatible: 'openai',
}

const answer = (title: string) =>
  JSON.stringify({
    title,
    area: 'operations',
    priority: null,
    dueDate: null,
    dueAt: null,
    scheduledDate: null,
    recurrence: null,
    target: null,
    estimateMinutes: null,
    tags: [],
    confidence: 0.9,
  })

let app: TestApp
const servers = {} as Record<ProviderName, ModelServer>

before(async () => {
  const env: Record<string, string> = { AI_PROVIDERS: PROVIDER_NAMES.join(), AI_TIMEOUT_SECONDS: '0.5' }
  for (const name of PROVIDER_NAMES) {
    servers[name] = await openModelServer({ text: answer(name) })
    const upper = name.toUpperCase()
    env[`${upper}_BASE_URL`] = servers[name].url
    env[`${upper}_API_KEY`] = `key-of-${name}`
    env[`${upper}_MODEL`] = `${name}-usual`
  }
  app = await startApp({ env })
})
after(async () => {
  await app.close()
  for (const server of Object.values(servers)) server.close()
})

let hours = 0

/** Lets every provider answer but as told, at an hour when whatever failed before may be asked again. */
function reset(replies: Partial<Record<ProviderName, Reply[]>> = {}) {
  app.setNow(new Date(Date.UTC(2027, 2, 1, ++hours)).toISOString())
  for (const name of PROVIDER_NAMES) {
    servers[name].asked.length = 0
    servers[name].replies.splice(0, Infinity, ...(replies[name] ?? [{ text: answer(name) }]))
  }
}

/** Somebody who wants this provider, and a model of it that is not the usual one. */
async function fanOf(provider: ProviderName): Promise<Caller> {
  const ann = await app.as()
  await ann.patch('/users/me/preferences', { ai: { defaultModel: { provider, model: `${provider}-large` } } })
  return ann
}

const parse = (caller: Caller, text = 'Sweep the yard') => caller.post('/ai/tasks/parse', { text })

for (const name of PROVIDER_NAMES) {
  test(`${name} is asked in its own protocol, with its key and the chosen model, and its tokens are counted`, async () => {
    reset()
    const { status, body } = await parse(await fanOf(name))
    assert.equal(status, 200)
    assert.equal(body.result.title, name)
    const { source, provider, model, usage } = body.meta
    assert.deepEqual([source, provider, model], ['model', name, `${name}-large`])
    assert.deepEqual([usage.inputTokens, usage.outputTokens], [100, 20])
    assert.equal(servers[name].asked.length, 1)
    const [asked] = servers[name].asked
    assert.deepEqual([asked?.protocol, asked?.key, asked?.model], [SPOKEN[name], `key-of-${name}`, `${name}-large`])
    assert.match(asked?.body ?? '', /Sweep the yard/)
  })

  test(`whatever ${name} fails with, the next provider answers`, async () => {
    const failures: Reply[] = [
      { status: 401 },
      { status: 404 },
      { status: 429, headers: { 'retry-after': '60' } },
      { status: 500 },
      { status: 529 },
      'stall',
      'garbage',
      'cut',
    ]
    const next = PROVIDER_NAMES.find((other) => other !== name)
    for (const failure of failures) {
      reset({ [name]: [failure] })
      const { status, body } = await parse(await fanOf(name))
      const said = typeof failure === 'string' ? failure : JSON.stringify(failure)
      assert.equal(status, 200, said)
      assert.deepEqual([body.meta.source, body.meta.provider], ['model', next], said)
      const models = servers[name].asked.map(({ model }) => model)
      // The usual model of the first provider is the next in line.
      const own = name === PROVIDER_NAMES[0] ? [`${name}-large`, `${name}-usual`] : [`${name}-large`]
      assert.deepEqual(models, own, `${said}: each asked once, not again and again`)
    }
  })
}
