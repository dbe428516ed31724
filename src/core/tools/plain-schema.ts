import { z } from 'zod'

/** JSON Schema of draft 2020-12, without references. */
export type PlainSchema = Record<string, unknown>

/**
 * A schema as a model is told of it. References are put in their places: OpenAI and Anthropic refuse (400) one whose root is not an object
 * itself, and not every other follows them.
 */
export function plainSchema(schema: z.ZodType, io: 'input' | 'output'): PlainSchema {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as PlainSchema
  return inlined(json, (json.$defs ?? {}) as Record<string, PlainSchema>) as PlainSchema
}

const LEFT_OUT = new Set(['$schema', '$defs', 'id', 'example', 'examples'])
const NAMED = new Set(['properties'])

function inlined(node: unknown, named: Record<string, PlainSchema>): unknown {
  if (Array.isArray(node)) return node.map((one) => inlined(one, named))
  if (typeof node !== 'object' || node === null) return node
  const { $ref, ...rest } = node as PlainSchema
  const target = typeof $ref === 'string' ? named[$ref.replace('#/$defs/', '')] : undefined
  const { pattern, ...all } = { ...target, ...rest }
  // A format says it already, in fewer words.
  const whole = pattern === undefined || all.format !== undefined ? all : { ...all, pattern }
  const kept = Object.entries(whole).filter(([key, value]) => !LEFT_OUT.has(key) && !isNoBound(value))
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      NAMED.has(key)
        ? Object.fromEntries(Object.entries(value as PlainSchema).map(([name, one]) => [name, inlined(one, named)]))
        : inlined(value, named),
    ]),
  )
}

const isNoBound = (value: unknown) => value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER
