import type { RouteOptions } from 'fastify'
import manifest from '../../../package.json' with { type: 'json' }
import { answersItem, type Operation, operationOf, type Route } from './operation.ts'
import { createSchemas } from './schemas.ts'
import { HEADERS, PARAMETERS, refusals, SECURITY_SCHEMES } from './shared.ts'

export interface OpenApi {
  openapi: string
  info: Record<string, unknown>
  servers: { url: string }[]
  tags: { name: string; description?: string }[]
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

const DESCRIPTION = `One self-hostable backend for personal-growth apps.

**Shape.** JSON in UTF-8, camelCase. Ids are UUIDs that sort by age. An instant is ISO 8601 in UTC with \`Z\`, a day is \`YYYY-MM-DD\` in
the user's time zone. What is absent is \`null\`. Unknown request fields are refused.

**Lists** answer \`{ items, nextCursor }\`. Take \`limit\` (1 to 100) and pass \`nextCursor\` as \`cursor\` for the next page; it stays true while
items are added.

**Changes.** In a PATCH an absent field keeps its value and null clears it; PUT on the same address does the same. DELETE moves an item to
the trash. Every item carries its \`version\`, also as \`ETag\`: \`If-Match\` refuses a stale change (412), \`If-None-Match\` saves a read (304).
Any POST may carry an \`Idempotency-Key\` and can then be repeated safely.

**Errors** are problem documents (RFC 9457); \`type\` leads to [a page that explains it](/docs/errors), \`errors\`
names the fields.

**Limits** are told in \`RateLimit\` and \`RateLimit-Policy\`; over them the answer is 429 with \`Retry-After\`.

**Realtime** goes over a socket: [its frames](/docs/realtime), and the same as [AsyncAPI](/asyncapi.json).`

/** OpenAPI 3.1 of every visible route, in an order that does not depend on how they were registered. */
export function documentOf(routes: RouteOptions[], tags: Record<string, string>): OpenApi {
  const schemas = createSchemas()
  const visible = routes.filter((route): route is Route => isVisible(route))
  const changeable = new Set(
    visible.filter((one) => one.method === 'PATCH' && answersItem(one, schemas)).map(({ url }) => url),
  )
  const paths: OpenApi['paths'] = {}
  for (const route of visible.toSorted(byAddress)) {
    const path = route.url.replace(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = operationOf(route, schemas, (url) => changeable.has(url))
  }
  const responses = refusals(schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Almanac',
      version: manifest.version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: describedTags(paths, tags),
    paths,
    components: {
      schemas: schemas.components(),
      responses,
      parameters: PARAMETERS,
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

function isVisible({ method, schema }: RouteOptions): boolean {
  return typeof method === 'string' && METHODS.includes(method) && schema !== undefined && !schema.hide
}

const byAddress = (a: Route, b: Route) =>
  a.url === b.url ? METHODS.indexOf(a.method) - METHODS.indexOf(b.method) : a.url < b.url ? -1 : 1

/** In the order of the modules that describe them; a tag that no module describes stands last, by its name alone. */
function describedTags(paths: OpenApi['paths'], tags: Record<string, string>): OpenApi['tags'] {
  const operations = Object.values(paths).flatMap((path) => Object.values(path))
  const used = new Set(operations.flatMap((operation) => operation.tags))
  const nameless = [...used].filter((name) => !(name in tags)).sort()
  return [...Object.keys(tags).filter((name) => used.has(name)), ...nameless].map((name) => ({
    name,
    ...(tags[name] !== undefined && { description: tags[name] }),
  }))
}
