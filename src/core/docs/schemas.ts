import { z } from 'zod'

/** JSON Schema of draft 2020-12, as OpenAPI 3.1 uses it. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  examples?: unknown[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  [keyword: string]: unknown
}

/** Which side of a schema: what a client sends, or what it is answered. */
export type Direction = 'input' | 'output'

/** Turns Zod into JSON Schema and remembers the named ones (`.meta({ id })`), which are referred to instead of repeated. */
export interface Schemas {
  of(schema: z.ZodType, direction: Direction): JsonSchema
  /** Follows a reference to the named schema. */
  resolve(schema: JsonSchema): JsonSchema
  /** Every named schema that was used, in alphabetical order. */
  components(): Record<string, JsonSchema>
}

const COMPONENTS = '#/components/schemas/'

/** Refuses a name that stands for two shapes: a schema with defaults looks different coming in and going out. */
export function createSchemas(): Schemas {
  const named = new Map<string, JsonSchema>()
  const keep = (name: string, schema: JsonSchema) => {
    const known = named.get(name)
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`The schema '${name}' has two shapes. Give the one of requests and the one of answers two names.`)
    named.set(name, schema)
  }
  const convert = (schema: z.ZodType, direction: Direction) => {
    // Inside an array, so that a named schema at the top becomes a reference like any other.
    const json = z.toJSONSchema(z.array(schema), {
      io: direction,
      unrepresentable: 'any',
      reused: 'inline',
      override: ({ zodSchema, jsonSchema }) => {
        const { def } = zodSchema._zod
        if (def.type === 'object' && !def.catchall) delete jsonSchema.additionalProperties
      },
    }) as JsonSchema & { $defs?: Record<string, JsonSchema> }
    for (const [name, one] of Object.entries(json.$defs ?? {})) keep(name, tidied(one))
    return tidied(json.items ?? {})
  }
  const known = { input: new Map<z.ZodType, JsonSchema>(), output: new Map<z.ZodType, JsonSchema>() }
  return {
    of: (schema, direction) => {
      const json = known[direction].get(schema) ?? convert(schema, direction)
      known[direction].set(schema, json)
      return json
    },
    resolve: (schema) => (schema.$ref ? (named.get(nameOf(schema.$ref)) ?? {}) : schema),
    components: () => Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

export const nameOf = (ref: string) => ref.slice(COMPONENTS.length)

/** Without what a reader has no use for: patterns that repeat a format, the bounds of a double, two ways to say null. */
function tidied(schema: JsonSchema): JsonSchema {
  const { example, propertyNames: _, id: __, pattern, properties, items, additionalProperties, ...rest } = schema
  const tidy: JsonSchema = { ...rest }
  if (schema.$ref) tidy.$ref = schema.$ref.replace('#/$defs/', COMPONENTS)
  if (pattern !== undefined && schema.format === undefined) tidy.pattern = pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete tidy.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete tidy.maximum
  if (properties) tidy.properties = mapValues(properties, tidied)
  if (items) tidy.items = tidied(items)
  if (additionalProperties !== undefined)
    tidy.additionalProperties =
      typeof additionalProperties === 'object' ? tidied(additionalProperties) : additionalProperties
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) if (schema[key]) tidy[key] = schema[key].map(tidied)
  if (example !== undefined) tidy.examples = [example]
  return withoutNullOption(tidy)
}

/** `anyOf: [X, null]` as one type with null, where X has a type of its own. */
function withoutNullOption(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema
  const [option, ...others] = anyOf?.filter(({ type }) => type !== 'null') ?? []
  if (!anyOf || !option || others.length > 0 || anyOf.length !== 2 || typeof option.type !== 'string') return schema
  const { const: only, enum: several, ...kept } = option
  const values = several ?? (only === undefined ? undefined : [only])
  return { ...kept, ...rest, type: [option.type, 'null'], ...(values && { enum: [...values, null] }) }
}

export const mapValues = <T, U>(map: Record<string, T>, of: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, of(value)]))
