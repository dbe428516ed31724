import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import type { UserCtx } from '#core/ctx.ts'
import { MAX_ARGUMENT_CHARACTERS } from './arguments.ts'
import { callTool, usableTools } from './call.ts'
import { MAX_RESULT_CHARACTERS } from './results.ts'
import { type Tool, tool, toolbox } from './tool.ts'

const Item = z.object({ id: z.int(), text: z.string() }).meta({ id: 'ToolTestItem' })
const Query = z.strictObject({
  text: z.string().max(10).optional(),
  count: z.int().max(10_000).default(1),
  of: Item.optional(),
})

/** A reading tool that answers so many items, with a column nobody declared. */
const lister = (name: string, text = 'x'): Tool =>
  tool({
    name,
    title: 'List',
    description: 'Lists.',
    effect: 'read',
    scopes: ['tasks:read'],
    input: Query,
    output: z.object({ items: z.array(Item) }),
    example: {},
    run: async (_, { count }) => ({
      items: Array.from({ length: count }, (_, id) => ({ id, text, passwordHash: 'secret' })),
    }),
  })

const nowhere = () => {
  throw new Error('these tools reach nowhere')
}
const tools = toolbox(
  [{ tools: [lister('things_list'), lister('essays_list', 'y'.repeat(50_000))] }],
  new Map(),
  nowhere,
)
const as = (scopes: string[] | null) =>
  ({ actor: { id: 'ann', role: 'user', via: null, sessionId: null, scopes } }) as unknown as UserCtx // reads no database
const call = (name: string, given: unknown, scopes: string[] | null = null) =>
  callTool(as(scopes), tools, { name, arguments: given })
const codeOf = async (name: string, given: unknown, scopes: string[] | null = null) => {
  const answer = await call(name, given, scopes)
  return answer.ok ? 'ok' : answer.error.code
}

test('a call is taken as a value, as JSON text or without arguments', async () => {
  for (const given of [{ count: 2 }, '{"count":2}']) {
    const answer = await call('things_list', given)
    assert.deepEqual(answer, {
      ok: true,
      result: {
        items: [
          { id: 0, text: 'x' },
          { id: 1, text: 'x' },
        ],
      },
    })
  }
  for (const given of [undefined, null, '', '{}']) assert.equal(await codeOf('things_list', given), 'ok')
})

test('what does not fit is refused in words that name the field', async () => {
  const answer = await call('things_list', { count: 'many', surprise: true, text: 'longer than ten' })
  assert.ok(!answer.ok)
  assert.equal(answer.error.code, 'invalid_input')
  assert.deepEqual(answer.error.errors?.map(({ path }) => path).sort(), ['', 'count', 'text'])
  assert.match(answer.error.message, /count: .*surprise/s)
})

test('an unknown tool is an answer, also when its name is a megabyte or no text', async () => {
  for (const name of ['things_erase', '__proto__', 'x'.repeat(1_000_000), 7 as unknown as string]) {
    const answer = await call(name, {})
    assert.ok(!answer.ok && answer.error.code === 'not_found' && answer.error.message.length < 200)
  }
})

test('arguments of a megabyte, of endless nesting or of no object are refused', async () => {
  const long = 'x'.repeat(1_000_000)
  assert.equal(await codeOf('things_list', { text: long }), 'too_large')
  assert.equal(await codeOf('things_list', JSON.stringify({ text: long })), 'too_large')
  assert.equal(await codeOf('things_list', { [long]: 1 }), 'too_large')
  assert.equal(await codeOf('things_list', { a: Array.from({ length: 500_000 }, () => 1) }), 'too_large')
  let deep: unknown = 1
  for (let depth = 0; depth < 200_000; depth++) deep = { deep }
  assert.equal(await codeOf('things_list', deep), 'invalid_input')
  assert.equal(await codeOf('things_list', `${'['.repeat(30_000)}`), 'malformed_json')
  assert.equal(await codeOf('things_list', `${'['.repeat(30_000)}${']'.repeat(30_000)}`), 'invalid_input')
  for (const given of ['{"count":', '[]', '7', 7, [1], '"x"']) assert.notEqual(await codeOf('things_list', given), 'ok')
  for (const text of ['a\u0000b', '\ud800']) assert.equal(await codeOf('things_list', { text }), 'invalid_input')
  assert.ok(MAX_ARGUMENT_CHARACTERS < 100_000)
})

test('an answer has the declared fields alone, and is cut to its bounds without breaking', async () => {
  const many = await call('things_list', { count: 10_000 })
  assert.ok(many.ok)
  const { items, leftOff } = many.result as { items: { id: number }[]; leftOff: number }
  assert.ok(items.length > 500 && items.length + leftOff === 10_000)
  const long = await call('essays_list', { count: 100 })
  assert.ok(long.ok)
  for (const answer of [many, long]) {
    assert.ok(JSON.stringify(answer.result).length <= MAX_RESULT_CHARACTERS)
    assert.doesNotMatch(JSON.stringify(answer.result), /secret/)
  }
})

test('a key uses only the tools of its scopes', async () => {
  assert.equal(await codeOf('things_list', {}, ['tasks:write']), 'forbidden')
  assert.equal(await codeOf('things_list', {}, ['tasks:read']), 'ok')
  assert.equal(usableTools(as(['goals:read']), tools).length, 0)
  assert.equal(usableTools(as(['*']), tools).length, 2)
})

test('a name that two tools claim is refused at the start', () => {
  assert.throws(() => toolbox([{ tools: [lister('a')] }, { tools: [lister('a')] }], new Map(), nowhere), /'a'/)
})

test('a model is told of the arguments without references and examples', () => {
  const schema = JSON.stringify(tools.get('things_list')?.inputSchema)
  assert.doesNotMatch(schema, /\$ref|\$defs|example/)
  assert.match(schema, /"additionalProperties":false/)
  assert.match(schema, /"of":\{"type":"object"/)
})
