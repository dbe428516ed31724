import type { OpenApi } from '#core/docs/document.ts'
import type { Operation } from '#core/docs/operation.ts'
import { type JsonSchema, nameOf } from '#core/docs/schemas.ts'

const HEADER = '// Made from openapi.json by `npm run openapi`. Changes here are lost.\n'

/** The generated files of the TypeScript client: what crosses the wire, and every operation. `sdk/client.ts` sends them. */
export function sdkOf({ paths, components }: OpenApi): Record<string, string> {
  const schemas = Object.entries(components.schemas ?? {}) as [string, JsonSchema][]
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const callable = operations.filter(({ operation }) => successesOf(operation).length > 0)
  return {
    'sdk/types.ts': `${HEADER}\n${schemas.map(([name, schema]) => declaration(name, schema)).join('\n')}`,
    'sdk/api.ts': `${HEADER}${importsOf(callable.map((one) => signature(one.operation, components)))}
/** Every operation of the API, by its operationId. */
export interface Api {
${callable.map(({ operation }) => method(operation, components)).join('\n')}}

/** How each is sent: its method and its address. */
export const OPERATIONS = {
${callable.map(({ operation, method, path }) => `  ${operation.operationId}: ['${method}', '${path}'],\n`).join('')}} as const satisfies Record<keyof Api, readonly [string, string]>
`,
  }
}

function importsOf(signatures: string[]): string {
  const names = new Set(signatures.flatMap((text) => text.match(/\btypes\.(\w+)/g) ?? []))
  return names.size === 0 ? '' : `import type * as types from './types.ts'\n`
}

function declaration(name: string, schema: JsonSchema): string {
  const comment = docs(schema.description, '')
  const isPlain = schema.type === 'object' && schema.properties !== undefined
  return isPlain
    ? `${comment}export interface ${name} ${typeOf(schema, '', '')}\n`
    : `${comment}export type ${name} = ${typeOf(schema, '', '')}\n`
}

function method(operation: Operation, components: OpenApi['components']): string {
  const { summary, description } = operation
  const text = [summary, description].filter(Boolean).join('. ')
  return `${docs(text, '  ')}  ${operation.operationId}${signature(operation, components)}\n`
}

function signature(operation: Operation, components: OpenApi['components']): string {
  const fields = [...parametersOf(operation, components), ...bodyOf(operation)]
  const isOptional = fields.every(({ required }) => !required)
  const input = `{ ${fields.map(({ name, required, type }) => `${name}${required ? '' : '?'}: ${type}`).join('; ')} }`
  return `(${fields.length === 0 ? '' : `input${isOptional ? '?' : ''}: ${input}`}): Promise<${answerOf(operation)}>`
}

interface Field {
  name: string
  required: boolean
  type: string
}
interface Parameter {
  $ref?: string
  name: string
  in: string
  required?: boolean
  schema: JsonSchema
}

/** Path parameters by their names, the query in one object, and the headers that have a meaning here. */
function parametersOf({ parameters = [] }: Operation, components: OpenApi['components']): Field[] {
  const all = (parameters as unknown as Parameter[]).map(
    (one) => (one.$ref ? components.parameters?.[one.$ref.split('/').at(-1) ?? ''] : one) as Parameter, // made by ourselves
  )
  const fields = (list: Parameter[]) =>
    list.map(({ name, required = false, schema }) => ({ name, required, type: typeOf(schema, '  ') }))
  const query = fields(all.filter((one) => one.in === 'query'))
  const names = query.map(({ name, required, type }) => `${name}${required ? '' : '?'}: ${type}`).join('; ')
  const headers = all.filter((one) => one.in === 'header' && one.name !== 'If-None-Match')
  return [
    ...fields(all.filter((one) => one.in === 'path')),
    ...(query.length > 0 ? [{ name: 'query', required: query.some((one) => one.required), type: `{ ${names} }` }] : []),
    ...headers.map(({ name }) => ({ name: camelCase(name), required: false, type: HEADER_TYPES[name] ?? 'string' })),
  ]
}

/** The version that was read says it more plainly than the ETag made of it. */
const HEADER_TYPES: Record<string, string> = { 'If-Match': 'number' }

function bodyOf({ requestBody }: Operation): Field[] {
  if (!requestBody) return []
  const content = Object.entries(requestBody.content as Record<string, { schema: JsonSchema }>)
  const types = content.map(([type, { schema }]) =>
    type === 'multipart/form-data' ? 'FormData' : typeOf(schema, '  '),
  )
  const type = types.join(' | ')
  return [{ name: 'body', required: requestBody.required === true, type }]
}

interface Success {
  content?: Record<string, { schema: JsonSchema }>
}

/** More than one where it depends on the request: one log answers 201 with it, many answer 200 with what became of each. */
function successesOf({ responses }: Operation): Success[] {
  return Object.entries(responses).flatMap(([status, answer]) => (status.startsWith('2') ? [answer as Success] : []))
}

function answerOf(operation: Operation): string {
  const types = successesOf(operation).flatMap(({ content }) =>
    Object.entries(content ?? {}).map(([type, { schema }]) =>
      type.includes('json') ? typeOf(schema, '  ') : type.startsWith('text/') ? 'string' : 'Blob',
    ),
  )
  return union(types) || 'void'
}

const KEYWORDS: Record<string, string> = {
  integer: 'number',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  null: 'null',
}

/** `prefix` stands before the names of components: they are imported everywhere but where they are declared. */
function typeOf(schema: JsonSchema, indent: string, prefix = 'types.'): string {
  const inner = (one: JsonSchema) => typeOf(one, indent, prefix)
  if (schema.$ref) return prefix + nameOf(schema.$ref)
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)))
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const options = schema.oneOf ?? schema.anyOf
  if (options) return union(options.map(inner))
  if (schema.allOf) return schema.allOf.map(inner).join(' & ')
  return union([schema.type ?? []].flat().map((type) => typeNamed(type, schema, indent, prefix))) || 'unknown'
}

function typeNamed(type: string, schema: JsonSchema, indent: string, prefix: string): string {
  if (type === 'array') return `Array<${typeOf(schema.items ?? {}, indent, prefix)}>`
  if (type !== 'object') return schema.format === 'binary' ? 'Blob' : (KEYWORDS[type] ?? 'unknown')
  const { properties = {}, required = [], additionalProperties } = schema
  if (Object.keys(properties).length === 0) {
    const values = typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent, prefix) : 'unknown'
    return `Record<string, ${values}>`
  }
  const lines = Object.entries(properties).map(([name, one]) => {
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name)
    const text = typeOf(one, `${indent}  `, prefix)
    return `${docs(one.description, `${indent}  `)}${indent}  ${key}${required.includes(name) ? '' : '?'}: ${text}\n`
  })
  return `{\n${lines.join('')}${indent}}`
}

const union = (types: string[]) => [...new Set(types)].join(' | ')

function docs(text: unknown, indent: string): string {
  return typeof text === 'string' && text !== ''
    ? `${indent}/** ${text.replaceAll('*/', '*\\/').replace(/\s+/g, ' ')} */\n`
    : ''
}

const camelCase = (name: string) => name.toLowerCase().replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
