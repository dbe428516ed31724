import converter from 'openapi-to-postmanv2'
import type { OpenApi } from '#core/docs/document.ts'
import { exampleOf } from '#core/docs/example.ts'
import type { Operation } from '#core/docs/operation.ts'
import type { JsonSchema } from '#core/docs/schemas.ts'

type Json = Record<string, unknown>

const OPTIONS = {
  folderStrategy: 'Tags',
  parametersResolution: 'Example',
  disableOptionalParameters: true,
} as const

/** Keeps the token of whoever has just signed in for all other requests. */
const REMEMBER_TOKEN = [
  "const isJson = (pm.response.headers.get('Content-Type') ?? '').includes('json')",
  'const { accessToken } = isJson ? pm.response.json() : {}',
  "if (accessToken) pm.collectionVariables.set('bearerToken', accessToken)",
]

/** A Postman collection: one folder a tag, one request an operation. The same description always gives the same text. */
export async function postmanOf(document: OpenApi): Promise<string> {
  const data = JSON.stringify({ ...document, paths: essential(document) })
  const collection = await converted(data)
  return `${JSON.stringify(steady(collection), null, 1)}\n`
}

function converted(data: string): Promise<Json> {
  return new Promise((resolve, reject) => {
    converter.convertV2({ type: 'string', data }, OPTIONS, (error, answer) => {
      const [first] = answer?.output ?? []
      if (error || !first) reject(new Error(`Postman conversion failed: ${error?.message ?? answer?.reason}`))
      else resolve(first.data as Json)
    })
  })
}

/** Without refusals and safety headers, and with an example for every parameter: the converter makes up what is missing. */
function essential({ paths }: OpenApi): Json {
  const lean = ({ parameters = [], responses, ...rest }: Operation) => ({
    ...rest,
    parameters: parameters
      .filter((one) => one.$ref === undefined)
      .map((one) => ({ ...one, example: one.example ?? exampleOf(one.schema as JsonSchema, NO_SCHEMAS, 'input') })),
    responses: Object.fromEntries(
      Object.entries(responses).flatMap(([status, { headers: _, ...answer }]) =>
        status.startsWith('2') ? [[status, answer]] : [],
      ),
    ),
  })
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [
      path,
      Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, lean(operation)])),
    ]),
  )
}

const NO_SCHEMAS = { resolve: () => ({}) }

/** Without what the converter draws by lot, and ready to use against a server on this machine. */
function steady(collection: Json): Json {
  const { info, ...rest } = withoutChance(collection) as { info: Json }
  return {
    info,
    ...rest,
    variable: [
      { key: 'baseUrl', value: 'http://127.0.0.1:3000' },
      { key: 'bearerToken', value: '' },
    ],
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: REMEMBER_TOKEN } }],
  }
}

/** Ids, and the texts of forms, which it makes up whatever example there is. */
function withoutChance(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutChance)
  if (typeof node !== 'object' || node === null) return node
  const isDrawn = (key: string) =>
    key === '_postman_id' || (key === 'id' && ('name' in node || 'originalRequest' in node))
  const steadied = Object.entries(node).flatMap(([key, value]) => {
    if (isDrawn(key)) return []
    return [[key, key === 'formdata' && Array.isArray(value) ? value.map(emptied) : withoutChance(value)]]
  })
  return Object.fromEntries(steadied)
}

const emptied = (field: Json) => (field.type === 'text' ? { ...field, value: '' } : field)
