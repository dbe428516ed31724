import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigArgumentMap,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql'
import { z } from 'zod'
import type { Asking } from './loaders.ts'

interface JsonSchema {
  id?: string
  $ref?: string
  $defs?: Record<string, JsonSchema>
  type?: string | string[]
  format?: string
  description?: string | undefined
  maximum?: number
  maxItems?: number
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
}

type Defs = Record<string, JsonSchema>

export type Field = GraphQLFieldConfig<Record<string, unknown>, Asking, Record<string, unknown>>

/** Adds fields to the object type of this name, beside those of its schema. */
export type Extend = (
  name: string,
  properties: ReadonlyMap<string, { maxItems: number | null }>,
) => Record<string, Field>

/** Types of GraphQL made of the schemas by which HTTP answers, so that none is written twice. */
export interface Types {
  /** What an answer looks like; each named schema becomes one type of that name. */
  outputOf(schema: z.ZodType, name: string): GraphQLOutputType
}

export function createTypes(extend: Extend): Types {
  const making: Making = { extend, objects: new Map(), enums: new Map() }
  return {
    outputOf: (schema, name) => {
      const json = jsonOf(schema, 'output')
      return typeOf(making, json, name, json.$defs ?? {})
    },
  }
}

interface Making {
  extend: Extend
  objects: Map<string, GraphQLObjectType>
  enums: Map<string, GraphQLEnumType>
}

function typeOf(making: Making, node: JsonSchema, name: string, defs: Defs): GraphQLOutputType {
  const { schema, isNullable, label } = plainOf(node, name, defs)
  const type = bareOf(making, schema, label, defs)
  return isNullable ? type : new GraphQLNonNull(type)
}

function bareOf(making: Making, schema: JsonSchema, name: string, defs: Defs) {
  if (schema.enum) return enumOf(making, schema.enum, name)
  if (schema.type === 'array') return new GraphQLList(typeOf(making, schema.items ?? {}, name, defs))
  if (schema.properties) return objectOf(making, schema, name, defs)
  return scalarOf(schema)
}

function objectOf(making: Making, { properties = {}, description }: JsonSchema, name: string, defs: Defs) {
  const found = making.objects.get(name)
  if (found) return found
  const own = Object.entries(properties)
  const fieldOf = ([field, one]: [string, JsonSchema]): [string, Field] => [
    field,
    { type: typeOf(making, one, name + capital(field), defs), ...describedBy(one) },
  ]
  const made = new GraphQLObjectType({
    name,
    ...describedBy({ description }),
    // Worked out when all types stand: items lead to each other.
    fields: () => ({
      ...Object.fromEntries(own.map(fieldOf)),
      ...making.extend(name, new Map(own.map(([field, one]) => [field, { maxItems: one.maxItems ?? null }]))),
    }),
  })
  making.objects.set(name, made)
  return made
}

/** Values that are no names stay text. */
function enumOf({ enums }: Making, values: unknown[], name: string) {
  const names = values.filter((value): value is string => typeof value === 'string' && isName(value))
  if (names.length < values.length) return GraphQLString
  const made =
    enums.get(name) ?? new GraphQLEnumType({ name, values: Object.fromEntries(names.map((value) => [value, {}])) })
  enums.set(name, made)
  return made
}

/** Arguments as HTTP takes them in its query and path. The schema itself judges them later; here they only get a type. */
export function argumentsOf(schema: z.ZodType): GraphQLFieldConfigArgumentMap {
  const { properties = {}, required = [], $defs = {} } = jsonOf(schema, 'input')
  return Object.fromEntries(
    Object.entries(properties).map(([name, node]) => {
      const { schema } = plainOf(node, name, $defs)
      const type = argumentType(schema)
      return [name, { type: required.includes(name) ? new GraphQLNonNull(type) : type, ...describedBy(schema) }]
    }),
  )
}

const jsonOf = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as unknown as JsonSchema // what draft 2020-12 is made of

const describedBy = ({ description }: JsonSchema) => (description === undefined ? {} : { description })
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const isName = (text: string) => /^[A-Za-z][A-Za-z0-9_]*$/.test(text) && !['true', 'false', 'null'].includes(text)

/** Behind references and "or null". What may be of several kinds is any JSON. */
function plainOf(node: JsonSchema, name: string, defs: Defs) {
  let [schema, label, isNullable] = [node, node.id ?? name, false]
  for (;;) {
    const target = schema.$ref?.replace('#/$defs/', '')
    const options = schema.anyOf ?? schema.oneOf
    if (target !== undefined) [schema, label] = [defs[target] ?? {}, target]
    else if (options) {
      const present = options.filter(({ type }) => type !== 'null')
      isNullable ||= present.length < options.length
      const [only] = present
      if (only === undefined || present.length > 1) return { schema: {}, label, isNullable }
      schema = only
    } else {
      const types = [schema.type ?? []].flat().filter((type) => type !== 'null')
      isNullable ||= types.length < [schema.type].flat().length || types.length !== 1
      return { schema: { ...schema, type: types.length === 1 ? types.join() : [] }, label, isNullable }
    }
  }
}

const MAX_INT = 2_147_483_647

function scalarOf({ type, format, maximum, const: only }: JsonSchema) {
  if (type === 'boolean' || typeof only === 'boolean') return GraphQLBoolean
  if (type === 'integer') return (maximum ?? Infinity) <= MAX_INT ? GraphQLInt : Long
  if (type === 'number') return GraphQLFloat
  if (type !== 'string' && typeof only !== 'string') return Json
  if (format === 'uuid') return GraphQLID
  if (format === 'date-time') return Instant
  return format === 'date' ? Day : GraphQLString
}

function argumentType({ type, format, enum: values }: JsonSchema) {
  if (format === 'uuid') return GraphQLID
  if (values?.length === 2 && values.includes('true') && values.includes('false')) return GraphQLBoolean
  if (type === 'boolean') return GraphQLBoolean
  if (type === 'integer') return GraphQLInt
  return type === 'number' ? GraphQLFloat : GraphQLString
}

const told = (name: string, description: string) =>
  new GraphQLScalarType({ name, description, coerceOutputValue: (value) => value })
const Instant = told('Instant', 'ISO 8601 in UTC with Z')
const Day = told('Day', 'YYYY-MM-DD in the zone of the user')
const Long = told('Long', 'A whole number of up to 53 bits')
const Json = told('JSON', 'Whatever JSON can hold')
