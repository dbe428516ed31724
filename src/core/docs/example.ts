import type { Direction, JsonSchema, Schemas } from './schemas.ts'

const BY_FORMAT: Record<string, string> = {
  uuid: '0198f3a1-7c00-7000-8000-000000000001',
  'date-time': '2027-03-01T09:00:00.000Z',
  date: '2027-03-01',
  email: 'ann@example.org',
  uri: 'https://example.org',
}

/** Stands where a schema says no more than that it is text; the contract test asks for an example then. */
export const FILLER = '…'

/**
 * A value this schema allows, made of the examples, constants and defaults within it. A request names what is required and
 * whatever has an example; an answer names everything, with null for what may be null and has no example.
 */
export function exampleOf(
  schema: JsonSchema,
  schemas: Pick<Schemas, 'resolve'>,
  direction: Direction,
  trail: readonly string[] = [],
): unknown {
  const inner = (one: JsonSchema) => exampleOf(one, schemas, direction, trail)
  const given = givenExample(schema)
  if (given !== undefined) return given
  if (schema.$ref !== undefined) {
    if (trail.includes(schema.$ref)) return null
    return exampleOf(schemas.resolve(schema), schemas, direction, [...trail, schema.$ref])
  }
  const options = schema.oneOf ?? schema.anyOf
  if (options) return inner(options.find(({ type }) => type !== 'null') ?? {})
  const types = [schema.type].flat()
  if (types.includes('object')) return objectExample(schema, inner, direction)
  if (types.includes('null')) return null
  if (schema.enum) return schema.enum[0]
  if (types.includes('array')) return listExample(schema.items ?? {}, inner, schema)
  return scalarExample(schema, types)
}

function givenExample({ examples, const: only, default: usual }: JsonSchema): unknown {
  return examples !== undefined && examples.length > 0 ? examples[0] : (only ?? usual)
}

function objectExample(schema: JsonSchema, inner: (one: JsonSchema) => unknown, direction: Direction): unknown {
  const { properties = {}, required = [] } = schema
  const named = Object.entries(properties).filter(
    ([name, one]) => direction === 'output' || required.includes(name) || one.examples !== undefined,
  )
  return Object.fromEntries(named.map(([name, one]) => [name, inner(one)]))
}

/** One item where a reader learns something from it. */
function listExample(items: JsonSchema, inner: (one: JsonSchema) => unknown, { minItems }: JsonSchema): unknown[] {
  const isTelling = items.$ref ?? items.oneOf ?? items.anyOf ?? items.properties ?? items.examples ?? minItems
  return isTelling === undefined ? [] : [inner(items)]
}

function scalarExample(schema: JsonSchema, types: unknown[]): unknown {
  if (types.includes('string')) return BY_FORMAT[schema.format ?? ''] ?? FILLER
  if (types.includes('boolean')) return false
  if (types.includes('integer') || types.includes('number')) {
    const { minimum = 1, maximum = 1 } = schema
    return Math.min(Math.max(1, minimum), Math.max(maximum, minimum))
  }
  return null
}
