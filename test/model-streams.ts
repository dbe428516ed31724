import type { ServerResponse } from 'node:http'

export interface Streamed {
  text: string
  /** The tools that are called behind the text. */
  calls?: { name: string; arguments: unknown }[]
  /** Waited for behind the first word. */
  until?: Promise<unknown>
  /** Between two words, ms. */
  paceMs?: number
  /** What happens in place of the end: nothing more, a lost connection, an end that nothing announced, or the most it may say. */
  breaks?: 'stall' | 'cut' | 'end' | 'length'
  /** Told of each word when it is sent. */
  sent?: (word: string) => void
}

type Usage = { input: number; output: number } | null
type Json = Record<string, unknown>

interface Dialect {
  opening(usage: Usage): string
  word(text: string): string
  call(call: { name: string; arguments: unknown }, at: number): string
  ending(usage: Usage, why: 'stop' | 'calls' | 'length'): string
}

/** Says a reply word by word in the words of a provider's protocol. */
export async function streamOf(
  protocol: 'anthropic' | 'openai' | 'gemini',
  response: ServerResponse,
  { text, calls = [], until, paceMs = 0, breaks, sent = () => {} }: Streamed,
  usage: Usage,
) {
  const dialect = DIALECTS[protocol]
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(dialect.opening(usage))
  for (const [at, word] of (text.match(/\S+\s*/g) ?? []).entries()) {
    if (at > 0 && paceMs > 0) await new Promise((go) => setTimeout(go, paceMs))
    if (response.destroyed) return
    sent(word)
    response.write(dialect.word(word))
    if (at === 0) await until
  }
  if (breaks === 'stall') return
  if (breaks === 'cut') return void response.write('data: {"half', () => response.destroy())
  if (breaks === 'end') return void response.end()
  for (const [at, call] of calls.entries()) response.write(dialect.call(call, at))
  response.end(dialect.ending(usage, breaks ?? (calls.length > 0 ? 'calls' : 'stop')))
}

const data = (json: Json) => `data: ${JSON.stringify(json)}\n\n`
const event = (json: Json) => `event: ${json.type}\n${data(json)}`

const chunk = (delta: Json, reason: string | null = null) =>
  data({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_800_000_000,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: reason }],
  })

const openai: Dialect = {
  opening: () => chunk({ role: 'assistant', content: '' }),
  word: (content) => chunk({ content }),
  call: ({ name, arguments: given }, index) =>
    chunk({ tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }] }) +
    chunk({ tool_calls: [{ index, function: { arguments: JSON.stringify(given) } }] }),
  ending: (usage, why) => {
    const counted = usage && {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
    }
    const last = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [] }
    return (
      chunk({}, why === 'calls' ? 'tool_calls' : why) +
      (counted ? data({ ...last, usage: counted, x_groq: { id: 'req_1', usage: counted } }) : '') +
      'data: [DONE]\n\n'
    )
  },
}

const block = (index: number, content_block: Json, delta: Json) =>
  event({ type: 'content_block_start', index, content_block }) +
  event({ type: 'content_block_delta', index, delta }) +
  event({ type: 'content_block_stop', index })

const anthropic: Dialect = {
  opening: (usage) =>
    event({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: usage?.input ?? 0, output_tokens: 0 },
      },
    }) + event({ type: 'ping' }),
  word: (text) => block(0, { type: 'text', text: '' }, { type: 'text_delta', text }),
  call: ({ name, arguments: given }, at) =>
    block(
      at + 1,
      { type: 'tool_use', id: `toolu_${at}`, name, input: {} },
      { type: 'input_json_delta', partial_json: JSON.stringify(given) },
    ),
  ending: (usage, why) =>
    event({
      type: 'message_delta',
      delta: { stop_reason: { calls: 'tool_use', stop: 'end_turn', length: 'max_tokens' }[why], stop_sequence: null },
      usage: { output_tokens: usage?.output ?? 0 },
    }) + event({ type: 'message_stop' }),
}

const part = (parts: Json[], more: Json = {}, beside: Json = {}) =>
  data({ candidates: [{ content: { role: 'model', parts }, index: 0, ...more }], ...beside })

const gemini: Dialect = {
  opening: () => '',
  word: (text) => part([{ text }]),
  call: ({ name, arguments: args }) => part([{ functionCall: { name, args } }]),
  ending: (usage, why) =>
    part(
      [{ text: '' }],
      { finishReason: why === 'length' ? 'MAX_TOKENS' : 'STOP' },
      usage
        ? {
            usageMetadata: {
              promptTokenCount: usage.input,
              candidatesTokenCount: usage.output,
              totalTokenCount: usage.input + usage.output,
            },
          }
        : {},
    ),
}

const DIALECTS: Record<'anthropic' | 'openai' | 'gemini', Dialect> = { anthropic, openai, gemini }
