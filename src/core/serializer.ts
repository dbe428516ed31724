import fastJsonStringify from 'fast-json-stringify'
import { z } from 'zod'

type JsonSchema = Record<string, unknown>

type Write = (value: unknown) => string

const compiled = new WeakMap<z.ZodType, Write>()

/**
 * A function that writes exactly the fields which an answer's schema declares: what is not declared is not sent. Several times faster
 * than parsing each answer; services are typed by the same schema. It is compiled when it first writes, once for a schema: most of
 * hundreds of operations are not asked for soon, and nobody waits for them at the start.
 */
export function compileSerializer(schema: z.ZodType): Write {
  let write = compiled.get(schema)
  return (value) => {
    if (!write) {
      write = compiled.get(schema) ?? compile(schema)
      compiled.set(schema, write)
    }
    return write(value)
  }
}

function compile(schema: z.ZodType): Write {
  const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', reused: 'inline' }) as JsonSchema
  const write = fastJsonStringify(plain(json) as fastJsonStringify.Schema, { largeArrayMechanism: 'json-stringify' })
  return (value) => write(value)
}

/** Rewrites a schema into the cheap subset: no formats or bounds to check again, `T | null` as `nullable`. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain)
  if (typeof node !== 'object' || node === null) return node
  const { anyOf, ...rest } = node as JsonSchema
  const options = anyOf as JsonSchema[] | undefined
  const present = options?.filter((option) => option.type !== 'null')
  if (options && present?.length === 1 && present.length < options.length) {
    return plain({ ...rest, ...present[0], nullable: true })
  }
  if (rest.enum && rest.type === 'string') return { type: 'string', ...(rest.nullable === true && { nullable: true }) }
  const kept = Object.entries(options ? { ...rest, anyOf } : rest).filter(([key]) => !CHECKS.has(key))
  return Object.fromEntries(
    kept.map(([key, value]) => [key, NAMED.has(key) ? mapValues(value as JsonSchema) : plain(value)]),
  )
}

/** Keys whose value maps names to schemas: the names are the user's, not the schema language's. */
const NAMED = new Set(['properties', '$defs'])
const mapValues = (map: JsonSchema) =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, plain(value)]))

const CHECKS = new Set([
  'format',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'default',
  'examples',
  'example',
  'id',
  'description',
  'title',
  '$schema',
])
