import { STATUS_CODES } from 'node:http'
import { ERROR_STATUS } from '../errors.ts'
import { Problem } from '../problem.ts'
import { ERROR_CODES, EXPLANATIONS, exampleProblem } from './problems.ts'
import type { Schemas } from './schemas.ts'

type Json = Record<string, unknown>

const RETRYABLE = [409, 429, 503]
const EXAMPLE_URL = 'https://almanac.example.org'

/** The name under which an answer that says no stands among the components: `NotFound`. */
const refusalName = (status: number) => (STATUS_CODES[status] ?? 'Problem').replace(/[^A-Za-z]/g, '')

export const refusal = (status: number) => ({ $ref: `#/components/responses/${refusalName(status)}` })

/** The answers that say no, one for each status an operation may refer to. */
export function refusals(schemas: Schemas): Record<string, Json> {
  const schema = schemas.of(Problem, 'output')
  const byStatus = Map.groupBy(ERROR_CODES, (code) => ERROR_STATUS[code])
  const entries = [...byStatus].map(([status, [first = 'internal', ...others]]) => {
    const codes = [first, ...others]
    const examples = codes.map((code) => [code, { value: exampleProblem(code, EXAMPLE_URL) }])
    const headers = {
      ...(status === 401 && { 'WWW-Authenticate': { schema: { type: 'string', const: 'Bearer' } } }),
      ...(RETRYABLE.includes(status) && { 'Retry-After': { $ref: '#/components/headers/Retry-After' } }),
    }
    const media = {
      schema,
      ...(codes.length > 1
        ? { examples: Object.fromEntries(examples) }
        : { example: exampleProblem(first, EXAMPLE_URL) }),
    }
    const description = codes.map((code) => `\`${code}\`: ${EXPLANATIONS[code].means}`).join('\n\n')
    return [refusalName(status), { description, headers, content: { 'application/problem+json': media } }] as const
  })
  return Object.fromEntries(entries)
}

export const HEADERS: Record<string, Json> = {
  ETag: {
    description: "The item's version, quoted: send it back in If-Match or If-None-Match",
    schema: { type: 'string' },
    example: '"3"',
  },
  'Idempotent-Replayed': {
    description: '`true` when this is the kept answer of the first request with the same Idempotency-Key',
    schema: { type: 'string', const: 'true' },
  },
  Location: {
    description: 'The address of what was created',
    schema: { type: 'string' },
    example: '/api/tasks/0198f3a1-7c00-7000-8000-000000000001',
  },
  RateLimit: {
    description: 'The budget that was charged, what is left of it, and the seconds until it is whole again',
    schema: { type: 'string' },
    example: '"user";r=1199;t=60',
  },
  'RateLimit-Policy': {
    description: 'The budget that was charged: its size, and its window in seconds',
    schema: { type: 'string' },
    example: '"user";q=1200;w=60',
  },
  'Retry-After': {
    description: 'Seconds after which a repeat may succeed',
    schema: { type: 'integer', minimum: 1 },
    example: 12,
  },
}

export const PARAMETERS: Record<string, Json> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes a repeat safe: the first answer is kept for 24 hours and given again. The same key with another body is 422; while the first request runs, 409.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag you have read; when the item has changed since, nothing is written and the answer is 412',
    schema: { type: 'string' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag you have; when the item has not changed, the answer is 304 without a body',
    schema: { type: 'string' },
  },
}

export const SECURITY_SCHEMES: Record<string, Json> = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An access token (`POST /api/auth/login`, good for 15 minutes) or an API key (`POST /api/api-keys`). A key needs the scope that `x-required-scope` names; where that is null, no key is accepted.',
  },
}
