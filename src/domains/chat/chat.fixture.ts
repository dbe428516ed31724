import assert from 'node:assert/strict'
import { eventually } from '#test/eventually.ts'
import type { Answer, Body, Caller, TestApp } from '#test/harness.ts'

export interface Told {
  /** Everything the answer said, in order. */
  events: Body[]
  text: string
  last: Body
}

/** Reads Server-Sent Events as a browser does. */
export function parseEvents(stream: string): Body[] {
  return stream
    .split('\n\n')
    .filter((block) => /^data: /m.test(block))
    .map((block) => {
      const event = JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '')
      assert.equal(/^id: (\d+)$/m.exec(block)?.[1], String(event.offset))
      assert.equal(/^event: (\w+)$/m.exec(block)?.[1], event.type)
      return event
    })
}

export const textOf = (events: Body[]): string =>
  events.map((event) => (event.type === 'started' ? event.content : event.type === 'delta' ? event.text : '')).join('')

/** Hears an answer to its end. */
export async function hear(caller: Caller, generationId: string, after = 0): Promise<Told> {
  const { status, body } = await patiently(() => caller.get(`/chat/generations/${generationId}/events?after=${after}`))
  assert.equal(status, 200, JSON.stringify(body))
  const events = parseEvents(body ?? '')
  return { events, text: textOf(events), last: events.at(-1) }
}

export async function converse(caller: Caller, fields: object = {}): Promise<string> {
  const { status, body } = await patiently(() => caller.post('/chat/conversations', fields))
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}

/** Says something, and answers what was accepted. */
export async function say(caller: Caller, conversationId: string, content: string, more: object = {}): Promise<Body> {
  const url = `/chat/conversations/${conversationId}/messages`
  const { status, body } = await patiently(() => caller.post(url, { content, ...more }))
  assert.equal(status, 202, JSON.stringify(body))
  return body
}

/** Says something, and hears the answer to its end. */
export async function talk(caller: Caller, conversationId: string, content: string, more: object = {}): Promise<Told> {
  const { generationId } = await say(caller, conversationId, content, more)
  return hear(caller, generationId)
}

export const messagesOf = async (caller: Caller, conversationId: string, query = ''): Promise<Body[]> =>
  (await caller.get(`/chat/conversations/${conversationId}/messages${query}`)).body.items

/** Waits until an answer is in this state. */
export const until = (caller: Caller, generationId: string, state: string): Promise<Body> =>
  eventually(async () => {
    const { body } = await caller.get(`/chat/generations/${generationId}`)
    assert.equal(body.state, state)
    return body
  })

/** Frames of a scripted model: what it was asked, as its protocol has it. */
export const askedOf = (server: { asked: { body: string }[] }, at = -1): Body =>
  JSON.parse(server.asked.at(at)?.body ?? '{}')

/** Waits until a start under load is no longer taken for too much work. */
export const settled = (app: TestApp) => patiently(() => app.call({ url: '/livez' }))

/** Asks again while this machine is too busy with the tests themselves to be asked at all. */
export const patiently = (ask: () => Promise<Answer>): Promise<Answer> =>
  eventually(async () => {
    const answer = await ask()
    if (answer.status === 503) throw new Error(`still unavailable: ${JSON.stringify(answer.body)}`)
    return answer
  })
