import { STATUS_CODES } from 'node:http'
import type { FastifySchema, RouteOptions } from 'fastify'
import { z } from 'zod'
import { scopeOf } from '../identity.ts'
import { Problem } from '../problem.ts'
import { exampleOf } from './example.ts'
import { type JsonSchema, mapValues, type Schemas } from './schemas.ts'
import { refusal } from './shared.ts'

/** A route as it was registered. Read when the document is made, after every hook has had its say. */
export type Route = RouteOptions & { url: string; method: string; schema: FastifySchema }

type Json = Record<string, unknown>

export interface Operation extends Json {
  operationId: string
  tags: string[]
  parameters?: Json[]
  requestBody?: Json
  responses: Record<string, Json>
}

const component = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` })

/** `isChangeable` tells whether a PATCH of this address changes an item with a version. */
export function operationOf(route: Route, schemas: Schemas, isChangeable: (url: string) => boolean): Operation {
  const { method, schema, config = {} } = route
  const { operationId, summary, description, tags = [], deprecated } = schema
  if (!operationId || !summary || tags.length === 0)
    throw new Error(`${method} ${route.url} needs an operationId, a summary and a tag`)
  const responses = answersOf(route, schemas)
  const versioned = isConditional(route, responses, isChangeable)
  const parameters = parametersOf(route, schemas, versioned)
  const requestBody = bodyOf(schema, schemas)
  if (method === 'GET' && versioned) responses[304] = { description: 'You already have this version' }
  return {
    operationId,
    summary,
    ...(description !== undefined && { description }),
    tags: [...tags],
    ...(deprecated && { deprecated }),
    security: config.public ? [] : [{ bearer: [] }],
    ...(!config.public && { 'x-required-scope': scopeOf(config.scope, method) }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { ...responses, ...refusalsOf(route, versioned, responses) },
  }
}

/** Whether an answer's schema is an item's: it has an id and a version, and so an ETag. */
export function answersItem({ schema }: Route, schemas: Schemas): boolean {
  const success = (schema.response as Record<string, unknown> | undefined)?.[200]
  return success instanceof z.ZodType && isItemSchema(schemas.of(success, 'output'), schemas)
}

function isItemSchema(schema: JsonSchema, schemas: Schemas): boolean {
  const { properties = {} } = schemas.resolve(schema)
  return 'id' in properties && 'version' in properties
}

/** A read or change that answers an item's version takes one, and so does the removal of what can be changed. */
function isConditional(route: Route, responses: Record<string, Json>, isChangeable: (url: string) => boolean): boolean {
  if (route.method === 'DELETE') return isChangeable(route.url)
  const headers = responses[200]?.headers as Json | undefined
  return (route.method === 'GET' || route.method === 'PATCH') && headers !== undefined && 'ETag' in headers
}

function parametersOf({ schema, method, config = {} }: Route, schemas: Schemas, versioned: boolean): Json[] {
  const conditional = method === 'GET' ? 'IfNoneMatch' : 'IfMatch'
  return [
    ...fieldsOf('path', schema.params, schemas),
    ...fieldsOf('query', schema.querystring, schemas),
    ...(method === 'POST' && !config.public ? [component('parameters', 'IdempotencyKey')] : []),
    ...(versioned ? [component('parameters', conditional)] : []),
  ]
}

function fieldsOf(place: 'path' | 'query', schema: unknown, schemas: Schemas): Json[] {
  if (!(schema instanceof z.ZodType)) return []
  const { properties = {}, required = [] } = schemas.resolve(schemas.of(schema, 'input'))
  return Object.entries(properties).map(([name, { description, examples, ...field }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: field,
    ...(examples && { example: examples[0] }),
  }))
}

function bodyOf({ body, consumes = ['application/json'] }: FastifySchema, schemas: Schemas): Json | undefined {
  if (!(body instanceof z.ZodType)) return undefined
  const json = schemas.of(body, 'input')
  const present = json.anyOf?.length === 2 ? json.anyOf.find(({ type }) => type !== 'null') : undefined
  const media = { schema: present ?? json, example: exampleOf(present ?? json, schemas, 'input') }
  return {
    required: !body.safeParse(undefined).success,
    content: Object.fromEntries(consumes.map((type) => [type, media])),
  }
}

function answersOf(route: Route, schemas: Schemas): Record<string, Json> {
  const answers = Object.entries((route.schema.response ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    answers.map(([status, answer]) => [
      status,
      answer === Problem ? refusal(Number(status)) : answerOf(route, status, answer, schemas),
    ]),
  )
}

function answerOf(route: Route, status: string, answer: unknown, schemas: Schemas): Json {
  const json = answer instanceof z.ZodType ? schemas.of(answer, 'output') : null
  const headers = headersOf(route, status, json !== null && isItemSchema(json, schemas))
  const described = json?.description ?? (json && schemas.resolve(json).description)
  const description = described ?? STATUS_CODES[status] ?? 'Answer'
  if (json === null) {
    const { content } = answer as { content: Record<string, { schema: z.ZodType }> } // what Fastify allows besides
    return { description, headers, content: mapValues(content, (one) => mediaOf(one.schema, schemas)) }
  }
  if (json.type === 'null') return { description, headers }
  const { produces = ['application/json'] } = route.schema
  const media = mediaOf(answer as z.ZodType, schemas) // json is not null
  return { description, headers, content: Object.fromEntries(produces.map((type) => [type, media])) }
}

function mediaOf(schema: z.ZodType, schemas: Schemas): Json {
  const json = schemas.of(schema, 'output')
  return { schema: json, example: exampleOf(json, schemas, 'output') }
}

function headersOf({ method, config = {} }: Route, status: string, isItem: boolean): Json {
  const names = [
    ...(isItem ? ['ETag'] : []),
    ...(status === '201' ? ['Location'] : []),
    ...(method === 'POST' && !config.public ? ['Idempotent-Replayed'] : []),
    'RateLimit',
    'RateLimit-Policy',
  ]
  return Object.fromEntries(names.map((name) => [name, component('headers', name)]))
}

/** What else may be answered, by what the operation takes: each is a problem document. */
function refusalsOf(route: Route, versioned: boolean, own: Record<string, Json>): Record<string, Json> {
  const { method, schema, config = {}, url } = route
  const writes = method !== 'GET'
  const replayable = method === 'POST' && !config.public
  const may: [number, boolean][] = [
    [400, Boolean(schema.params ?? schema.querystring ?? schema.body) || replayable],
    [401, !config.public || writes],
    [403, !config.public],
    [404, url.includes(':') || (writes && mentionsItems(schema))],
    [409, writes && !config.signIn],
    [412, writes && versioned],
    [413, schema.body !== undefined],
    [415, schema.body !== undefined],
    [422, replayable],
    [429, true],
    [503, true],
  ]
  const missing = may.filter(([status, can]) => can && !(status in own))
  return Object.fromEntries(missing.map(([status]) => [status, refusal(status)]))
}

const mentionsItems = ({ body }: FastifySchema): boolean =>
  body instanceof z.ZodType &&
  JSON.stringify(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' })).includes('"uuid"')
